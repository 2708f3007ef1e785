"""The same work on many reports, in this process and in others, the answers in the order of the reports.

Each process opens the database for itself, and only reads. A handful of reports is done here: starting processes costs
more. Only some batches are handed out ahead, so that memory does not grow with the number of reports.
"""

import sqlite3
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from time import monotonic
from typing import NamedTuple, TypeVar

from giktui.ingest.pool import prepare_worker, processors, start_method, uninterrupted
from giktui.store.connection.connect import connect
from giktui.store.models import Entry

Answer = TypeVar("Answer")
Work = Callable[[sqlite3.Connection, Entry], Answer]
"""A function of a module, so that another process finds it by its name."""

_BATCH = 32
_AHEAD = 3
"""Batches handed out for each process: enough to keep it busy, few enough to keep memory small."""
_WORTH = 0.4
"""Seconds of work after which there are taken to be enough reports to start processes."""

_open: dict[str, sqlite3.Connection] = {}
"""The database of a worker, by its path: opened once."""


def in_processes(
    db: sqlite3.Connection, work: Work[Answer], entries: Iterable[Entry], *, jobs: int | None = None
) -> Generator[tuple[Entry, Answer], None, None]:
    """Each report with what `work` answers, in as many processes as there are processors, or `jobs`.

    A report that ends a process is done here, where its exception is seen.
    """
    waiting = iter(entries)
    path = _path_of(db)
    jobs = processors() if jobs is None else jobs
    begun = monotonic()
    for entry in waiting:
        yield entry, work(db, entry)
        if jobs > 1 and path and monotonic() - begun > _WORTH:
            break
    else:
        return
    with uninterrupted():
        pool = ProcessPoolExecutor(jobs, mp_context=get_context(start_method()), initializer=prepare_worker)
    try:
        yield from _answers(db, _Workers(pool, path, jobs), work, waiting)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


class _Workers(NamedTuple):
    """The processes, the database they open, and how many they are."""

    pool: ProcessPoolExecutor
    path: str
    jobs: int


def _answers(
    db: sqlite3.Connection, workers: _Workers, work: Work[Answer], entries: Iterator[Entry]
) -> Iterator[tuple[Entry, Answer]]:
    handed: deque[tuple[list[Entry], Future[list[Answer]] | None]] = deque()

    def hand_out() -> None:
        batch = list(islice(entries, _BATCH))
        if batch:
            try:
                handed.append((batch, workers.pool.submit(_batch, workers.path, work, batch)))
            except BrokenProcessPool:
                handed.append((batch, None))

    for _one in range(workers.jobs * _AHEAD):
        hand_out()
    while handed:
        batch, answers = handed.popleft()
        try:
            done = answers.result() if answers is not None else [work(db, entry) for entry in batch]
        except BrokenProcessPool:
            done = [work(db, entry) for entry in batch]
        hand_out()
        yield from zip(batch, done, strict=True)


def _batch(path: str, work: Work[Answer], entries: Sequence[Entry]) -> list[Answer]:
    """What a worker does. The connection that a forked process inherits is left alone."""
    if path not in _open:
        _open[path] = connect(Path(path), write=False)
    return [work(_open[path], entry) for entry in entries]


def _path_of(db: sqlite3.Connection) -> str:
    """The file of the database; empty for one in memory."""
    return next((str(file) for _n, name, file in db.execute("PRAGMA database_list") if name == "main"), "") or ""
