"""Which cells are wrong when sums are broken, and what would mend them."""
