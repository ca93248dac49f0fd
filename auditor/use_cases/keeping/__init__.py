"""Keeping the records safe: backups, bundles, retention, erasure, recovery, verification."""
