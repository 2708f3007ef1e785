"""The first screen on an empty database."""
