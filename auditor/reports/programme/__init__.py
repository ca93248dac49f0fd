"""The audit programme on a page."""
