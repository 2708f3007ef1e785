"""Findings on the command line: made, and shown as lines, JSON, SARIF or JUnit."""
