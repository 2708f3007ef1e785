"""What screens have in common: the page, the dialogs, the filter, counts made in the background."""
