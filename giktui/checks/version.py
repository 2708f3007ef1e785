"""The version of the rules: what a finding was made with."""

import hashlib
from collections.abc import Mapping

from giktui.checks.fingerprint import rules_fingerprint

EDITION = 2
"""The edition of the catalogue; raised when rules come or change their meaning."""


def rules_version(texts: Mapping[str, str]) -> str:
    """The edition and a digest of the rules' sources: `2.3f9a1c02`; of the settings too, where some are made."""
    version = f"{EDITION}.{rules_fingerprint()[:8]}"
    if texts:
        said = "\n".join(f"{name} {text}" for name, text in sorted(texts.items()))
        version += f"+{hashlib.sha256(said.encode()).hexdigest()[:6]}"
    return version
