"""Concerns that cannot wait, on screen."""
