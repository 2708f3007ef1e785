"""The journal of a report in another database, replayed line by line: what no giktui writes is refused."""

import sqlite3
from dataclasses import replace
from decimal import Decimal

from giktui.errors import GiktuiError
from giktui.form import FORM_IDS, load_form
from giktui.i18n import _
from giktui.incoming import sound_line, sound_number, sound_report, sound_text, sound_time
from giktui.report import Number, Report
from giktui.store.journal.batches import ROOT, Line, append, apply_lines
from giktui.store.journal.edits import batches
from giktui.store.journal.snapshot import write_opening
from giktui.store.journal.undo import import_in_effect
from giktui.store.models import Entry
from giktui.store.reports.cells import encode, insert_cells
from giktui.store.reports.content import load
from giktui.text.patterns import compiled_late

_ORIGIN = compiled_late("[a-z]{1,20}")


def replayed(
    db: sqlite3.Connection, other: sqlite3.Connection, entry: Entry, agency: int, report: Report, *, source: str
) -> int:
    """A new report, made by replaying the other's journal, batch by batch, each marked as brought from `source`.

    Raises GiktuiError if it is not the same.
    """
    created = other.execute("SELECT created FROM report WHERE id = ?", (entry.id,)).fetchone()[0]
    sound_time(created)
    row = (agency, entry.year, created, created)
    id = db.execute("INSERT INTO report (agency, year, form, created, updated) VALUES (?, ?, '', ?, ?)", row).lastrowid
    assert id is not None, "a row was inserted"
    for number, (batch, journaled) in enumerate(batches(other, entry.id), 1):
        undoes = batch.undoes
        expect(batch.revision == number and (undoes is None or (type(undoes) is int and 0 < undoes < number)))
        expect(isinstance(batch.origin, str) and _ORIGIN.fullmatch(batch.origin))
        for line in journaled:
            _expect_line(line)
        lines = _open(db, id, entry, journaled) if number == ROOT else journaled
        apply_lines(db, id, lines)
        append(
            db,
            id,
            lines,
            actor=sound_line(batch.actor),
            origin=batch.origin,
            detail=sound_text(batch.detail),
            undoes=undoes,
            time=sound_time(batch.time),
            brought=source,
        )
    db.execute(
        "UPDATE report SET status = ?, submitted_by = ?, submitted_at = ? WHERE id = ?",
        ("submitted" if entry.locked else "draft", entry.submitted_by, entry.submitted_at, id),
    )
    if sound_report(replace(load(db, id), agency=report.agency)) != report:
        raise GiktuiError(_("内容与修改记录不一致"))
    import_in_effect(db, id)  # undoing in it makes sense
    return id


def _open(db: sqlite3.Connection, report_id: int, entry: Entry, lines: list[Line]) -> list[Line]:
    """Write the numbers the report was stored with as one record; the lines that are left."""
    opening = [line for line in lines if line.at is None and line.old is None and line.origin is None]
    cells = {line.part: value for line in opening if isinstance(value := encode(_number(line.new)), int | str)}
    insert_cells(db, report_id, load_form(entry.form), cells)
    write_opening(db, report_id, cells, {line.part: line.detail for line in opening})
    return [line for line in lines if line.part not in cells]


def _number(value: Number | str | None) -> Number | None:
    expect(not isinstance(value, str))
    return None if isinstance(value, str) else value


def _expect_line(line: Line) -> None:
    """Raise GiktuiError or ValueError for a part or a value that no journal has."""
    expect(line.origin is None or (isinstance(line.origin, str) and _ORIGIN.fullmatch(line.origin)))
    sound_line(line.detail)
    if line.at is None:
        expect(any(line.part in load_form(form).cells for form in FORM_IDS))
        for value in (line.old, line.new):
            expect(value is None or type(value) in (int, Decimal))
            if value is not None:
                sound_number(value)
    else:
        sections = {section.id for form in FORM_IDS for section in load_form(form).sections}
        expect(line.part in {"form", "title", "preamble", *sections})
        expect(type(line.at) is int and line.at >= 0)
        sound_text(line.old)
        sound_text(line.new)


def expect(sound: object) -> None:
    """Raise ValueError for what no giktui writes."""
    if not sound:
        raise ValueError
