"""The kinds of file, a module or folder each. Every one makes paragraphs and grids, and knows nothing of the form."""
