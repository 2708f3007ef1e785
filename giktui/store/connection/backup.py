"""Copying the database while others work in it."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.store.connection.connect import explained, refuse_other_than_files

_PAGES = 1024


def backup(
    db: sqlite3.Connection, path: Path, *, progress: Callable[[int, int], None] | None = None, force: bool = False
) -> None:
    """Copy the database to a new file, with SQLite's online backup; the copy is a database like any other.

    `progress` is told how many pages are done and how many there are. Written under another name first, so that no
    half copy is left. Raises GiktuiError if the file exists (unless `force`) or cannot be written.
    """
    refuse_other_than_files(path)
    if path.exists() and not force:
        raise GiktuiError(_("{path} 已经存在，没有覆盖。请换一个文件名。").format(path=path))
    if not path.parent.is_dir():
        raise GiktuiError(_("没有文件夹 {folder}。请先建立它。").format(folder=path.parent))
    part = path.with_name(f".{path.name}.part")

    def report(_status: int, remaining: int, total: int) -> None:
        if progress:
            progress(total - remaining, total)

    try:
        with explained(path):
            copy = sqlite3.connect(part)
            try:
                db.backup(copy, pages=_PAGES, progress=report)
                copy.execute("PRAGMA journal_mode = DELETE").fetchone()  # one file, nothing beside it
            finally:
                copy.close()
        part.replace(path)
    except OSError as error:
        raise GiktuiError(_("不能写入 {path}：{why}").format(path=path, why=error.strerror or error)) from error
    finally:
        part.unlink(missing_ok=True)
