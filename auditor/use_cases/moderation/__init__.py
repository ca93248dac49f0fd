"""Who moderates what, the comparison of two examinations, and how far people agree."""
