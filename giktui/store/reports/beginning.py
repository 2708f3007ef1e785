"""Beginning a report from what last year's says of it."""

import sqlite3

from giktui.errors import GiktuiError
from giktui.form import carried_over, first_year, form_for_year
from giktui.i18n import _
from giktui.report import Report, default_title
from giktui.store.agencies.lineage import last_report
from giktui.store.agencies.tree import ensure_agency, find_agency
from giktui.store.connection.surroundings import this_year
from giktui.store.connection.transaction import writing
from giktui.store.journal.batches import Line, append, text_line
from giktui.store.models import Entry, Exists
from giktui.store.reports.cells import encoded, insert_cells
from giktui.store.reports.content import insert_report
from giktui.store.reports.index import entry_of, find_entry
from giktui.totals import consequences, proposals


def begin(db: sqlite3.Connection, agency: str | int, year: int, *, actor: str) -> Entry:
    """A new report on the form of its year, with what last year's report says of it already entered.

    Last year is what its agency's report continues: its own, and after a reform its predecessors'. What was carried
    over then is carried in (origin "carried"); what the form computes from last year and this is
    proposed (origin "proposed") and follows this year's numbers until it is typed. An agency not yet known is added.
    Raises Exists if the report is there already, GiktuiError for a year before the first form's, or after the next.
    """
    first, latest = first_year(), this_year() + 1
    if not first <= year <= latest:
        text = _("不能新建“{year}”年的报告：最早是{first}年（有格式的第一年），最晚是明年（{last}年）。")
        raise GiktuiError(text.format(year=year, first=first, last=latest))
    form = form_for_year(year)
    with writing(db):
        owner = find_agency(db, agency)
        if owner is None:
            owner = ensure_agency(db, str(agency))
        if find_entry(db, owner.id, year) is not None:
            raise Exists(_("{agency}{year}年的报告已在库中。").format(agency=owner.name, year=year))
        last = last_report(db, owner.id, year)
        known = carried_over(last.cells, last.form, form.id) if last else {}
        given = {p.cell: (p.value, "carried" if p.carried else "proposed") for p in proposals(form, {}, known)}
        cells = {cell: value for cell, (value, _origin) in given.items()}
        for cell, (value, origin) in consequences(form, {}, cells, {}, {}).items():
            if value is not None:
                cells[cell], given[cell] = value, (value, origin)
        report = Report(owner.name, year, form.id, default_title(owner.name, year, form), cells=cells)
        report_id = insert_report(db, owner.id, report)
        insert_cells(db, report_id, form, encoded(report.cells))
        lines = [text_line("form", "", form.id), text_line("title", "", report.title)]
        lines += [Line(cell, None, value, origin=origin) for cell, (value, origin) in given.items()]
        append(db, report_id, lines, actor=actor, origin="begin", detail=str(year - 1) if last else "")
        return entry_of(db, report_id)
