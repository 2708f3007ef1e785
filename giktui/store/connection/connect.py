"""Opening the database, and the transaction that every change goes through."""

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from time import monotonic_ns, sleep, time
from typing import Literal

from giktui.errors import GiktuiError
from giktui.form import FORM_IDS
from giktui.form.fingerprint import form_fingerprint
from giktui.i18n import _
from giktui.incoming import shown
from giktui.resources import folder
from giktui.store.connection.file import (
    OpenFile,
    copy_to_read,
    identity,
    keep_private,
    make,
    make_folder,
    refuse_gone,
    sync_beside,
)
from giktui.store.connection.foreign import refuse_foreign_triggers

APPLICATION_ID = 0x47494B54
"""«GIKT»: PRAGMA application_id of our files, so that another program's database is told apart."""

SCHEMA_VERSION = 15
"""PRAGMA user_version: how many of `db/migrations` this program knows. A test holds it to the folder."""

BUSY_SECONDS = 20.0
"""How long a write waits for another process's."""

_NO_ROOM = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)
"""What SQLite says where it may read a database, and not write beside it what it needs for that."""

Connection = sqlite3.Connection
"""A database as everybody above the store holds it: a handle for the store's functions."""

DatabaseError = sqlite3.Error
"""What the store lets through where nothing could be said of a failure but SQLite's own words."""


def default_path() -> Path:
    """`$GIKTUI_DB`, else `giktui.db` in the user's data folder."""
    if named := os.environ.get("GIKTUI_DB"):
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path("giktui", appauthor=False) / "giktui.db"


def actor() -> str:
    """Who works here: `$GIKTUI_ACTOR`, else the login name."""
    if named := os.environ.get("GIKTUI_ACTOR", "").strip():
        return named
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a uid without a name, as in some containers
        return str(os.getuid()) if hasattr(os, "getuid") else "?"


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
        with _impatient(db):
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


def wait_for_others(db: Connection, seconds: float) -> None:
    """Let the writes of this connection wait so long for those of other processes."""
    db.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")


def data_version(db: Connection) -> int | None:
    """A number that differs when another connection has written since; None while the file is locked."""
    try:
        return int(db.execute("PRAGMA data_version").fetchone()[0])
    except sqlite3.OperationalError:
        return None


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
    with _impatient(db):
        try:
            db.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise


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
    with _impatient(db) as milliseconds:
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
def _impatient(db: sqlite3.Connection) -> Iterator[int]:
    """SQLite itself does not wait inside; gives the milliseconds that the connection is to wait otherwise."""
    (milliseconds,) = db.execute("PRAGMA busy_timeout").fetchone()
    db.execute("PRAGMA busy_timeout = 0").fetchone()
    try:
        yield int(milliseconds)
    finally:
        db.execute(f"PRAGMA busy_timeout = {milliseconds}").fetchone()


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


def _cannot_write(path: Path, error: OSError | None) -> GiktuiError:
    cause = _("（{reasons}）").format(reasons=error.strerror) if error and error.strerror else ""
    text = _("不能在 {folder} 建立数据库{cause}。请检查权限，或用 --db 指定另一个位置。")
    return GiktuiError(text.format(folder=path.parent, cause=cause))


def now() -> str:
    """This moment as the database writes it: UTC, `2026-01-31T08:00:00Z`."""
    return _written(int(time()))


def this_year() -> int:
    """The year it is here."""
    return datetime.now().astimezone().year


@lru_cache(maxsize=1)
def _written(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def local_time(time: str) -> str:
    """A stored time as a person here reads it: `2026-01-31 16:00`; one that is none, as it stands."""
    try:
        return datetime.fromisoformat(time).astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, TypeError, OverflowError, OSError):
        return shown(time)


@cache
def query(name: str) -> str:
    """The SQL of `db/queries/<name>.sql`."""
    return (folder("db") / "queries" / f"{name}.sql").read_text("utf-8")
