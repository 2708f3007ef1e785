"""From a file to a Report: one module a file kind makes a Document, the recogniser makes the Report."""
