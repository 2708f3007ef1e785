"""Text as such, one of each: its width in a terminal, its cleaning, the numbers in it."""
