"""Texts and tables that two reports have in common."""
