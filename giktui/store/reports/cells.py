"""The numbers of a report in the form's three tables: reading and writing them exactly."""

import sqlite3
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from itertools import chain
from types import NoneType
from typing import Any

from giktui.errors import GiktuiError
from giktui.form import Form, load_form
from giktui.i18n import _
from giktui.report import Number

_SMALLEST, _LARGEST = -(2**63), 2**63 - 1


def encode(value: Number | None) -> int | str | None:
    """A value as SQLite holds it exactly: an INTEGER, or TEXT for a Decimal and for a number too big for 64 bits.

    Raises GiktuiError for a Decimal that is no number, TypeError for anything else (a float).
    """
    if value is None:
        return None
    if isinstance(value, int):
        return value if _SMALLEST <= value <= _LARGEST else str(value)
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise GiktuiError(_("{value} 不是数，不能保存。").format(value=value))
        return str(value)
    raise TypeError(f"{value!r} is neither int nor Decimal")


def encoded(cells: Mapping[str, Number]) -> dict[str, int | str]:
    """As `encode`, for all cells of a report."""
    return {
        cell: value if type(value) is int and _SMALLEST <= value <= _LARGEST else _exact(value)
        for cell, value in cells.items()
    }


def _exact(value: Number) -> int | str:
    stored = encode(value)
    assert stored is not None, "a cell of a report is no blank"
    return stored


def decode(stored: int | str | None) -> Number | None:
    """The value that was encoded (a number too big for 64 bits comes back as a Decimal)."""
    return Decimal(stored) if isinstance(stored, str) else stored


def read_cells(db: sqlite3.Connection, report_id: int, form: Form) -> dict[str, Number]:
    """The cells of a report that are not blank, in the order of the form."""
    cells: dict[str, Any] = {}
    for select, rows, ids in _selects(form.id):
        stored = {line[0]: line[1:] for line in db.execute(select, (report_id,))}
        blank = (None,) * (len(ids) // len(rows))
        values = chain.from_iterable([stored.get(row, blank) for row in rows])
        cells.update(zip(ids, values, strict=True))
    cells.pop("", None)  # where a row has no such cell
    kinds = {*map(type, cells.values())}
    if NoneType in kinds:
        cells = {id: value for id, value in cells.items() if value is not None}
    if str in kinds:
        cells = {id: Decimal(value) if isinstance(value, str) else value for id, value in cells.items()}
    return cells


def write_cells(db: sqlite3.Connection, report_id: int, values: Mapping[str, Number | None]) -> None:
    """Set these cells; None blanks one."""
    for id, value in values.items():
        table, row, column = id.split(".")
        db.execute(
            f'INSERT INTO {table} (report, row, "{column}") VALUES (?, ?, ?)'
            f' ON CONFLICT (report, row) DO UPDATE SET "{column}" = excluded."{column}"',
            (report_id, row, encode(value)),
        )


def insert_cells(db: sqlite3.Connection, report_id: int, form: Form, cells: Mapping[str, int | str]) -> None:
    """Write all (encoded) cells of a report that has none yet; a row without numbers is left out."""
    value = cells.get
    for insert, rows in _inserts(form.id):
        lines = [(report_id, row, *map(value, ids)) for row, ids in rows]
        db.executemany(insert, [line for line in lines if line.count(None) < len(line) - 2])


Rows = tuple[tuple[str, tuple[str, ...]], ...]
"""For each row of a table its id, and the cell ids under the table's columns (empty where the row has no such cell)."""


def _tables(form: Form) -> Iterator[tuple[str, str, int, Rows]]:
    for table in form.tables:
        names = ", ".join(f'"{column.id}"' for column in table.columns)
        rows = tuple(
            (
                row.id,
                tuple(f"{table.id}.{row.id}.{c.id}" if c.id in row.columns else "" for c in table.columns),
            )
            for row in table.rows
        )
        yield table.id, names, len(table.columns), rows


@cache
def _selects(form_id: str) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    """For each table its query, the ids of its rows, and the ids of the cells of all rows, one behind the other."""
    return tuple(
        (
            f"SELECT row, {names} FROM {table} WHERE report = ?",
            tuple(row for row, _ids in rows),
            tuple(id for _row, ids in rows for id in ids),
        )
        for table, names, _count, rows in _tables(load_form(form_id))
    )


@cache
def _inserts(form_id: str) -> tuple[tuple[str, Rows], ...]:
    return tuple(
        (f"INSERT INTO {table} (report, row, {names}) VALUES (?, ?{', ?' * count})", rows)
        for table, names, count, rows in _tables(load_form(form_id))
    )
