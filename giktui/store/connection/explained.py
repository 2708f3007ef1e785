"""What SQLite has to say of files, disks and locks, in words for the user."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.incoming import shown

DatabaseError = sqlite3.Error
"""What the store lets through where nothing could be said of a failure but SQLite's own words."""


@contextmanager
def explained(path: Path | None = None) -> Iterator[None]:
    """Turns what SQLite has to say of files, disks and locks into words for the user."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        message = _explanation(error)
        if message is None:
            raise
        place = _("{path}：").format(path=path) if path else ""
        raise GiktuiError(place + message) from error


def trouble(error: Exception) -> str | None:
    """What an error out of SQLite, met while reading, means to the user; None for any other error."""
    if not isinstance(error, sqlite3.Error):
        return None
    if isinstance(error, sqlite3.DatabaseError) and (said := _explanation(error)) is not None:
        return said
    said = _("数据库的内容与 giktui 的不符（{why}）。请运行 giktui doctor，或用 --db 指定另一个文件。")
    return said.format(why=shown(str(error)))


def _explanation(error: sqlite3.DatabaseError) -> str | None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    said = {
        sqlite3.SQLITE_NOTADB: _("这个文件不是数据库。请用 --db 指定另一个文件。"),
        sqlite3.SQLITE_CORRUPT: _("数据库已损坏。请运行 giktui doctor，并从备份恢复。"),
        sqlite3.SQLITE_FULL: _("磁盘已满，这次修改没有保存。请腾出空间后重试。"),
        sqlite3.SQLITE_BUSY: _("数据库正被其他程序占用，这次修改没有保存。请稍后重试。"),
        sqlite3.SQLITE_LOCKED: _("数据库正被其他程序占用，这次修改没有保存。请稍后重试。"),
        sqlite3.SQLITE_READONLY: _("数据库只读，不能保存。请检查文件和文件夹的权限。"),
        sqlite3.SQLITE_PERM: _("没有权限读写数据库。请检查文件和文件夹的权限。"),
        sqlite3.SQLITE_AUTH: _("没有权限读写数据库。请检查文件和文件夹的权限。"),
        sqlite3.SQLITE_CANTOPEN: _("打不开数据库。请检查文件夹是否存在、是否有权限；不要放在不支持文件锁的网络盘上。"),
        sqlite3.SQLITE_IOERR: _("读写磁盘出错，这次修改没有保存。请检查磁盘，不要把数据库放在网络盘上。"),
        sqlite3.SQLITE_PROTOCOL: _("文件锁不能用，多半是网络盘。请把数据库放在本机磁盘上。"),
    }
    return said.get(code)
