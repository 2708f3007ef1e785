"""Measures over the years."""
