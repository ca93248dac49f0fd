"""The migrations of the store, in order; each also makes the triggers anew."""
