"""What each command does: reads the words given, calls a use case, hands the result to ``output``."""
