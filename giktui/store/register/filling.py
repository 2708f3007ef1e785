"""The report filled from the register: what would change, cell by cell, and the change, which one undo takes back."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from giktui.errors import GiktuiError
from giktui.form import Form, form_for_year, load_form
from giktui.i18n import _
from giktui.register.request import Doubt
from giktui.register.sentence import SECTION, draft, with_fee, with_paragraph
from giktui.report import Number, Report
from giktui.store.agencies.lineage import last_report
from giktui.store.agencies.tree import the_agency
from giktui.store.connection.transaction import writing
from giktui.store.models import Entry
from giktui.store.register.counting import Counted, count, has_register
from giktui.store.register.rereading import read_anew
from giktui.store.register.rows import Stored, doubts
from giktui.store.reports.beginning import begin
from giktui.store.reports.bound_figures import BoundFigure, bind
from giktui.store.reports.content import load
from giktui.store.reports.edits import set_cells
from giktui.store.reports.index import find_entry

ORIGIN = "register"


@dataclass(frozen=True, slots=True)
class Filling:
    """What the register makes of a report. `changes` are the cells that differ: as they are, as they would be.

    `texts` are the sections that would be worded anew, old and new: 六 where what it says of the fee is not what the
    register says, 一 where its paragraph was asked for, with the `numbers` in it that follow cells. While anything is
    in `doubtful` the report is not filled.
    """

    agency: int
    year: int
    form: Form
    counted: Counted
    changes: Mapping[str, tuple[Number | None, int]]
    texts: Mapping[str, tuple[str, str]]
    numbers: tuple[BoundFigure, ...]
    doubtful: tuple[tuple[Stored, list[Doubt]], ...]
    entry: Entry | None

    @property
    def changed(self) -> bool:
        """Whether anything in the report would be another."""
        return bool(self.changes or self.texts)

    @property
    def blocked(self) -> bool:
        """Whether something must be settled first."""
        return bool(self.doubtful or self.counted.homeless)


def filling(db: sqlite3.Connection, agency: int, year: int, *, text: bool = False) -> Filling:
    """What filling the agency's report on that year would change; with `text` the paragraph of section 一 as well.

    Raises GiktuiError where the agency has no register.
    """
    if not has_register(db, agency):
        raise GiktuiError(_("还没有申请登记台账。先用 giktui requests import 导入，或用 giktui requests add 登记。"))
    read_anew(db)
    entry = find_entry(db, agency, year)
    form = load_form(entry.form) if entry else form_for_year(year)
    counted = count(db, agency, year, form)
    report = load(db, entry.id) if entry else Report(the_agency(db, agency).name, year, form.id)
    stated = report.cells.get
    changes = {cell: (stated(cell), value) for cell, value in counted.cells.items() if stated(cell) != value}
    texts: dict[str, str] = {}
    numbers: tuple[BoundFigure, ...] = ()
    stating = form.stating("fee")
    if counted.fee is not None and stating is not None:
        texts[stating.id] = with_fee(report.narratives.get(stating.id, ""), year, counted.fee)
    if text:
        last = last_report(db, agency, year)
        if paragraph := draft(report.with_cells(counted.cells), report, last, counted.channels):
            texts[SECTION] = with_paragraph(report.narratives.get(SECTION, ""), paragraph.text)
            at = texts[SECTION].index(paragraph.text)
            numbers = tuple(
                BoundFigure(SECTION, at + one.start, one.end - one.start, one.cells) for one in paragraph.numbers
            )
    worded = {part: (old, new) for part, new in texts.items() if new != (old := report.narratives.get(part, ""))}
    return Filling(agency, year, form, counted, changes, worded, numbers, tuple(doubts(db, agency, year)), entry)


def fill(db: sqlite3.Connection, agency: int, year: int, *, actor: str, text: bool = False) -> Entry:
    """Write the counts into the report (begun if there is none), as one step with the origin "register".

    The journal says how many requests and which state of the register it was. Raises GiktuiError while anything is not
    certain, Locked for a report that is submitted.
    """
    with writing(db):
        found = filling(db, agency, year, text=text)
        if found.blocked:
            said = _("台账里有 {n} 件申请没有弄清，没有填入。用 giktui requests list --doubtful 查看。")
            raise GiktuiError(said.format(n=len(found.doubtful) + len(found.counted.homeless)))
        entry = found.entry or begin(db, agency, year, actor=actor)
        filled = set_cells(
            db,
            entry.id,
            found.counted.cells,
            actor=actor,
            origin=ORIGIN,
            detail=f"{found.counted.requests}@{found.counted.state}",
            texts={part: new for part, (_old, new) in found.texts.items()},
        )
        report = load(db, entry.id)
        bind(db, entry.id, found.numbers, report.narratives, report.cells)
        return filled
