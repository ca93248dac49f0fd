"""Reports: what was published, so that nothing published later undoes it."""
