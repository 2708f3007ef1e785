"""The report filled from the register: what would change, cell by cell, and the change, which one undo takes back."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from giktui.errors import GiktuiError
from giktui.form import Form, form_for_year, load_form
from giktui.i18n import _
from giktui.register.request import Doubt
from giktui.register.sentence import with_fee
from giktui.report import Number, Report
from giktui.store.connection.connect import writing
from giktui.store.models import Entry
from giktui.store.register.counting import Counted, count, has_register
from giktui.store.register.rows import Stored, doubts
from giktui.store.reports.content import begin, load
from giktui.store.reports.edits import set_cells
from giktui.store.reports.index import find_entry

ORIGIN = "register"


@dataclass(frozen=True, slots=True)
class Filling:
    """What the register makes of a report. `changes` are the cells that differ: as they are, as they would be.

    `text` is section 六 as it would be, where what it says of the fee is not what the register says. While anything is
    in `doubtful` the report is not filled.
    """

    agency: int
    year: int
    form: Form
    counted: Counted
    changes: Mapping[str, tuple[Number | None, int]]
    text: tuple[str, str] | None
    doubtful: tuple[tuple[Stored, list[Doubt]], ...]
    entry: Entry | None

    @property
    def blocked(self) -> bool:
        """Whether something must be settled first."""
        return bool(self.doubtful or self.counted.homeless)


def filling(db: sqlite3.Connection, agency: int, year: int) -> Filling:
    """What filling the agency's report on that year would change. Raises GiktuiError where it has no register."""
    if not has_register(db, agency):
        raise GiktuiError(_("还没有申请登记台账。先用 giktui requests import 导入，或用 giktui requests add 登记。"))
    entry = find_entry(db, agency, year)
    form = load_form(entry.form) if entry else form_for_year(year)
    counted = count(db, agency, year, form)
    report = load(db, entry.id) if entry else Report("", year, form.id)
    changes = {
        cell: (report.cells.get(cell), value) for cell, value in counted.cells.items() if report.cells.get(cell) != value
    }
    text = None
    if counted.fee is not None:
        old = report.narratives.get("other", "")
        new = with_fee(old, year, counted.fee) if form.id >= "2021" else old
        text = (old, new) if new != old else None
    return Filling(agency, year, form, counted, changes, text, tuple(doubts(db, agency, year)), entry)


def fill(db: sqlite3.Connection, agency: int, year: int, *, actor: str) -> Entry:
    """Write the counts into the report (begun if there is none), as one step with the origin "register".

    The journal says how many requests and which state of the register it was. Raises GiktuiError while anything is not
    certain, Locked for a report that is submitted.
    """
    with writing(db):
        found = filling(db, agency, year)
        if found.blocked:
            said = _("台账里有 {n} 件申请没有弄清，没有填入。用 giktui requests list --doubtful 查看。")
            raise GiktuiError(said.format(n=len(found.doubtful) + len(found.counted.homeless)))
        entry = found.entry or begin(db, agency, year, actor=actor)
        texts = {"other": found.text[1]} if found.text else {}
        counted = found.counted
        return set_cells(
            db,
            entry.id,
            counted.cells,
            actor=actor,
            origin=ORIGIN,
            detail=f"{counted.requests}@{counted.state}",
            texts=texts,
        )
