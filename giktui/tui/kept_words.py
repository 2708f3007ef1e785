"""Words that could not be saved in the database, in a file of the user's own: nothing typed is lost."""

import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

_NEW = ".new.txt"
"""The end of the name of a file about which the user has not been told in the app."""


def keep(words: Sequence[str], details: str = "", *, told: bool = False) -> Path | None:
    """Write down what could not be saved, and the details of why; where. None where that cannot be written either.

    `told` says that the user reads about it at once; else the next start tells.
    """
    path = _folder() / f"{time.strftime('%Y%m%d-%H%M%S')}-{time.monotonic_ns() % 1000:03}"
    path = path.with_name(path.name + (_NEW if words and not told else ".txt"))
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(0o600)
        path.write_text("\n\n".join([*words, details]).strip() + "\n", "utf-8")
        return path
    return None


def not_told() -> list[Path]:
    """The files of which the user has not been told; from now on they count as told."""
    renamed: list[Path] = []
    with suppress(OSError):
        for path in sorted(_folder().glob(f"*{_NEW}")):
            renamed.append(path.rename(path.with_name(path.name.removesuffix(_NEW) + ".txt")))
    return renamed


def _folder() -> Path:
    from platformdirs import user_state_path

    return user_state_path("giktui", appauthor=False) / "unsaved"
