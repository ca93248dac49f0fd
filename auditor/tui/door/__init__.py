"""Opening, making and locking a store, on screen."""
