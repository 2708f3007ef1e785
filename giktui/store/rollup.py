"""Adding up the reports below an agency, in SQL: the draft of a government's own report, and what to hold it against.

A child that has reported counts with its report; below a child that has not, its children count: so a county's report
counts once in its city's, and its departments not again.
"""

import sqlite3
from dataclasses import dataclass
from decimal import Decimal

from giktui.errors import GiktuiError
from giktui.form import Form, Table, carried_over, form_for_year, load_form
from giktui.i18n import _
from giktui.report import Number
from giktui.store.agencies import the_agency
from giktui.store.cells import decode, read_cells
from giktui.store.connect import query, writing
from giktui.store.edits import set_cells
from giktui.store.entries import entry_of, find_entry
from giktui.store.reports import begin
from giktui.store.values import Agency, Entry

_EXACT = 10**12
"""Integers up to this SQLite adds itself (millions of them stay below 2^63); the rest is added as Decimals."""


@dataclass(frozen=True, slots=True)
class Rollup:
    """The sum of all reports below an agency. A cell blank in all of them is absent.

    `missing` are the agencies below that have no report, nor children that have.
    """

    agency: Agency
    year: int
    form: str
    cells: dict[str, Number]
    counted: tuple[Entry, ...]
    missing: tuple[Agency, ...]


class _ExactSum:
    """An aggregate for SQLite: the exact sum of decimal strings and big integers."""

    def __init__(self) -> None:
        self.total = Decimal(0)

    def step(self, value: int | str) -> None:
        self.total += Decimal(value)

    def finalize(self) -> str:
        return str(self.total)


def rollup(db: sqlite3.Connection, agency: str | int, year: int) -> Rollup:
    """Add up the reports below the agency. Raises GiktuiError if there is no such agency, or nothing below it."""
    parent = the_agency(db, agency)
    form = form_for_year(year)
    places = {"parent": parent.id, "year": year}
    below = db.execute(f"{query('counted')} SELECT agency, report FROM below", places).fetchall()
    if not below:
        text = _("“{name}”没有下级机关。先用 giktui agency add 或 agency move 建立机关树。")
        raise GiktuiError(text.format(name=parent.name))
    counted = tuple(entry_of(db, report) for _agency, report in below if report is not None)
    cells: dict[str, Number] = {}
    db.create_aggregate("exact_sum", 1, _ExactSum)  # type: ignore[arg-type]  # typeshed knows only sums of int
    for table in form.tables:
        cells.update(_sums(db, form, table, places))
    for entry in counted:
        if entry.form != form.id:  # on a form that was not the year's: as far as its cells mean the same
            own = read_cells(db, entry.id, load_form(entry.form))
            for cell, value in carried_over(own, entry.form, form.id).items():
                cells[cell] = cells.get(cell, 0) + value
    without = [id for id, report in below if report is None]
    parents = {above for (above,) in db.execute("SELECT DISTINCT parent FROM agency WHERE parent IS NOT NULL")}
    missing = tuple(the_agency(db, id) for id in without if id not in parents)
    return Rollup(parent, year, form.id, {c: cells[c] for c in form.cells if c in cells}, counted, missing)


def fill_from_below(db: sqlite3.Connection, agency: str | int, year: int, *, actor: str) -> Entry:
    """Put the sums into the agency's own report (begun if there is none), as one step with the origin "rollup".

    The journal names the reports and their revisions. Raises Locked if the report is submitted, GiktuiError if nothing
    below has reported.
    """
    with writing(db):
        found = rollup(db, agency, year)
        if not found.counted:
            text = _("{agency}的下级机关还没有{year}年的报告，没有可汇总的数字。")
            raise GiktuiError(text.format(agency=found.agency.name, year=year))
        entry = find_entry(db, found.agency.id, year) or begin(db, found.agency.id, year, actor=actor)
        sources = " ".join(f"{child.agency}@{child.revision}" for child in found.counted)
        return set_cells(db, entry.id, found.cells, actor=actor, origin="rollup", detail=sources)


def _sums(db: sqlite3.Connection, form: Form, table: Table, places: dict[str, int]) -> dict[str, Number]:
    """The sums of one table: a single query, with two sums a column so that SQLite's floats never come in."""
    small = f"BETWEEN -{_EXACT} AND {_EXACT}"
    columns = ", ".join(
        f'sum("{c.id}") FILTER (WHERE "{c.id}" {small}), exact_sum("{c.id}") FILTER (WHERE "{c.id}" NOT {small})'
        for c in table.columns
    )
    sql = (
        f"{query('counted')} SELECT line.row, {columns} FROM below"
        f" JOIN report ON report.id = below.report AND report.form = :form"
        f" JOIN {table.id} AS line ON line.report = report.id GROUP BY line.row"
    )
    cells: dict[str, Number] = {}
    for row, *sums in db.execute(sql, {**places, "form": form.id}):
        for column, whole, exact in zip(table.columns, sums[::2], sums[1::2], strict=True):
            parts = [part for part in (whole, decode(exact)) if part is not None]
            cell = f"{table.id}.{row}.{column.id}"
            if parts and cell in form.cells:
                cells[cell] = sum(parts[1:], start=parts[0])
    return cells
