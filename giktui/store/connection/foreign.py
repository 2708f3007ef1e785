"""What is in a database that no giktui put there: triggers, which run with whatever is written, views and tables."""

import sqlite3
from functools import cache
from pathlib import Path

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.resources import folder

_TOLERATED = ("sqlite_", "_sqlite_migrations", "_litestream_")
"""Beginnings of the names of tables that SQLite, its migrations and a replica's tool keep beside ours."""


def refuse_foreign_triggers(db: sqlite3.Connection, path: Path) -> None:
    """Raises GiktuiError that names a trigger which is not ours: it would run whenever we write."""
    own = _own_triggers()
    for name, sql in db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"):
        if _bare(sql) not in own:
            said = _("{path} 里有不是 giktui 建立的触发器“{name}”，没有改动它。请先用 SQLite 工具查明并删除。")
            raise GiktuiError(said.format(path=path, name=name))


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
