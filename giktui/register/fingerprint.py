"""What tells one reading of requests from another: the words that are known, and the modules that read them."""

from functools import cache
from pathlib import Path

from giktui.form.fingerprint import fingerprint_of


@cache
def register_fingerprint() -> str:
    """A request that was stored under one fingerprint may be read otherwise under another."""
    folder = Path(__file__).parent
    return fingerprint_of([*folder.glob("*.toml"), *folder.glob("*.py")])
