"""What is in a database that no giktui put there: triggers, which run with whatever is written, views and tables."""

import sqlite3
from functools import cache
from pathlib import Path

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.incoming import shown
from giktui.resources import folder

_TOLERATED = ("sqlite_", "_sqlite_migrations", "_litestream_")
"""Beginnings of the names of tables that SQLite, its migrations and a replica's tool keep beside ours."""
_LARGEST_VALUE = 128 * 1024**2
_SCHEMA = "SELECT name, type, sql FROM sqlite_schema WHERE type IN ('table', 'view')"


def refuse_foreign_triggers(db: sqlite3.Connection, path: Path) -> None:
    """Raises GiktuiError that names a trigger which is not ours: it would run whenever we write."""
    own = _own_triggers()
    for name, sql in db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"):
        if _bare(sql) not in own:
            said = _("{path} 里有不是 giktui 建立的触发器“{name}”，没有改动它。请先用 SQLite 工具查明并删除。")
            raise GiktuiError(said.format(path=path, name=name))


def distrust(db: sqlite3.Connection) -> None:
    """Before anything is read from a database that came from outside: nothing in it may call functions of its choice,
    and no single value may take the memory."""
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute("PRAGMA cell_size_check = ON")
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST_VALUE)


def refuse_foreign_schema(own: sqlite3.Connection, other: sqlite3.Connection, path: Path, *, same: bool) -> None:
    """Raises GiktuiError, before a row is read, where the other database has triggers, views or tables that giktui did
    not make, or others in the place of ours: what stands in them would run, or be taken for ours.

    With `same`, the other is of this very program; the views of another giktui may be others, and are dropped before
    anything is read from them.
    """
    refuse_foreign_triggers(other, path)
    ours = {name: (kind, sql) for name, kind, sql in own.execute(_SCHEMA)}
    theirs = {name: (kind, sql) for name, kind, sql in other.execute(_SCHEMA)}
    for name, (kind, sql) in theirs.items():
        known_kind, known = ours.get(name, ("", ""))
        if kind == "view":
            fine = sql == known if same else known_kind != "table"
        elif str(name).startswith(_TOLERATED):
            fine = True
        else:
            fine = known_kind == "table" and _plain_table(other, name, str(sql), str(known))
        if not fine:
            said = _("{path} 里的“{name}”不是 giktui 建立的，或与 giktui 的不同，没有读取。")
            raise GiktuiError(said.format(path=path, name=shown(name)))
    lacking = {name for name in ours.keys() - theirs.keys() if not name.startswith(_TOLERATED)}
    if same and lacking:
        raise GiktuiError(_("{path} 缺少“{name}”，没有读取。").format(path=path, name=min(lacking)))


def _plain_table(db: sqlite3.Connection, name: str, sql: str, own: str) -> bool:
    """Whether no column of it is computed and nothing is checked that ours does not check: either runs when it is read
    or brought up to date."""
    computed = db.execute("SELECT count(*) FROM pragma_table_xinfo(?) WHERE hidden > 1", (name,)).fetchone()[0]
    virtual = sql.upper().startswith("CREATE VIRTUAL") and not own.upper().startswith("CREATE VIRTUAL")
    return not computed and not virtual and sql.upper().count("CHECK") <= own.upper().count("CHECK")


def lost_triggers(db: sqlite3.Connection) -> list[str]:
    """The names of those of our triggers that the database lacks, or has otherwise: what keeps the journal as it is."""
    there = {_bare(sql) for (sql,) in db.execute("SELECT sql FROM sqlite_schema WHERE type = 'trigger'")}
    return sorted(sql.split()[2] for sql in _own_triggers() - there)


@cache
def _own_triggers() -> frozenset[str]:
    from giktui.store.connection.migrate import migration_files, statements

    files = [*migration_files(), folder("db") / "views.sql"]
    written = [_bare(statement) for file in files for statement in statements(file.read_text("utf-8"))]
    return frozenset(statement for statement in written if statement.startswith("CREATE TRIGGER"))


def _bare(sql: str) -> str:
    """A statement without the comments before it and the semicolon behind it, its white space made one."""
    lines = [line for line in sql.splitlines() if not line.lstrip().startswith("--")]
    return " ".join(" ".join(lines).split()).rstrip("; ")
