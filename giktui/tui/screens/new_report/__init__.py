"""Beginning a report."""
