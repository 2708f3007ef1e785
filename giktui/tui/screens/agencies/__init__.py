"""The tree of agencies."""
