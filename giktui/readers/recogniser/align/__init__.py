"""Which field of a row is which cell."""
