"""Bringing a database up to date: the SQL files of `db/migrations`, the words of the form files, and the views.

Everything happens in one transaction, so that a database is either as it was or up to date; a second process that came
at the same moment waits and then finds nothing to do.
"""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from giktui.form import FORM_IDS, Form, load_form
from giktui.resources import folder

if TYPE_CHECKING:
    from sqlite_utils import Database

TEXT_PARTS = ("title", "preamble", "form")
"""The texts of a report that are no section: they stand in the table `report`."""


def migrate(db: sqlite3.Connection, *, application: int, version: int) -> None:
    """Apply the migrations the database has not seen, enter the forms, put the views up anew, and sign the file as one
    of our `application` and schema `version`. For the inside of a transaction.
    """
    with _passed_over("numpy", "pandas"):
        from sqlite_utils import Database
        from sqlite_utils.migrations import Migrations

    migrations = Migrations("giktui")
    for path in migration_files():
        migrations(name=path.stem)(_from_file(path))
    migrations.apply(Database(db))
    for id in FORM_IDS:
        _enter_form(db, load_form(id))
    _put_up_views(db)
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


def _enter_form(db: sqlite3.Connection, form: Form) -> None:
    """Write down the form's words, name its parts, and give its tables the columns they lack."""
    db.execute("INSERT OR REPLACE INTO form VALUES (?, ?, ?)", (form.id, form.title, form.source))
    for words in ("form_section", "form_row", "form_column"):
        db.execute(f"DELETE FROM {words} WHERE form = ?", (form.id,))
    db.executemany(
        "INSERT INTO form_section VALUES (?, ?, ?, ?)",
        [(form.id, n, section.id, section.title) for n, section in enumerate(form.sections, 1)],
    )
    for table in form.tables:
        db.executemany(
            "INSERT INTO form_row VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (form.id, table.id, n, row.id, row.item, " ".join(row.under), row.label)
                for n, row in enumerate(table.rows, 1)
            ],
        )
        db.executemany(
            "INSERT INTO form_column VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (form.id, table.id, n, column.id, " ".join(column.under), column.label, column.kind)
                for n, column in enumerate(table.columns, 1)
            ],
        )
        there = {name for (name,) in db.execute("SELECT name FROM pragma_table_info(?)", (table.id,))}
        for column in table.columns:
            if column.id not in there:
                db.execute(f'ALTER TABLE {table.id} ADD COLUMN "{column.id}"')
    names = (*TEXT_PARTS, *(section.id for section in form.narratives), *form.cells)
    db.executemany("INSERT OR IGNORE INTO part (name) VALUES (?)", [(name,) for name in names])


def _put_up_views(db: sqlite3.Connection) -> None:
    for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'view'").fetchall():
        db.execute(f'DROP VIEW "{name}"')
    for statement in statements((folder("db") / "views.sql").read_text("utf-8")):
        db.execute(statement)
