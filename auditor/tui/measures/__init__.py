"""Measures on screen."""
