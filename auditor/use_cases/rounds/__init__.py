"""Rounds: planned, drawn, allocated, changed under way."""
