"""The report for a team."""
