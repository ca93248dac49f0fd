"""The keys of moderation that the tests of this process have pressed while they worked."""

PRESSED: set[str] = set()
