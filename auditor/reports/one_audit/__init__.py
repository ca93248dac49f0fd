"""The report of one audit, and the letter about it."""
