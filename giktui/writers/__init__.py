"""From a Report to a file: one module a format."""
