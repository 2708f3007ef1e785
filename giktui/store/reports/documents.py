"""The imported files as they came, and what could not be read of them for certain."""

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.ingest.kept_file import StoredDocument
from giktui.report import Number
from giktui.store.connection.surroundings import now
from giktui.store.journal.edits import sources
from giktui.store.journal.snapshot import parts
from giktui.store.journal.undo import import_in_effect
from giktui.store.models import Entry, StoredDoubt


def link_document(db: sqlite3.Connection, report_id: int, revision: int, document: StoredDocument) -> None:
    """Keep the file a report was read from; one file may hold several reports."""
    found = db.execute("SELECT id FROM document WHERE sha256 = ?", (document.sha256,)).fetchone()
    if found is None:
        row = (document.sha256, document.name, document.kind, document.size, now(), document.packed)
        id = db.execute(
            "INSERT INTO document (sha256, name, kind, size, added, bytes) VALUES (?, ?, ?, ?, ?, ?)", row
        ).lastrowid
    else:
        (id,) = found
    db.execute(
        "INSERT OR REPLACE INTO report_document (report, document, revision, address, published)"
        " VALUES (?, ?, ?, ?, ?)",
        (report_id, id, revision, document.address, document.published),
    )


_SELECT = "SELECT name, kind, sha256, size, bytes FROM document"


def published_on(db: sqlite3.Connection, report_id: int) -> date | None:
    """The day on which the report was first published, as the pages it was read from say; None where none says it."""
    sql = "SELECT min(published) FROM report_document WHERE report = ? AND published <> ''"
    (day,) = db.execute(sql, (report_id,)).fetchone()
    return None if day is None else date.fromisoformat(day)


def stored_documents(db: sqlite3.Connection) -> Iterator[tuple[StoredDocument, list[int]]]:
    """Each kept file with the ids of the reports that were read from it, one at a time."""
    ids = db.execute("SELECT id FROM document ORDER BY id").fetchall()
    for (id,) in ids:
        document = StoredDocument(*db.execute(f"{_SELECT} WHERE id = ?", (id,)).fetchone())
        reports = db.execute("SELECT report FROM report_document WHERE document = ? ORDER BY report", (id,)).fetchall()
        yield document, [report for (report,) in reports]


def documents_of(db: sqlite3.Connection, report_id: int) -> Iterator[StoredDocument]:
    """The files a report was read from, oldest first, one at a time."""
    links = db.execute(
        "SELECT document, address, published FROM report_document WHERE report = ? ORDER BY revision, document",
        (report_id,),
    ).fetchall()
    for id, address, published in links:
        kept = StoredDocument(*db.execute(f"{_SELECT} WHERE id = ?", (id,)).fetchone())
        yield kept._replace(address=address, published=published)


def reports_of(db: sqlite3.Connection, sha256: str) -> list[int]:
    """The reports read from the file of that SHA-256; none if it is not stored."""
    found = db.execute(
        "SELECT report FROM report_document JOIN document ON document.id = document WHERE sha256 = ? ORDER BY report",
        (sha256,),
    )
    return [report for (report,) in found]


def reports_at(db: sqlite3.Connection, address: str) -> list[int]:
    """The reports read from what was at an address; none if nothing of it is stored."""
    found = db.execute("SELECT DISTINCT report FROM report_document WHERE address = ? ORDER BY report", (address,))
    return [report for (report,) in found]


def addresses(db: sqlite3.Connection, agency: int | None = None) -> list[str]:
    """The addresses that stored reports (of one agency) were read from, in the order of the alphabet."""
    found = db.execute(
        "SELECT DISTINCT address FROM report_document JOIN report ON report.id = report"
        " WHERE address <> '' AND (? IS NULL OR agency = ?) ORDER BY address",
        (agency, agency),
    )
    return [address for (address,) in found]


def document_at(db: sqlite3.Connection, address: str) -> StoredDocument:
    """What was kept of an address the last time that it gave a report. Raises GiktuiError if nothing was."""
    found = db.execute(
        "SELECT document FROM report_document WHERE address = ? ORDER BY revision DESC, document DESC", (address,)
    ).fetchone()
    if found is None:
        raise GiktuiError(_("库中没有从 {address} 读入的报告。").format(address=address))
    return StoredDocument(*db.execute(f"{_SELECT} WHERE id = ?", found).fetchone())._replace(address=address)


def add_doubts(db: sqlite3.Connection, report_id: int, revision: int, doubts: Iterable[StoredDoubt]) -> None:
    """Keep these doubts with the import that had them; a later one's take their place, unless it is undone."""
    db.executemany(
        "INSERT INTO doubt (report, revision, rule, section, cells, message, place, suggested)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (report_id, revision, d.rule, d.section, " ".join(d.cells), d.message, d.place, " ".join(d.suggested))
            for d in doubts
        ],
    )


def stored_doubts(db: sqlite3.Connection, report_id: int) -> tuple[StoredDoubt, ...]:
    """All doubts of the import in effect, settled or not."""
    return tuple(doubt for _revision, doubt in _doubts(db, report_id))


def open_doubts(db: sqlite3.Connection, entry: Entry) -> list[StoredDoubt]:
    """What is still doubtful: a doubt is settled once its cells (without cells, its section) were edited since."""
    doubts = _doubts(db, entry.id)
    if not doubts:
        return []
    edited = {part: edit.batch for part, edit in sources(db, entry.id, parts(db)).items()}
    return [doubt for revision, doubt in doubts if not _settled(edited, revision, doubt)]


def made_out(db: sqlite3.Connection, entry: Entry) -> dict[str, tuple[str, str]]:
    """What the reader would read in cells that it left blank, and where (the doubt's place), as long as nobody has
    entered anything there; of two doubts about a cell, what the later one says."""
    return {
        cell: (value, doubt.place)
        for doubt in open_doubts(db, entry)
        for cell, value in zip(doubt.cells, doubt.suggested, strict=False)
    }


def suggested(db: sqlite3.Connection, entry: Entry) -> dict[str, Number]:
    """What was made out in blank cells, as numbers to be entered there."""
    return {
        cell: Decimal(value) if "." in value else int(value) for cell, (value, _place) in made_out(db, entry).items()
    }


def _doubts(db: sqlite3.Connection, report_id: int) -> list[tuple[int, StoredDoubt]]:
    rows = db.execute(
        "SELECT revision, rule, section, cells, message, place, suggested FROM doubt WHERE report = ? ORDER BY id",
        (report_id,),
    )
    doubts = [
        (revision, StoredDoubt(rule, section, tuple(cells.split()), message, place, tuple(suggested.split())))
        for revision, rule, section, cells, message, place, suggested in rows
    ]
    current = import_in_effect(db, report_id) if doubts else 0
    return [(revision, doubt) for revision, doubt in doubts if revision == current]


def _settled(edited: dict[str, int], revision: int, doubt: StoredDoubt) -> bool:
    since = {part for part, batch in edited.items() if batch > revision}
    if doubt.cells:
        return since.issuperset(doubt.cells)
    return any(not doubt.section or part.split(".")[0] == doubt.section for part in since)
