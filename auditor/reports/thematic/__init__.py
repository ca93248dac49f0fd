"""The report of a thematic round, and the briefing made from its findings."""
