"""From two reports to their differences."""
