"""Stored reports: their cells, texts, files, state, and how they are changed."""
