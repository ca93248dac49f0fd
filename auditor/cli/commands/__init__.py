"""What can be typed: one light module a noun, which describes its verbs and imports nothing that takes time."""
