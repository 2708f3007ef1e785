"""Pictures and scans: the lines of their tables make cells, each cell is read for itself, and more than once."""
