"""What single fields mean: labels, heads and numbers, and which table a line belongs to."""
