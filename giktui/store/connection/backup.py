"""Copying the database while others work in it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.store.connection.connect import refuse_other_than_files
from giktui.store.connection.explained import explained
from giktui.writers.files import fresh_folder, put_in_place

_PAGES = 1024


def backup(
    db: sqlite3.Connection, path: Path, *, progress: Callable[[int, int], None] | None = None, force: bool = False
) -> None:
    """Copy the database to a new file, with SQLite's online backup; the copy is a database like any other.

    `progress` is told how many pages are done and how many there are. It is of the moment at which it begins, whole or
    not at all, and on the disk at the end. Raises GiktuiError if the file exists (unless `force`) or cannot be written.
    """
    refuse_other_than_files(path)
    if path.exists() and not force:
        raise GiktuiError(_("{path} 已经存在，没有覆盖。请换一个文件名。").format(path=path))
    if not path.parent.is_dir():
        raise GiktuiError(_("没有文件夹 {folder}。请先建立它。").format(folder=path.parent))

    def report(_status: int, remaining: int, total: int) -> None:
        if progress:
            progress(total - remaining, total)

    target = path.resolve()
    try:
        with fresh_folder(target.parent) as folder, explained(path):
            fresh = folder / target.name
            copy = sqlite3.connect(fresh)
            try:
                with _one_moment(db):
                    db.backup(copy, pages=_PAGES, progress=report)
                copy.execute("PRAGMA journal_mode = DELETE").fetchone()  # one file, nothing beside it
            finally:
                copy.close()
            put_in_place(fresh, target, private=True)
    except OSError as error:
        raise GiktuiError(_("不能写入 {path}：{why}").format(path=path, why=error.strerror or error)) from error


@contextmanager
def _one_moment(db: sqlite3.Connection) -> Iterator[None]:
    """A read transaction: without one, what others save while the copy is made has it begin again, for ever."""
    if db.in_transaction:
        yield
        return
    db.execute("BEGIN")
    try:
        db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        yield
    finally:
        db.execute("ROLLBACK")
