"""The same work on many stored reports, in this process and in others (`ingest.spread`).

Each process opens the database for itself, and only reads.
"""

import sqlite3
from collections.abc import Callable, Generator, Iterable
from functools import partial
from pathlib import Path
from typing import TypeVar

from giktui.ingest.spread import spread
from giktui.store.connection.connect import connect
from giktui.store.models import Entry

Answer = TypeVar("Answer")
Work = Callable[[sqlite3.Connection, Entry], Answer]
"""A function of a module, so that another process finds it by its name."""

_open: dict[str, sqlite3.Connection] = {}
"""The database of a worker, by its path: opened once."""


def in_processes(
    db: sqlite3.Connection, work: Work[Answer], entries: Iterable[Entry], *, jobs: int | None = None
) -> Generator[tuple[Entry, Answer], None, None]:
    """Each report with what `work` answers, in as many processes as there are processors, or `jobs`; those of a
    database in memory, in this one."""
    path = _path_of(db)
    yield from spread(entries, partial(work, db), partial(_in_worker, path, work), jobs=jobs if path else 1)


def _in_worker(path: str, work: Work[Answer], entry: Entry) -> Answer:
    """What a worker does. The connection that a forked process inherits is left alone."""
    if path not in _open:
        _open[path] = connect(Path(path), write=False)
    return work(_open[path], entry)


def _path_of(db: sqlite3.Connection) -> str:
    """The file of the database; empty for one in memory."""
    return next((str(file) for _n, name, file in db.execute("PRAGMA database_list") if name == "main"), "") or ""
