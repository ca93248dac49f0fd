"""One module for each migration, with the SQL it froze."""
