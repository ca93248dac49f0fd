"""The report on moderation."""
