"""Findings of one report, and of all."""
