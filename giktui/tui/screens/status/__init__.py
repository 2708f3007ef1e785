"""Who has reported."""
