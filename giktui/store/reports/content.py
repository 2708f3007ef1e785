"""Whole reports: loading one, storing one, beginning next year's from last year's."""

import sqlite3
from collections.abc import Mapping, Sequence

from giktui.errors import GiktuiError
from giktui.form import Form, carried_over, form_for_year, load_form
from giktui.i18n import _
from giktui.incoming import sound_report, sound_year
from giktui.ingest.kept_file import StoredDocument
from giktui.report import Number, Report, default_title
from giktui.store.agencies.tree import ensure_agency, find_agency
from giktui.store.connection.connect import now, writing
from giktui.store.journal.batches import Line, append, apply_lines, text_line
from giktui.store.journal.snapshot import write_opening
from giktui.store.models import Entry, Exists, StoredDoubt
from giktui.store.reports.cells import encode, encoded, insert_cells, read_cells
from giktui.store.reports.documents import add_doubts, link_document
from giktui.store.reports.index import entry_of, find_entry, unlocked
from giktui.store.reports.texts import read_texts, texts_of
from giktui.totals import consequences, proposals


def load(db: sqlite3.Connection, report_id: int) -> Report:
    """The stored report. Raises GiktuiError if there is none of that id."""
    found = db.execute(
        "SELECT agency.name, year, form, title, preamble FROM report JOIN agency ON agency.id = agency"
        " WHERE report.id = ?",
        (report_id,),
    ).fetchone()
    if found is None:
        raise GiktuiError(_("库中没有编号为 {id} 的报告。").format(id=report_id))
    agency, year, form, title, preamble = found
    narratives = db.execute("SELECT section, text FROM narrative WHERE report = ?", (report_id,)).fetchall()
    cells = read_cells(db, report_id, load_form(form))
    return Report(agency, year, form, title, preamble, cells, dict(narratives))


def last_report(db: sqlite3.Connection, agency: str | int, year: int) -> Report | None:
    """The agency's report on the year before, if it is stored."""
    entry = find_entry(db, agency, year - 1)
    return None if entry is None else load(db, entry.id)


def save(
    db: sqlite3.Connection,
    report: Report,
    *,
    actor: str,
    origin: str = "import",
    replace: bool = False,
    document: StoredDocument | None = None,
    provenance: Mapping[str, str] = {},
    doubts: Sequence[StoredDoubt] = (),
    detail: str = "",
) -> Entry:
    """Store a whole report in one transaction, as one batch of the journal; what it replaces stays in the journal.

    `provenance` says of a cell or text where it stood in the file (`:12`); it follows `detail`, the file's name.
    `doubts` take the place of earlier ones. Raises Exists if there is such a report and not `replace`, Locked if it is
    submitted.
    """
    report = sound_report(report)
    cells = encoded(report.cells)
    with writing(db):
        agency = ensure_agency(db, report.agency)
        existing = find_entry(db, agency.id, report.year)
        if existing is None:
            report_id = _insert(db, agency.id, report)
            insert_cells(db, report_id, report.definition, cells)
            write_opening(db, report_id, cells, provenance)
            lines = _new_texts(db, report_id, report, provenance)
        elif not replace:
            text = _("{agency}{year}年的报告已在库中，没有改动。要用新的替换它，加 --replace。")
            raise Exists(text.format(agency=agency.name, year=report.year))
        else:
            report_id = unlocked(db, existing.id).id
            lines = _changes(db, existing, report, provenance)
            apply_lines(db, report_id, lines)
        revision = append(
            db, report_id, lines, actor=actor, origin=origin, detail=detail or (document.name if document else "")
        )
        if doubts:
            add_doubts(db, report_id, revision, doubts)
        if document is not None:
            link_document(db, report_id, revision, document)
        return entry_of(db, report_id)


def begin(db: sqlite3.Connection, agency: str | int, year: int, *, actor: str) -> Entry:
    """A new report on the form of its year, with what last year's report says of it already entered.

    What was carried over last year is carried in (origin "carried"); what the form computes from last year and this is
    proposed (origin "proposed") and follows this year's numbers until it is typed. An agency not yet known is added.
    Raises Exists if the report is there already.
    """
    form = form_for_year(sound_year(year))
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
        report_id = _insert(db, owner.id, report)
        insert_cells(db, report_id, form, encoded(report.cells))
        lines = [text_line("form", "", form.id), text_line("title", "", report.title)]
        lines += [Line(cell, None, value, origin=origin) for cell, (value, origin) in given.items()]
        append(db, report_id, lines, actor=actor, origin="begin", detail=str(year - 1) if last else "")
        return entry_of(db, report_id)


def last_cells(db: sqlite3.Connection, entry: Entry, form: Form) -> dict[str, Number]:
    """Last year's numbers of the agency, as far as this form has a cell for them."""
    last = find_entry(db, entry.agency_id, entry.year - 1)
    return carried_over(read_cells(db, last.id, load_form(last.form)), last.form, form.id) if last else {}


def _insert(db: sqlite3.Connection, agency_id: int, report: Report) -> int:
    moment = now()
    row = (agency_id, report.year, report.form, report.title, report.preamble, moment, moment)
    insert = "INSERT INTO report (agency, year, form, title, preamble, created, updated) VALUES (?, ?, ?, ?, ?, ?, ?)"
    inserted = db.execute(insert, row)
    return int(inserted.lastrowid or 0)


def _new_texts(db: sqlite3.Connection, report_id: int, report: Report, provenance: Mapping[str, str]) -> list[Line]:
    """Write the narratives of a report that has none yet, and give the lines of all its texts for the journal."""
    rows = [(report_id, section, text) for section, text in report.narratives.items()]
    db.executemany("INSERT INTO narrative (report, section, text) VALUES (?, ?, ?)", rows)
    return [Line(part, "", text, 0, detail=provenance.get(part, "")) for part, text in texts_of(report).items()]


def _changes(db: sqlite3.Connection, stored: Entry, report: Report, provenance: Mapping[str, str]) -> list[Line]:
    """What differs between the stored cells and texts and the report's."""
    old_cells = read_cells(db, stored.id, load_form(stored.form))
    old_texts = read_texts(db, stored.id)
    texts = texts_of(report)
    lines = [
        text_line(part, old_texts.get(part, ""), texts.get(part, ""), detail=provenance.get(part, ""))
        for part in dict.fromkeys([*texts, *old_texts])
        if old_texts.get(part, "") != texts.get(part, "")
    ]
    for cell in dict.fromkeys([*report.cells, *old_cells]):
        old, new = old_cells.get(cell), report.cells.get(cell)
        if old is None or encode(old) != encode(new):
            lines.append(Line(cell, old, new, detail=provenance.get(cell, "")))
    return lines
