"""Moderation on screen: what there is to moderate, the comparison of grades, and asking somebody to moderate."""
