"""The folders of plain files that the program carries: `db/` (SQL) and `examples/`."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """The folder `db` or `examples`: inside an installed package, or at the top of a checkout."""
    installed = _PACKAGE / f"_{name}"
    return installed if installed.is_dir() else _PACKAGE.parent / name
