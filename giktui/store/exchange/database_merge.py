"""Another giktui database into this one: agencies by name, reports that are not here with their whole journal.

The other database is not believed: it is opened for reading, its views must be those of this program, and a report is
what its journal, replayed line by line, makes of it; one whose journal leads to another content is refused.
"""

import re
import sqlite3
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from giktui.errors import GiktuiError
from giktui.form import FORM_IDS, load_form
from giktui.i18n import _
from giktui.ingest.kept_file import digest
from giktui.readers import Recognition
from giktui.readers.encoding import plain_name
from giktui.readers.formats.package import HandedAgency, HandedDocument, HandedWaiver, is_day
from giktui.report import Number, Report
from giktui.store.agencies.tree import all_agencies, other_names
from giktui.store.connection.connect import SCHEMA_VERSION, connect, is_current, writing
from giktui.store.exchange.package_import import Tally, Terms, keep_waivers, kept_again, lock, settled
from giktui.store.journal.batches import ROOT, Line, append, apply_lines, batches
from giktui.store.journal.snapshot import write_opening
from giktui.store.journal.undo import import_in_effect
from giktui.store.models import Entry
from giktui.store.reports.cells import encode, insert_cells
from giktui.store.reports.content import load, save
from giktui.store.reports.documents import link_document
from giktui.store.reports.import_result import Imported, same_content
from giktui.store.reports.index import each_entry, entry_of, find_entry
from giktui.store.reports.waivers import waivers

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
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
    except GiktuiError as error:
        return Imported(path, "refused", str(error))
    except _WRONG:
        return Imported(path, "refused", _("{path} 已损坏。请运行 giktui doctor --db {path}。").format(path=path))
    return tally.imported(path)


@contextmanager
def _opened(db: sqlite3.Connection, path: Path) -> Iterator[sqlite3.Connection]:
    """The other database, or, where it is of another giktui, a copy brought up to date. It is never written to."""
    own = Path(db.execute("PRAGMA database_list").fetchone()[2])
    if own.exists() and path.samefile(own):
        raise GiktuiError(_("{path} 就是现在用的数据库。").format(path=path))
    with tempfile.TemporaryDirectory() as folder:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file:
            file.execute("PRAGMA trusted_schema = OFF")
            if file.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise sqlite3.DatabaseError
            (version,) = file.execute("PRAGMA user_version").fetchone()
            if version <= SCHEMA_VERSION and not is_current(file):
                path = Path(folder, path.name)
                with closing(sqlite3.connect(path)) as copy:
                    file.backup(copy)
                connect(path).close()
        with closing(connect(path, write=False)) as other:
            other.execute("PRAGMA trusted_schema = OFF")
            _refuse_other_schema(db, other, path)
            other.execute("BEGIN")
            yield other


def _refuse_other_schema(db: sqlite3.Connection, other: sqlite3.Connection, path: Path) -> None:
    """A table that is a view, or a view that is another, would run what somebody else has written."""

    def schema(which: sqlite3.Connection) -> dict[str, str]:
        found = which.execute("SELECT name, type, sql FROM sqlite_schema WHERE type IN ('table', 'view')")
        return {name: sql if type == "view" else str(sql).split()[1].upper() for name, type, sql in found}

    own, theirs = schema(db), schema(other)
    if any(theirs.get(name) != sql for name, sql in own.items()):
        raise GiktuiError(_("{path} 的表或视图与 giktui 的不同，没有读取。").format(path=path))


def _agencies(other: sqlite3.Connection) -> Iterator[HandedAgency]:
    names: dict[int, str] = {}
    for one in all_agencies(other):
        names[one.id] = one.name
        above = names[one.parent] if one.parent is not None else None
        yield HandedAgency(one.name, above, one.level, one.makes_rules, tuple(other_names(other, one.id)))


def _take(db: sqlite3.Connection, source: _Other, entry: Entry, terms: Terms, tally: Tally) -> None:
    other = source.db
    _expect(entry.form in FORM_IDS and entry.status in ("draft", "returned", "submitted"))
    _expect(_TIME.fullmatch(entry.updated) and (entry.submitted_at is None or _TIME.fullmatch(entry.submitted_at)))
    report = load(other, entry.id)
    doubts = _doubts(other, entry.id)
    current = import_in_effect(other, entry.id)
    if terms.strict and any(doubt[0] == current and doubt[1] != "FV-TITLES" for doubt in doubts):
        raise GiktuiError(_("有存疑，按 --strict 不保存"))
    recognition = Recognition(report, (), (), source.name, "giktui")
    if terms.dry_run:
        tally.wanted.append(recognition)
        return
    with writing(db):
        agency = settled(db, entry.agency, source.agencies)
        stored = find_entry(db, agency.id, entry.year)
        if stored is not None and same_content(db, stored, recognition):
            tally.entries.append(stored)
            tally.present += 1
            return
        detail = _("{name} 修订 {n}").format(name=source.name, n=entry.revision)
        if stored is None:
            id = _with_journal(db, other, entry, agency.id, report)
            append(db, id, [], actor=terms.actor, origin="merge", detail=detail)
            _keep_doubts(db, id, doubts)
        else:
            own = replace(report, agency=agency.name)
            id = save(db, own, actor=terms.actor, origin="handed", replace=terms.replace, detail=detail).id
        for document in _documents(other, entry.id, terms.limits.size):
            revision = entry_of(db, id).revision
            link_document(db, id, revision, kept_again(document))
        keep_waivers(db, id, _waivers(other, entry.id))
        if stored is not None and entry.submitted_at:
            lock(db, id, entry.submitted_by or "", entry.submitted_at, source.name)
    tally.entries.append(entry_of(db, id))


def _with_journal(db: sqlite3.Connection, other: sqlite3.Connection, entry: Entry, agency: int, report: Report) -> int:
    """A new report, made by replaying the other's journal, batch by batch. Raises GiktuiError if it is not the same."""
    created = other.execute("SELECT created FROM report WHERE id = ?", (entry.id,)).fetchone()[0]
    _expect(_TIME.fullmatch(created))
    row = (agency, entry.year, created, created)
    id = db.execute("INSERT INTO report (agency, year, form, created, updated) VALUES (?, ?, '', ?, ?)", row).lastrowid
    assert id is not None, "a row was inserted"
    for number, (batch, journaled) in enumerate(batches(other, entry.id), 1):
        undoes = batch.undoes
        _expect(batch.revision == number and _TIME.fullmatch(batch.time) and (undoes is None or undoes < number))
        for line in journaled:
            _expect_line(line)
        lines = _open(db, id, entry, journaled) if number == ROOT else journaled
        apply_lines(db, id, lines)
        append(
            db,
            id,
            lines,
            actor=str(batch.actor),
            origin=str(batch.origin),
            detail=str(batch.detail),
            undoes=undoes,
            time=batch.time,
        )
    db.execute(
        "UPDATE report SET status = ?, submitted_by = ?, submitted_at = ? WHERE id = ?",
        ("submitted" if entry.locked else "draft", entry.submitted_by, entry.submitted_at, id),
    )
    if replace(load(db, id), agency=report.agency) != report:
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
    """Raise ValueError for a part or a value that no journal has."""
    if line.at is None:
        _expect(any(line.part in load_form(form).cells for form in FORM_IDS))
    else:
        narratives = {section.id for form in FORM_IDS for section in load_form(form).narratives}
        _expect(line.part in {"form", "title", "preamble", *narratives})
        _expect(isinstance(line.at, int) and isinstance(line.old, str) and isinstance(line.new, str))


def _expect(sound: object) -> None:
    """Raise ValueError for what no giktui writes."""
    if not sound:
        raise ValueError


def _doubts(other: sqlite3.Connection, report_id: int) -> list[tuple[Any, ...]]:
    sql = "SELECT revision, rule, section, cells, message, place, suggested FROM doubt WHERE report = ? ORDER BY id"
    return other.execute(sql, (report_id,)).fetchall()


def _keep_doubts(db: sqlite3.Connection, report_id: int, doubts: list[tuple[Any, ...]]) -> None:
    db.executemany(
        "INSERT INTO doubt (report, revision, rule, section, cells, message, place, suggested)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(report_id, *doubt) for doubt in doubts],
    )


def _waivers(other: sqlite3.Connection, report_id: int) -> tuple[HandedWaiver, ...]:
    found = waivers(other, report_id)
    return tuple(HandedWaiver(w.fingerprint, w.rule, w.cells, w.message, w.reason, w.actor, w.time) for w in found)


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
            raise GiktuiError(_("原文件 {name} 已损坏").format(name=name))
        _expect(isinstance(address, str) and isinstance(published, str) and (not published or is_day(published)))
        yield HandedDocument(name, kind, data, address, published)
