"""From `--db`, `--agency` and a year to a stored report."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.store import Connection, Entry, connect, default_path, scratch


@contextmanager
def database(
    path: Path | None, *, write: bool = False, make: bool = False, remember: bool = False
) -> Iterator[Connection]:
    """The database at `path`, or the user's own; closed behind.

    Where there is none, `make` makes one to `write` to. With `remember`, what takes long to count may be kept in it for
    the next time, where it can be written.
    """
    path = path or default_path()
    there = is_there(path)
    keep = remember and there and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    with closing(connect(path, write=keep or (write and (there or make)))) as db:
        yield db


@contextmanager
def database_or_scratch(path: Path | None, *, write: bool = True) -> Iterator[Connection]:
    """The database at `path`, or the user's own, to `write` to; where there is none, an empty one in memory, so that
    nothing is made as long as nothing is kept."""
    path = path or default_path()
    with closing(connect(path, write=write) if is_there(path) else scratch()) as db:
        yield db


def is_there(path: Path) -> bool:
    """Whether there is a database: a file that is not empty."""
    return path.exists() and path.stat().st_size > 0


def wanted_agency(name: str | None) -> str | None:
    """The agency that was named with --agency, or in $GIKTUI_AGENCY."""
    return name or os.environ.get("GIKTUI_AGENCY") or None


def stored(db: Connection, agency: str | None, year: int) -> Entry:
    """The stored report of that year. Raises GiktuiError where the agency is not clear or there is no such report."""
    from giktui.store import the_entry

    return the_entry(db, wanted_agency(agency), year)


def changed_last(db: Connection, agency: str | None) -> Entry:
    """The report that was changed last, of the agency if one is named. Raises GiktuiError if there is none."""
    from giktui.store import changed_last as latest_of
    from giktui.store import the_agency

    name = wanted_agency(agency)
    latest = latest_of(db, the_agency(db, name).id if name else None)
    if latest is None:
        raise GiktuiError(_("数据库中还没有报告；用 giktui import 导入，或在 giktui 中新建"))
    return latest
