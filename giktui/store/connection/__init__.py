"""The database file: opening, migrating, copying, examining it."""
