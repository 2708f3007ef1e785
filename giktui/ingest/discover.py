"""Which files an import means: files as named, folders with all they hold, patterns."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

_NO_REPORTS = {".css", ".js", ".ico", ".svg", ".woff", ".woff2", ".ttf", ".db", ".db-wal", ".db-shm"}
"""What stands beside saved web pages, and databases: in a folder, no report is looked for in these."""


def files_of(paths: Iterable[Path]) -> Iterator[Path]:
    """The files, one at a time and always in the same order: a folder's by name, then its subfolders'.

    A path that is no file may be a pattern (`reports/*.html`); one that stands for nothing is given as it is, so that
    reading it says what is wrong. Hidden files, locks of office programs and the parts of saved web pages are left out
    of folders; links to folders are not followed.
    """
    for path in paths:
        if os.path.isdir(path):  # unlike Path's, never raises  # noqa: PTH112
            yield from _under(path)
        elif any(sign in str(path) for sign in "*?[") and not os.path.exists(path):  # noqa: PTH110
            found = False
            for match in _matching(path):
                found = True
                yield from files_of([match]) if os.path.isdir(match) else [match]  # noqa: PTH112
            if not found:
                yield path
        else:
            yield path


def _matching(pattern: Path) -> list[Path]:
    anchor = Path(pattern.anchor) if pattern.anchor else Path()
    return sorted(anchor.glob(str(pattern.relative_to(pattern.anchor) if pattern.anchor else pattern)))


def _under(folder: Path) -> Iterator[Path]:
    try:
        with os.scandir(folder) as entries:
            found = sorted((entry.name, _is_folder(entry), _is_file(entry)) for entry in entries)
    except OSError:  # one that may not be looked into: as a file of its own, so that it is told of
        yield folder
        return
    shown = [(name, is_folder, is_file) for name, is_folder, is_file in found if not name.startswith((".", "~$"))]
    for name, _folder, is_file in shown:
        if is_file and Path(name).suffix.lower() not in _NO_REPORTS:
            yield folder / name
    for name, is_folder, _file in shown:
        if is_folder and not name.endswith(("_files", ".files")):
            yield from _under(folder / name)


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _is_file(entry: "os.DirEntry[str]") -> bool:
    """Whether it is a file, or what cannot be told: a link to itself is told of when it is read."""
    try:
        return entry.is_file()
    except OSError:
        return True
