"""The encrypted store: the only layer that knows SQL."""
