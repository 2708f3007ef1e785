"""The append-only journal: writing it, reading it, taking back what it says."""
