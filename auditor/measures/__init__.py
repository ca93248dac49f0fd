"""Frozen rows in, frozen measures out: rates, intervals, bands, the scorecard. No SQL, no files."""
