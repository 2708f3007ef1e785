"""Another giktui database into this one: agencies by name, reports that are not here with their whole journal.

The other database is not believed: it is opened for reading, its views must be those of this program, and a report is
what its journal, replayed line by line, makes of it; one whose journal leads to another content is refused.
"""

import sqlite3
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from giktui.errors import GiktuiError
from giktui.form import FORM_IDS
from giktui.i18n import _
from giktui.incoming import (
    sound_line,
    sound_name,
    sound_report,
    sound_time,
    sound_year,
)
from giktui.readers import Recognition
from giktui.readers.encoding import plain_name
from giktui.readers.formats.package import HandedAgency
from giktui.report import Report
from giktui.store.agencies.tree import all_agencies, other_names
from giktui.store.connection.connect import SCHEMA_VERSION, connect, is_current, open_to_read
from giktui.store.connection.foreign import distrust, refuse_foreign_schema
from giktui.store.connection.transaction import writing
from giktui.store.exchange.foreign_journal import expect, replayed
from giktui.store.exchange.foreign_rows import documents_of, doubts_of, keep_doubts, waivers_of
from giktui.store.exchange.package_import import (
    Tally,
    Terms,
    keep_remarks,
    kept_again,
    lock,
    propose_waivers,
    settle_proposals,
    settled,
)
from giktui.store.exchange.review import review_of
from giktui.store.journal.batches import Line, append, apply_lines, text_line
from giktui.store.journal.undo import import_in_effect
from giktui.store.models import Entry
from giktui.store.reports.content import load, save
from giktui.store.reports.documents import link_document
from giktui.store.reports.import_result import Imported, same_content
from giktui.store.reports.index import each_entry, entry_of, find_entry
from giktui.store.reports.texts import texts_of

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
    doubts = doubts_of(other, entry.id)
    current = import_in_effect(other, entry.id)
    if terms.strict and any(doubt[0] == current and doubt[1] != "FV-TITLES" for doubt in doubts):
        raise GiktuiError(_("有存疑，按 --strict 不保存"))
    review = review_of(other, entry.id, report.form)
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
            tally.remarks += keep_remarks(db, stored.id, review, source.name, terms)
            return
        detail = _("{name} 修订 {n}").format(name=source.name, n=entry.revision)
        if stored is None:
            id = replayed(db, other, entry, agency.id, report, source=source.name)
            cleaning = _cleaning(load(db, id), report)
            apply_lines(db, id, cleaning)
            append(db, id, cleaning, actor=terms.actor, origin="brought", detail=detail)
            keep_doubts(db, id, doubts)
        else:
            own = replace(report, agency=agency.name)
            id = save(db, own, actor=terms.actor, origin="handed", replace=terms.replace, detail=detail).id
        for document in documents_of(other, entry.id, terms.limits.size):
            revision = entry_of(db, id).revision
            link_document(db, id, revision, kept_again(document))
        tally.remarks += keep_remarks(db, id, review, source.name, terms)
        propose_waivers(db, entry_of(db, id), waivers_of(other, entry.id), source.name, terms.actor)
        if stored is not None and entry.submitted_at:
            lock(db, id, entry.submitted_by or "", entry.submitted_at, source.name)
    tally.entries.append(entry_of(db, id))


def _expect_entry(entry: Entry) -> None:
    """Raise GiktuiError or ValueError for what no report that giktui stored says of itself."""
    sound_name(entry.agency)
    sound_year(entry.year)
    sound_time(entry.updated)
    expect(entry.form in FORM_IDS and entry.status in ("draft", "returned", "submitted"))
    expect(type(entry.revision) is int)
    expect(entry.locked == (entry.submitted_at is not None) == (entry.submitted_by is not None))
    if entry.locked:
        sound_time(entry.submitted_at)
        expect(sound_line(entry.submitted_by))


def _cleaning(stored: Report, report: Report) -> list[Line]:
    """The changes that make of the texts as their journal has them those that came through the gate."""
    before, after = texts_of(stored), texts_of(report)
    return [
        text_line(part, before[part], after.get(part, "")) for part in before if before[part] != after.get(part, "")
    ]
