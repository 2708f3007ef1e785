"""Agencies by years."""
