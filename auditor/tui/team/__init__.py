"""The team manager's screens."""
