"""Actions on screen."""
