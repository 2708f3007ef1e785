"""Golden files: what a writer is known to write. GIKTUI_GOLDEN=write writes them anew, to be read before a commit."""

import os
from pathlib import Path


def check(path: Path, written: str) -> None:
    """Compares text with the golden file, or writes the file when asked to."""
    if os.environ.get("GIKTUI_GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written.encode())
    assert path.read_bytes().decode() == written
