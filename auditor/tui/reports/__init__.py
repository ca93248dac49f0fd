"""The Reports mode: which report, of what, looked at in the terminal, saved as files."""
