"""What a reviewer does with reports: giving them back, remarks where they stand, notices and the answers to them."""
