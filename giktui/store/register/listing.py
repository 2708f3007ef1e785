"""Which requests are asked for: of a year, behind a cell, or not certain."""

import sqlite3

from giktui.errors import GiktuiError
from giktui.form import form_for_year, load_form
from giktui.i18n import _
from giktui.register.deriving import may_count
from giktui.register.request import Doubt
from giktui.store.register.counting import requests_behind
from giktui.store.register.rereading import read_anew
from giktui.store.register.rows import Stored, doubts, requests
from giktui.store.reports.index import find_entry


def listed(
    db: sqlite3.Connection, agency: int, year: int | None, *, cell: str | None = None, doubtful: bool = False
) -> tuple[list[Stored], dict[int, list[Doubt]]]:
    """The requests (of `year`: received, answered or open in it), with what of each is not certain.

    `cell` asks for those the cell of that year's report counts. Raises GiktuiError for a cell that the form has not.
    """
    read_anew(db)
    unsure = doubts(db, agency, year)
    known = {one.id: found for one, found in unsure}
    if cell is not None:
        if year is None:
            raise GiktuiError(_("--cell 要写明年份，如 giktui requests list 2025 --cell …"))
        entry = find_entry(db, agency, year)
        form = load_form(entry.form) if entry else form_for_year(year)
        if not may_count(form, cell):
            raise GiktuiError(_("{form}版格式的表三、表四没有单元格 {cell}。").format(form=form.id, cell=cell))
        return requests_behind(db, agency, year, form, cell), known
    found = [one for one, _why in unsure] if doubtful else requests(db, agency)
    return [one for one in found if doubtful or year is None or _of_year(one, year)], known


def _of_year(one: Stored, year: int) -> bool:
    request = one.request
    if request.received is None:
        return one.year in (None, year)
    return request.received.year <= year <= (request.answered.year if request.answered else year)
