"""Comments on a report."""
