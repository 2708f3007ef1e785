"""Adding up the reports below an agency, in SQL: the draft of a government's own report, and what to hold it against.

A child that has reported counts with its report; below a child that has not, its children count: so a county's report
counts once in its city's, and its departments not again.
"""

import json
import sqlite3
from dataclasses import dataclass

from giktui.checks.finding import Finding
from giktui.checks.rule_input import RuleInput
from giktui.checks.rules.hierarchy import cell_by_cell
from giktui.errors import GiktuiError
from giktui.form import Form, Table, carried_over, form_for_year, load_form
from giktui.i18n import _
from giktui.report import Number
from giktui.store.agencies.tree import the_agency
from giktui.store.analysis.checking import context_of
from giktui.store.connection.connect import query
from giktui.store.connection.exact_sum import teach_exact_sum
from giktui.store.connection.transaction import writing
from giktui.store.models import Agency, Entry
from giktui.store.reports.beginning import begin
from giktui.store.reports.cells import decode, read_cells
from giktui.store.reports.content import load
from giktui.store.reports.edits import set_cells
from giktui.store.reports.index import find_entry


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


def rollup(db: sqlite3.Connection, agency: str | int, year: int) -> Rollup:
    """Add up the reports below the agency. Raises GiktuiError if there is no such agency, or nothing below it."""
    parent = the_agency(db, agency)
    form = form_for_year(year)
    sql = f"{query('counted')} SELECT agency, report FROM below"
    below: list[tuple[int, int | None]] = db.execute(sql, {"parent": parent.id, "year": year}).fetchall()
    if not below:
        text = _("“{name}”没有下级机关。先建立机关树：giktui agency add 或 agency move；在界面中按 g。")
        raise GiktuiError(text.format(name=parent.name))
    reported = f"{query('entries')} WHERE report.id IN (SELECT value FROM json_each(?)) ORDER BY agency.name"
    ids = json.dumps([report for _agency, report in below if report is not None])
    counted = tuple(Entry(*row) for row in db.execute(reported, (ids,)))
    cells: dict[str, Number] = {}
    on_form = json.dumps([entry.id for entry in counted if entry.form == form.id])
    teach_exact_sum(db)
    for table in form.tables:
        cells.update(_sums(db, form, table, on_form))
    for entry in counted:
        if entry.form != form.id:  # on a form that was not the year's: as far as its cells mean the same
            own = read_cells(db, entry.id, load_form(entry.form))
            for cell, value in carried_over(own, entry.form, form.id).items():
                cells[cell] = cells.get(cell, 0) + value
    silent = json.dumps([agency for agency, report in below if report is None])
    childless = "SELECT value FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM agency WHERE parent = value)"
    missing = tuple(the_agency(db, id) for (id,) in db.execute(childless, (silent,)).fetchall())
    return Rollup(parent, year, form.id, {c: cells[c] for c in form.cells if c in cells}, counted, missing)


def differences(db: sqlite3.Connection, entry: Entry) -> list[Finding]:
    """The cells of a stored report that are not the sums of the reports below, one finding a cell."""
    given = RuleInput(load(db, entry.id), None, context_of(db, entry))
    return [
        Finding("HR-SUM", "soft", "open", one.message, one.cells, one.left, one.right) for one in cell_by_cell(given)
    ]


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


def _sums(db: sqlite3.Connection, form: Form, table: Table, reports: str) -> dict[str, Number]:
    """The sums of one table over reports (a JSON list of ids), in one query.

    A column in which SQLite would use floats is added up again exactly.
    """
    columns = [column.id for column in table.columns]
    try:
        sums = _added(db, table, columns, reports, function="sum")
    except sqlite3.OperationalError as error:
        if "integer overflow" not in str(error):
            raise
        sums = _added(db, table, columns, reports, function="exact_sum")
    rounded = sorted({cell.split(".")[2] for cell, value in sums.items() if isinstance(value, float)})
    if rounded:
        sums.update(_added(db, table, rounded, reports, function="exact_sum"))
    found = {cell: decode(value) for cell, value in sums.items() if not isinstance(value, float)}
    return {cell: value for cell, value in found.items() if value is not None and cell in form.cells}


def _added(
    db: sqlite3.Connection, table: Table, columns: list[str], reports: str, *, function: str
) -> dict[str, int | str | float]:
    """Each cell of these columns with its sum over the reports, where one of them states it."""
    sums = ", ".join(f'{function}("{column}")' for column in columns)
    sql = (
        f"SELECT line.row, {sums} FROM json_each(?) AS wanted"
        f" JOIN {table.id} AS line ON line.report = wanted.value GROUP BY line.row"
    )
    return {
        f"{table.id}.{row}.{column}": value
        for row, *values in db.execute(sql, (reports,))
        for column, value in zip(columns, values, strict=True)
        if value is not None
    }
