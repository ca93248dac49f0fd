"""What good looks like: the practice standards, read from data files into frozen models."""
