"""What goes with a report in another database: doubts, waivers, the files it was read from; none of it believed."""

import sqlite3
import zlib
from collections.abc import Iterator
from typing import Any

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.incoming import shown, sound_day, sound_line, sound_time
from giktui.ingest.kept_file import digest
from giktui.readers.formats.package import HandedDocument, HandedWaiver
from giktui.store.exchange.foreign_journal import expect
from giktui.store.reports.waivers import waivers


def doubts_of(other: sqlite3.Connection, report_id: int) -> list[tuple[Any, ...]]:
    """The rows of its doubts, as `keep_doubts` takes them. Raises GiktuiError, ValueError for what is no giktui's."""
    sql = "SELECT revision, rule, section, cells, message, place, suggested FROM doubt WHERE report = ? ORDER BY id"
    found = other.execute(sql, (report_id,)).fetchall()
    return [(_revision(revision), *map(sound_line, words)) for revision, *words in found]


def _revision(value: object) -> int:
    expect(type(value) is int)
    assert isinstance(value, int), "expected so"
    return value


def keep_doubts(db: sqlite3.Connection, report_id: int, doubts: list[tuple[Any, ...]]) -> None:
    """Write the doubts of a report that has none here."""
    db.executemany(
        "INSERT INTO doubt (report, revision, rule, section, cells, message, place, suggested)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(report_id, *doubt) for doubt in doubts],
    )


def waivers_of(other: sqlite3.Connection, report_id: int) -> tuple[HandedWaiver, ...]:
    """The findings that were accepted there. Raises GiktuiError for words that no giktui writes."""
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


def documents_of(other: sqlite3.Connection, report_id: int, largest: int) -> Iterator[HandedDocument]:
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
