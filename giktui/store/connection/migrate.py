"""Bringing a database up to date: the SQL files of `db/migrations`, the forms (`form_tables`), and the views.

Everything happens in one transaction, so that a database is either as it was or up to date; a second process that came
at the same moment waits and then finds nothing to do.
"""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from giktui.resources import folder
from giktui.store.connection.form_tables import enter_forms, form_views

if TYPE_CHECKING:
    from sqlite_utils import Database


_MADE_WITH = "CREATE TABLE IF NOT EXISTS made_with (what TEXT PRIMARY KEY, sha256 TEXT NOT NULL) WITHOUT ROWID"
"""With what content the forms and views in the database were made: that changes more often than the schema. With what
rules findings were counted, their stamps say (`check_count`)."""


def migrate(db: sqlite3.Connection, *, application: int, version: int, forms: str) -> None:
    """Apply the migrations the database has not seen, enter the forms, put the views up anew, and sign the file as one
    of our `application`, schema `version` and fingerprint of `forms`. For the inside of a transaction.
    """
    with _passed_over("numpy", "pandas"):
        from sqlite_utils import Database
        from sqlite_utils.migrations import Migrations

    migrations = Migrations("giktui")
    for path in migration_files():
        migrations(name=path.stem)(_from_file(path))
    migrations.apply(Database(db))
    enter_forms(db)
    _put_up_views(db)
    db.execute(_MADE_WITH)
    db.execute("INSERT OR REPLACE INTO made_with VALUES ('forms', ?)", (forms,))
    db.execute(f"PRAGMA application_id = {application}")
    db.execute(f"PRAGMA user_version = {version}")


@contextmanager
def _passed_over(*modules: str) -> Iterator[None]:
    """For the time being these are not found, unless they are loaded: sqlite_utils loads them wherever they are
    installed, to know the types of their numbers, and a first import waits a third of a second for that."""
    absent = [name for name in modules if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]  # None: as if it were not installed
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


def migration_files() -> list[Path]:
    """The migrations, in the order of their numbers."""
    return sorted((folder("db") / "migrations").glob("*.sql"))


def statements(sql: str) -> Iterator[str]:
    """The statements of a script one by one (sqlite3's executescript would commit the transaction first)."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _from_file(path: Path) -> "Callable[[Database], None]":
    def run(db: "Database") -> None:
        for statement in statements(path.read_text("utf-8")):
            db.conn.execute(statement)

    run.__name__ = path.stem
    return run


def _put_up_views(db: sqlite3.Connection) -> None:
    for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'view'").fetchall():
        db.execute(f'DROP VIEW "{name}"')
    for statement in (*statements((folder("db") / "views.sql").read_text("utf-8")), *form_views()):
        db.execute(statement)
