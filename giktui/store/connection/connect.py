"""Opening the database: made where there is none, brought up to date, told apart from other files."""

import hashlib
import os
import sqlite3
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Literal

from giktui.errors import GiktuiError
from giktui.form import FORM_IDS
from giktui.form.fingerprint import form_fingerprint
from giktui.i18n import _
from giktui.resources import folder
from giktui.store.connection.explained import explained
from giktui.store.connection.file import (
    OpenFile,
    copy_to_read,
    identity,
    keep_private,
    make,
    make_folder,
)
from giktui.store.connection.foreign import refuse_foreign_triggers
from giktui.store.connection.transaction import BUSY_SECONDS, impatient, writing

APPLICATION_ID = 0x47494B54
"""«GIKT»: PRAGMA application_id of our files, so that another program's database is told apart."""

SCHEMA_VERSION = 18
"""PRAGMA user_version: how many of `db/migrations` this program knows. A test holds it to the folder."""

_NO_ROOM = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)
"""What SQLite says where it may read a database, and not write beside it what it needs for that."""


def connect(path: Path, *, write: bool = True) -> sqlite3.Connection:
    """The database at `path`; with `write` it is made and brought up to date where needed.

    Raises GiktuiError, with nothing changed and no file left behind, for a file that is no giktui database, one of a
    newer giktui, a folder that cannot be written, and, without `write`, a database that is not there.
    """
    refuse_other_than_files(path)
    place = path.resolve()  # SQLite looks for its other files beside the file itself, not beside a link to it
    new = not place.exists() or place.stat().st_size == 0
    if new and not write:
        text = _("没有数据库 {path}。先用 giktui import 导入报告，或用 giktui open 新建一份。")
        raise GiktuiError(text.format(path=path))
    with explained(path):
        if new:
            _make(place)
        db = _open(place, write=write)
        try:
            behind = _behind(db, path)
            if write:
                refuse_foreign_triggers(db, path)
                if behind:
                    _migrate(db)
                _prefer_wal(db)
            elif behind == "schema":
                connect(path).close()
            elif behind:
                with suppress(GiktuiError):  # in a file that cannot be written the words stay as they were
                    connect(path).close()
        except BaseException:
            db.close()
            raise
    return db


def connect_as_may_be(path: Path) -> tuple[sqlite3.Connection, bool]:
    """As `connect` to write; where the file cannot be written, to read. The connection, and whether it can write."""
    there = path.exists() and path.stat().st_size > 0
    try:
        db = connect(path)
    except GiktuiError:
        if not there:
            raise
        return connect(path, write=False), False
    if there and not _takes_writes(db):
        db.close()
        return connect(path, write=False), False
    return db, True


def _takes_writes(db: sqlite3.Connection) -> bool:
    """Whether the file can be written: SQLite opens one that cannot without a word. A busy one can."""
    try:
        with impatient(db):
            db.execute("DELETE FROM part WHERE 0")  # BEGIN IMMEDIATE alone is content to read
    except sqlite3.OperationalError as error:
        return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
    return True


def open_to_read(path: Path) -> sqlite3.Connection:
    """A file as it is, for reading: nothing is looked at, nothing brought up to date. Raises GiktuiError."""
    with explained(path):
        return _open(path.resolve(), write=False)


def scratch() -> sqlite3.Connection:
    """An empty database in memory, for what is only to be looked at: nothing of it is kept."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.execute("PRAGMA foreign_keys = ON")
    _migrate(db)
    return db


def _migrate(db: sqlite3.Connection) -> None:
    from giktui.store.connection.migrate import migrate

    with writing(db):
        migrate(db, application=APPLICATION_ID, version=SCHEMA_VERSION, forms=made_with())


def _make(place: Path) -> None:
    """The file of a new database, where none is; an empty one gets its rights, and is filled as an old one would be."""
    try:
        make_folder(place.parent)
        if not os.access(place.parent, os.W_OK):
            raise _cannot_write(place, None)
        if place.exists():
            keep_private(place)
        else:
            make(place, _migrate)
    except OSError as error:
        raise _cannot_write(place, error) from error


def refuse_other_than_files(path: Path) -> None:
    """Raises GiktuiError for a folder, and for a device or pipe: one of those must never be written over or removed."""
    if path.is_dir():
        raise GiktuiError(_("{path} 是文件夹，不是数据库文件。").format(path=path))
    if path.exists() and not path.is_file():
        raise GiktuiError(_("{path} 是设备或管道，不能存放数据库。请用 --db 指定一个文件。").format(path=path))


def _open(place: Path, *, write: bool) -> OpenFile:
    before = identity(place)
    uri = f"{place.as_uri()}?mode={'rwc' if write else 'ro'}"
    db = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS, factory=OpenFile)
    try:
        _prepare(db)
    except sqlite3.OperationalError as error:
        db.close()
        if write or not place.exists() or error.sqlite_errorcode & 0xFF not in _NO_ROOM:
            raise
        return _open_copy(place)
    except BaseException:
        db.close()
        raise
    db.place, db.identity = place, before or identity(place)
    return db


def _prepare(db: sqlite3.Connection) -> None:
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA recursive_triggers = ON")  # else INSERT OR REPLACE would pass those that keep the journal
    db.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def _open_copy(place: Path) -> OpenFile:
    try:
        copy, folder = copy_to_read(place)
    except OSError as error:
        raise GiktuiError(_("读不了 {path}：{why}").format(path=place, why=error.strerror or error)) from error
    db = sqlite3.connect(copy, isolation_level=None, factory=OpenFile)
    db.copy = folder
    try:
        _prepare(db)
        db.execute("PRAGMA query_only = ON")
    except BaseException:
        db.close()
        raise
    return db


def _behind(db: sqlite3.Connection, path: Path) -> Literal["schema", "content", ""]:
    """What of the database must be brought up to date: its schema, or the words and columns of the forms in it.

    Raises GiktuiError for a foreign or newer one.
    """
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    (tables,) = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if application != APPLICATION_ID and tables:
        raise GiktuiError(_("{path} 是别的程序的数据库，不是 giktui 的。请用 --db 指定另一个文件。").format(path=path))
    if version > SCHEMA_VERSION:
        text = _("{path} 是更新版本的 giktui 建立的（库版本 {version}，本程序只认识到 {known}）。请升级 giktui。")
        raise GiktuiError(text.format(path=path, version=version, known=SCHEMA_VERSION))
    if version < SCHEMA_VERSION:
        return "schema"
    if is_current(db):
        return ""
    unknown = {id for (id,) in db.execute("SELECT id FROM form")} - set(FORM_IDS)
    for form in sorted(unknown):
        if db.execute("SELECT EXISTS (SELECT 1 FROM report WHERE form = ?)", (form,)).fetchone()[0]:
            text = _("{path} 有 {form} 年版格式的报告，本程序还不认识这版格式。请升级 giktui。")
            raise GiktuiError(text.format(path=path, form=form))
    return "content"


def is_current(db: sqlite3.Connection) -> bool:
    """Whether schema, forms and views in the database are those of this program."""
    if db.execute("PRAGMA user_version").fetchone() != (SCHEMA_VERSION,):
        return False
    if db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'made_with'").fetchone() is None:
        return False
    forms = {id for (id,) in db.execute("SELECT id FROM form")}
    known = db.execute("SELECT sha256 FROM made_with WHERE what = 'forms'").fetchone()
    return known == (made_with(),) and forms.issuperset(FORM_IDS)


@cache
def made_with() -> str:
    """The fingerprint of what the program puts into a database beside its schema: the forms and the views."""
    views = (folder("db") / "views.sql").read_bytes()
    return hashlib.sha256(form_fingerprint().encode() + views).hexdigest()


def _prefer_wal(db: sqlite3.Connection) -> None:
    """Write-ahead logging, so that readers and a writer do not wait for each other; a new file or a backup is without.

    The change needs the file for itself: while another process has it open, it is left to whoever opens it next.
    """
    if db.execute("PRAGMA journal_mode").fetchone() == ("wal",):
        return
    with impatient(db):
        try:
            db.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise


def _cannot_write(path: Path, error: OSError | None) -> GiktuiError:
    cause = _("（{reasons}）").format(reasons=error.strerror) if error and error.strerror else ""
    text = _("不能在 {folder} 建立数据库{cause}。请检查权限，或用 --db 指定另一个位置。")
    return GiktuiError(text.format(folder=path.parent, cause=cause))


@cache
def query(name: str) -> str:
    """The SQL of `db/queries/<name>.sql`."""
    return (folder("db") / "queries" / f"{name}.sql").read_text("utf-8")
