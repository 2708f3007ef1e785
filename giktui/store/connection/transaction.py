"""The transaction that every change goes through: how it begins, waits for others, and comes to the disk."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic_ns, sleep

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.store.connection.explained import explained
from giktui.store.connection.file import OpenFile, refuse_gone, sync_beside

Connection = sqlite3.Connection
"""A database as everybody above the store holds it: a handle for the store's functions."""

BUSY_SECONDS = 20.0
"""How long a write waits for another process's."""


@contextmanager
def writing(db: sqlite3.Connection) -> Iterator[None]:
    """One transaction, begun with the right to write; inside another it is part of that one.

    An exception takes everything back. Raises GiktuiError where the disk is full, the file locked, not writable, or no
    longer the one that was opened.
    """
    if db.in_transaction:
        yield
        return
    with explained():
        refuse_gone(db)
        _begin(db)
        try:
            yield
            db.execute("COMMIT")
            refuse_gone(db)
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise


@contextmanager
def reading(db: sqlite3.Connection) -> Iterator[None]:
    """All that is read inside is of one moment, whatever others write meanwhile; in a transaction it is part of that.

    It is also the quick way to read many small things: on its own, each query locks the file and looks at its journal.
    """
    if db.in_transaction:
        yield
        return
    db.execute("BEGIN")
    try:
        yield
    finally:
        if db.in_transaction:  # not after an error of the disk
            db.execute("COMMIT")


def sync_later(db: sqlite3.Connection) -> None:
    """Commit without waiting for the disk, where the database is in WAL mode: until `bring_to_disk`, a power cut may
    take what was committed (whole transactions, the latest ones)."""
    if db.execute("PRAGMA journal_mode").fetchone() == ("wal",):
        db.execute("PRAGMA synchronous = NORMAL")


def sync_at_once(db: sqlite3.Connection) -> None:
    """Wait for the disk with every commit again, and now for what is not on it yet."""
    db.execute("PRAGMA synchronous = FULL")
    bring_to_disk(db)


def bring_to_disk(db: sqlite3.Connection) -> None:
    """Wait until all that was committed is on the disk. Raises GiktuiError where the disk fails."""
    if isinstance(db, OpenFile) and db.place is not None:
        refuse_gone(db)
        try:
            sync_beside(db.place)
        except OSError as error:
            raise GiktuiError(_("读写磁盘出错，这次修改没有保存。请检查磁盘，不要把数据库放在网络盘上。")) from error


def in_memory(db: sqlite3.Connection) -> bool:
    """Whether it is a scratch database."""
    return not isinstance(db, OpenFile)


def _begin(db: sqlite3.Connection) -> None:
    """BEGIN IMMEDIATE; a process that has to wait asks again after some milliseconds, the longer it waits the sooner.

    SQLite's own waiting asks ever more rarely: among twenty busy writers whoever came late waited over ten seconds.
    """
    with impatient(db) as milliseconds:
        begun = monotonic_ns()
        while True:
            try:
                db.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                waited = (monotonic_ns() - begun) / 1e9
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or waited * 1000 > milliseconds:
                    raise
            chance = int.from_bytes(os.urandom(2)) / 65536  # never in step with another process
            sleep(max(0.0003, (0.002 + 0.016 * chance) / (1 + 4 * waited)))


@contextmanager
def impatient(db: sqlite3.Connection) -> Iterator[int]:
    """SQLite itself does not wait inside; gives the milliseconds that the connection is to wait otherwise."""
    (milliseconds,) = db.execute("PRAGMA busy_timeout").fetchone()
    db.execute("PRAGMA busy_timeout = 0").fetchone()
    try:
        yield int(milliseconds)
    finally:
        db.execute(f"PRAGMA busy_timeout = {milliseconds}").fetchone()


def wait_for_others(db: Connection, seconds: float) -> None:
    """Let the writes of this connection wait so long for those of other processes."""
    db.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")


def data_version(db: Connection) -> int | None:
    """A number that differs when another connection has written since; None while the file is locked."""
    try:
        return int(db.execute("PRAGMA data_version").fetchone()[0])
    except sqlite3.OperationalError:
        return None
