"""Whole reports: loading one, storing one."""

import sqlite3
from collections.abc import Mapping, Sequence

from giktui.errors import GiktuiError
from giktui.form import load_form
from giktui.i18n import _
from giktui.incoming import sound_report
from giktui.ingest.kept_file import StoredDocument
from giktui.report import Report
from giktui.store.agencies.tree import ensure_agency
from giktui.store.connection.surroundings import now
from giktui.store.connection.transaction import writing
from giktui.store.journal.batches import Line, append, apply_lines, text_line
from giktui.store.journal.snapshot import write_opening
from giktui.store.models import Entry, Exists, StoredDoubt
from giktui.store.reports.cells import encode, encoded, insert_cells, read_cells
from giktui.store.reports.documents import add_doubts, link_document
from giktui.store.reports.index import entry_of, find_entry, unlocked
from giktui.store.reports.texts import read_texts, texts_of


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
            report_id = insert_report(db, agency.id, report)
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


def insert_report(db: sqlite3.Connection, agency_id: int, report: Report) -> int:
    """The row of a new report without its cells and narratives; its id."""
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
