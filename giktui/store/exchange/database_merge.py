"""Another giktui database into this one: agencies by name, reports that are not here with their whole journal.

The other database is not believed: it is opened for reading, its views must be those of this program, and a report is
what its journal, replayed line by line, makes of it; one whose journal leads to another content is refused.
"""

import re
import sqlite3
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from giktui.errors import GiktuiError
from giktui.form import FORM_IDS, load_form
from giktui.i18n import _
from giktui.incoming import (
    shown,
    sound_day,
    sound_line,
    sound_name,
    sound_number,
    sound_report,
    sound_text,
    sound_time,
    sound_year,
)
from giktui.ingest.kept_file import digest
from giktui.readers import Recognition
from giktui.readers.encoding import plain_name
from giktui.readers.formats.package import HandedAgency, HandedDocument, HandedWaiver
from giktui.report import Number, Report
from giktui.store.agencies.tree import all_agencies, other_names
from giktui.store.connection.connect import SCHEMA_VERSION, connect, is_current, open_to_read
from giktui.store.connection.foreign import distrust, refuse_foreign_schema
from giktui.store.connection.transaction import writing
from giktui.store.exchange.package_import import (
    Tally,
    Terms,
    kept_again,
    lock,
    propose_waivers,
    settle_proposals,
    settled,
)
from giktui.store.journal.batches import ROOT, Line, append, apply_lines, batches, text_line
from giktui.store.journal.snapshot import write_opening
from giktui.store.journal.undo import import_in_effect
from giktui.store.models import Entry
from giktui.store.reports.cells import encode, insert_cells
from giktui.store.reports.content import load, save
from giktui.store.reports.documents import link_document
from giktui.store.reports.import_result import Imported, same_content
from giktui.store.reports.index import each_entry, entry_of, find_entry
from giktui.store.reports.texts import texts_of
from giktui.store.reports.waivers import waivers

_ORIGIN = re.compile("[a-z]{1,20}")
_WRONG = (sqlite3.Error, zlib.error, ValueError, ArithmeticError, TypeError, LookupError)
"""What reading rows that no giktui wrote may end in."""


@dataclass(frozen=True, slots=True)
class _Other:
    """The other database: its name, and its agencies by theirs."""

    db: sqlite3.Connection
    name: str
    agencies: Mapping[str, HandedAgency]


def take_database(db: sqlite3.Connection, path: Path, terms: Terms) -> Imported:
    """Store the reports of another database that this one has not, one transaction each, with their journals.

    A report that is here stays as it is; with `terms.replace` it gets the other's content, as one batch.
    """
    tally = Tally()
    try:
        with _opened(db, path) as other:
            source = _Other(other, plain_name(path.name), {agency.name: agency for agency in _agencies(other)})
            for entry in each_entry(other):
                try:
                    _take(db, source, entry, terms, tally)
                except (GiktuiError, *_WRONG) as error:
                    why = str(error) if isinstance(error, GiktuiError) else _("内容或修改记录已损坏")
                    tally.refuse(entry.agency, entry.year, why)
            tally.proposed = 0 if terms.dry_run else settle_proposals(db, source.name, terms)
    except GiktuiError as error:
        return Imported(path, "refused", str(error))
    except _WRONG:
        return Imported(path, "refused", _("{path} 已损坏。请运行 giktui doctor --db {path}。").format(path=path))
    return tally.imported(path)


@contextmanager
def _opened(db: sqlite3.Connection, path: Path) -> Iterator[sqlite3.Connection]:
    """The other database, or, where it is of another giktui, a copy brought up to date. It is never written to, and
    nothing that another program put into it runs."""
    own = Path(db.execute("PRAGMA database_list").fetchone()[2])
    if own.exists() and path.samefile(own):
        raise GiktuiError(_("{path} 就是现在用的数据库。").format(path=path))
    with tempfile.TemporaryDirectory() as folder:
        with closing(open_to_read(path)) as file:
            distrust(file)
            refuse_foreign_schema(db, file, path, same=False)
            if file.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise sqlite3.DatabaseError
            (version,) = file.execute("PRAGMA user_version").fetchone()
            if version <= SCHEMA_VERSION and not is_current(file):
                path = Path(folder, path.name)
                with closing(sqlite3.connect(path)) as copy:
                    file.backup(copy)
                connect(path).close()
        with closing(connect(path, write=False)) as other:
            distrust(other)
            refuse_foreign_schema(db, other, path, same=True)
            other.execute("BEGIN")
            yield other


def _agencies(other: sqlite3.Connection) -> Iterator[HandedAgency]:
    """The agencies that have names; what is wrong with another's is said of its reports."""
    names: dict[int, str] = {}
    for one in all_agencies(other):
        with suppress(GiktuiError):
            names[one.id] = sound_name(one.name)
            above = names.get(one.parent) if one.parent is not None else None
            known = tuple(sound_name(name) for name in other_names(other, one.id))
            yield HandedAgency(names[one.id], above, str(one.level), one.makes_rules, known)


def _take(db: sqlite3.Connection, source: _Other, entry: Entry, terms: Terms, tally: Tally) -> None:
    other = source.db
    _expect_entry(entry)
    report = sound_report(load(other, entry.id))
    doubts = _doubts(other, entry.id)
    current = import_in_effect(other, entry.id)
    if terms.strict and any(doubt[0] == current and doubt[1] != "FV-TITLES" for doubt in doubts):
        raise GiktuiError(_("有存疑，按 --strict 不保存"))
    recognition = Recognition(report, (), (), source.name, "giktui")
    if terms.dry_run:
        tally.wanted.append(recognition)
        return
    with writing(db):
        agency = settled(db, report.agency, source.agencies, source.name, terms.actor)
        stored = find_entry(db, agency.id, entry.year)
        if stored is not None and same_content(db, stored, recognition):
            tally.entries.append(stored)
            tally.present += 1
            return
        detail = _("{name} 修订 {n}").format(name=source.name, n=entry.revision)
        if stored is None:
            id = _with_journal(db, other, entry, agency.id, report)
            cleaning = _cleaning(load(db, id), report)
            apply_lines(db, id, cleaning)
            append(db, id, cleaning, actor=terms.actor, origin="brought", detail=detail)
            _keep_doubts(db, id, doubts)
        else:
            own = replace(report, agency=agency.name)
            id = save(db, own, actor=terms.actor, origin="handed", replace=terms.replace, detail=detail).id
        for document in _documents(other, entry.id, terms.limits.size):
            revision = entry_of(db, id).revision
            link_document(db, id, revision, kept_again(document))
        propose_waivers(db, entry_of(db, id), _waivers(other, entry.id), source.name, terms.actor)
        if stored is not None and entry.submitted_at:
            lock(db, id, entry.submitted_by or "", entry.submitted_at, source.name)
    tally.entries.append(entry_of(db, id))


def _expect_entry(entry: Entry) -> None:
    """Raise GiktuiError or ValueError for what no report that giktui stored says of itself."""
    sound_name(entry.agency)
    sound_year(entry.year)
    sound_time(entry.updated)
    _expect(entry.form in FORM_IDS and entry.status in ("draft", "returned", "submitted"))
    _expect(type(entry.revision) is int)
    _expect(entry.locked == (entry.submitted_at is not None) == (entry.submitted_by is not None))
    if entry.locked:
        sound_time(entry.submitted_at)
        _expect(sound_line(entry.submitted_by))


def _cleaning(stored: Report, report: Report) -> list[Line]:
    """The changes that make of the texts as their journal has them those that came through the gate."""
    before, after = texts_of(stored), texts_of(report)
    return [
        text_line(part, before[part], after.get(part, "")) for part in before if before[part] != after.get(part, "")
    ]


def _with_journal(db: sqlite3.Connection, other: sqlite3.Connection, entry: Entry, agency: int, report: Report) -> int:
    """A new report, made by replaying the other's journal, batch by batch. Raises GiktuiError if it is not the same."""
    created = other.execute("SELECT created FROM report WHERE id = ?", (entry.id,)).fetchone()[0]
    sound_time(created)
    row = (agency, entry.year, created, created)
    id = db.execute("INSERT INTO report (agency, year, form, created, updated) VALUES (?, ?, '', ?, ?)", row).lastrowid
    assert id is not None, "a row was inserted"
    for number, (batch, journaled) in enumerate(batches(other, entry.id), 1):
        undoes = batch.undoes
        _expect(batch.revision == number and (undoes is None or (type(undoes) is int and 0 < undoes < number)))
        _expect(isinstance(batch.origin, str) and _ORIGIN.fullmatch(batch.origin))
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
    _expect(not isinstance(value, str))
    return None if isinstance(value, str) else value


def _expect_line(line: Line) -> None:
    """Raise GiktuiError or ValueError for a part or a value that no journal has."""
    _expect(line.origin is None or (isinstance(line.origin, str) and _ORIGIN.fullmatch(line.origin)))
    sound_line(line.detail)
    if line.at is None:
        _expect(any(line.part in load_form(form).cells for form in FORM_IDS))
        for value in (line.old, line.new):
            _expect(value is None or type(value) in (int, Decimal))
            if value is not None:
                sound_number(value)
    else:
        sections = {section.id for form in FORM_IDS for section in load_form(form).sections}
        _expect(line.part in {"form", "title", "preamble", *sections})
        _expect(type(line.at) is int and line.at >= 0)
        sound_text(line.old)
        sound_text(line.new)


def _expect(sound: object) -> None:
    """Raise ValueError for what no giktui writes."""
    if not sound:
        raise ValueError


def _doubts(other: sqlite3.Connection, report_id: int) -> list[tuple[Any, ...]]:
    sql = "SELECT revision, rule, section, cells, message, place, suggested FROM doubt WHERE report = ? ORDER BY id"
    found = other.execute(sql, (report_id,)).fetchall()
    return [(_revision(revision), *map(sound_line, words)) for revision, *words in found]


def _revision(value: object) -> int:
    _expect(type(value) is int)
    assert isinstance(value, int), "expected so"
    return value


def _keep_doubts(db: sqlite3.Connection, report_id: int, doubts: list[tuple[Any, ...]]) -> None:
    db.executemany(
        "INSERT INTO doubt (report, revision, rule, section, cells, message, place, suggested)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(report_id, *doubt) for doubt in doubts],
    )


def _waivers(other: sqlite3.Connection, report_id: int) -> tuple[HandedWaiver, ...]:
    return tuple(
        HandedWaiver(
            sound_line(w.fingerprint),
            sound_line(w.rule),
            w.cells,
            sound_line(w.message),
            sound_line(w.reason),
            sound_line(w.actor),
            sound_time(w.time),
        )
        for w in waivers(other, report_id)
    )


def _documents(other: sqlite3.Connection, report_id: int, largest: int) -> Iterator[HandedDocument]:
    """The files the report was read from, as far as they are what their checksums say, and no bigger than any file."""
    found = other.execute(
        "SELECT sha256, name, kind, bytes, address, published"
        " FROM report_document JOIN document ON document.id = document"
        " WHERE report = ? ORDER BY revision, document.id",
        (report_id,),
    )
    for sha256, name, kind, packed, address, published in found:
        data = zlib.decompressobj().decompress(packed, largest + 1)
        if len(data) > largest or digest(data) != sha256:
            raise GiktuiError(_("原文件 {name} 已损坏").format(name=shown(name)))
        day = sound_day(published) if published else ""
        yield HandedDocument(sound_line(name), sound_line(kind), data, sound_line(address), day)
