"""A document cut into reports and those into sections, each report with its title."""
