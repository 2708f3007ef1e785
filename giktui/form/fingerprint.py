"""What tells one content of the form files from another: a label mended, a column added."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from giktui.form.crosswalk import STEPS
from giktui.form.loading import VERSIONS


def fingerprint_of(files: Iterable[Path]) -> str:
    """The SHA-256 of the files' names and contents, whatever order they come in."""
    digest = hashlib.sha256()
    for file in sorted(files):
        content = file.read_bytes()
        digest.update(f"{file.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


@cache
def form_fingerprint() -> str:
    """The fingerprint of all versions of the form and of the steps between them."""
    return fingerprint_of([*VERSIONS.glob("*.toml"), *STEPS.glob("*.toml")])
