"""What tells one state of the rules from another: their code, texts and thresholds, and the forms they go by."""

import hashlib
from functools import cache
from pathlib import Path

from giktui.form.fingerprint import fingerprint_of, form_fingerprint

_CHECKS = Path(__file__).parent
_BESIDE = ("totals.py", "report.py", "text/numerals.py")
"""What rules reckon with outside their own package."""


@cache
def rules_fingerprint() -> str:
    """A finding made under one fingerprint may not be made, or be made otherwise, under another."""
    files = [*_CHECKS.rglob("*.py"), *_CHECKS.rglob("*.toml"), *(_CHECKS.parent / name for name in _BESIDE)]
    return hashlib.sha256(f"{form_fingerprint()} {fingerprint_of(files)}".encode()).hexdigest()
