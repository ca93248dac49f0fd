"""The forms of reports that may be published."""
