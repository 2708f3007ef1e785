"""The tables of the form in a document: their rows, lines under no label, the table that is one line."""
