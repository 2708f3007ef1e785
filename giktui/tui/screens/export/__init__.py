"""Exporting a report."""
