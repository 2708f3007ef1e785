"""Reading the kept files again with the present reader: what it would change, and changing it only when told to.

What somebody has typed, pasted, restored or taken back since the import is left alone, whatever the reader says.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from giktui.i18n import _
from giktui.ingest.job import Job, recognised
from giktui.readers import Limits, Recognition
from giktui.store.agencies.tree import find_agency
from giktui.store.connection.surroundings import actor as whoever
from giktui.store.connection.transaction import writing
from giktui.store.journal.batches import Line, append, apply_lines, text_line
from giktui.store.journal.edits import effective, walk
from giktui.store.models import Entry, StoredDoubt
from giktui.store.reports.cells import encode
from giktui.store.reports.content import load
from giktui.store.reports.documents import add_doubts, stored_documents, stored_doubts
from giktui.store.reports.import_result import doubts_of, provenance_of
from giktui.store.reports.index import entry_of, unlocked
from giktui.store.reports.texts import texts_of


@dataclass(frozen=True, slots=True)
class Reread:
    """What the present reader makes of a kept file, for one report read from it.

    `changes` are lines of the journal: for a text, at character `at` `old` gives way to `new`.
    """

    file: str
    entry: Entry
    changes: tuple[Line, ...]
    doubts: tuple[StoredDoubt, ...]
    message: str = ""


def reread(
    db: sqlite3.Connection,
    *,
    apply: bool = False,
    actor: str = "",
    limits: Limits = Limits(),  # noqa: B008
) -> Iterator[Reread]:
    """Each report read from a kept file, with what would change; with `apply` it is changed, one batch a report.

    A report that is submitted, or that the present reader does not find, is told of in `message` and left as it is.
    """
    who = actor or whoever()
    for document, reports in stored_documents(db):
        found = recognised(Job(document.data, document.name, limits=limits))
        for report_id in reports:
            entry = entry_of(db, report_id)
            one = _match(db, entry, found.recognitions, alone=len(reports) == 1)
            if one is None:
                message = found.error or _("现在的程序在文件中找不到这份报告")
                yield Reread(document.name, entry, (), (), message)
                continue
            lines = _lines(db, entry, one)
            message = _("报告已提交，没有改动") if entry.locked and lines else ""
            if apply and not entry.locked and (lines or doubts_of(one) != stored_doubts(db, report_id)):
                _store(db, entry.id, one, who)
            yield Reread(document.name, entry_of(db, report_id), tuple(lines), doubts_of(one), message)


def _match(db: sqlite3.Connection, entry: Entry, found: Sequence[Recognition], *, alone: bool) -> Recognition | None:
    """What was recognised of this report: by agency and year, or the only one (they may have been given by hand)."""
    for one in found:
        agency = find_agency(db, one.report.agency)
        if agency and (agency.id, one.report.year) == (entry.agency_id, entry.year):
            return one if one.report.form == entry.form else None
    return found[0] if alone and len(found) == 1 and found[0].report.form == entry.form else None


def _lines(db: sqlite3.Connection, entry: Entry, one: Recognition) -> list[Line]:
    """What the recognition changes in the stored report: only what still is as an import left it."""
    stored = load(db, entry.id)
    edits = list(walk(db, entry.id))
    sources = effective(edits)
    origins = {(edit.batch, edit.cell): edit.origin for edit in edits}
    latest = {edit.cell: edit for edit in edits}
    places = provenance_of(one)

    def open_to_change(part: str) -> bool:
        edit = latest.get(part)
        if edit and edit.undoes is not None and origins.get((edit.undoes, part)) == "import":
            return False  # an import that somebody took back
        return part not in sources or sources[part].origin in ("import", "total")

    old_texts, new_texts = texts_of(stored), texts_of(one.report)
    lines = [
        text_line(part, old_texts.get(part, ""), new_texts.get(part, ""))
        for part in dict.fromkeys([*old_texts, *new_texts])
        if old_texts.get(part, "") != new_texts.get(part, "") and open_to_change(part)
    ]
    for cell in stored.definition.cells:
        old, new = stored.cells.get(cell), one.report.cells.get(cell)
        if encode(old) != encode(new) and open_to_change(cell):
            lines.append(Line(cell, old, new, detail=places.get(cell, "")))
    return lines


def _store(db: sqlite3.Connection, report_id: int, one: Recognition, actor: str) -> None:
    with writing(db):
        lines = _lines(db, unlocked(db, report_id), one)
        apply_lines(db, report_id, lines)
        revision = append(db, report_id, lines, actor=actor, origin="import", detail=one.name)
        add_doubts(db, report_id, revision, doubts_of(one))
