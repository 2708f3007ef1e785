"""From a Report (and last year's) to findings: one module a family of rules."""
