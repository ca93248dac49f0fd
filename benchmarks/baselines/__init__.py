"""The smallest programs to compare with: each a Textual application of a few lines."""
