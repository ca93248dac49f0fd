"""The rules of auditing, pure: no files, no database, no clock of their own."""
