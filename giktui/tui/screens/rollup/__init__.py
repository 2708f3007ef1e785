"""Adding up the reports below an agency."""
