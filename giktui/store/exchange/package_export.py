"""Packing the reports of a year into one file for the superior; `giktui.readers.formats.package` says what is in it."""

import hashlib
import sqlite3
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from giktui import __version__
from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.interchange import as_dict
from giktui.readers.formats.package import FORMAT, MANIFEST, SCHEMA_VERSION
from giktui.store.agencies.tree import other_names, the_agency
from giktui.store.analysis.checking import checked
from giktui.store.analysis.rule_settings import rule_settings
from giktui.store.connection.connect import query
from giktui.store.exchange.review import review_notes
from giktui.store.journal.agreement import refuse_disagreeing
from giktui.store.models import Agency, Entry
from giktui.store.reports.content import load
from giktui.store.reports.documents import documents_of, open_doubts
from giktui.store.reports.waivers import waivers
from giktui.text.cleaning import as_json

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""Every file in a package has the same time: the same reports give the same bytes."""
_TIGHT = 100
"""What deflate would make so many times smaller is stored as it is: a reader takes it for a bomb."""


@dataclass(frozen=True, slots=True)
class Packed:
    """What a package holds."""

    entries: tuple[Entry, ...]
    documents: int

    @property
    def drafts(self) -> tuple[Entry, ...]:
        """The reports that are not submitted."""
        return tuple(entry for entry in self.entries if not entry.locked)


def pack(db: sqlite3.Connection, year: int, agency: str | int | None, file: BinaryIO) -> Packed:
    """Write the reports on `year` of the agency and all below it (of all agencies if none is named) to the file.

    One moment's view of the database; a report's documents are in memory, the others are not. Raises GiktuiError if
    there is no such agency, or nothing to pack.
    """
    root = None if agency is None else the_agency(db, agency).id
    db.execute("BEGIN")
    try:
        rows = db.execute(query("status"), {"root": root, "year": year}).fetchall()
        entries = tuple(Entry(*row[7:]) for row in rows if row[7] is not None)
        if not entries:
            raise GiktuiError(_("没有 {year} 年的报告可以打包。").format(year=year))
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            package = _Package(archive)
            listed = [_add_report(db, package, n, entry) for n, entry in enumerate(entries, 1)]
            manifest = {
                "format": FORMAT,
                "schema_version": SCHEMA_VERSION,
                "made_with": f"giktui {__version__}",
                "year": year,
                "rule_settings": dict(rule_settings(db).texts),
                "agencies": [_as_json(db, agency) for agency in _agencies(db, entries)],
                "reports": listed,
                "files": package.sums,
            }
            package.write(MANIFEST, as_json(manifest).encode())
        return Packed(entries, sum(path.startswith("documents/") for path in package.sums))
    finally:
        db.execute("ROLLBACK")


class _Package:
    """The archive being written, and the checksums of what is in it."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.sums: dict[str, str] = {}

    def write(self, path: str, data: bytes, *, packed_size: int | None = None) -> None:
        about = zipfile.ZipInfo(path, _LONG_AGO)
        tight = packed_size is not None and len(data) > _TIGHT * packed_size
        about.compress_type = zipfile.ZIP_STORED if tight else zipfile.ZIP_DEFLATED
        self.archive.writestr(about, data)
        self.sums[path] = hashlib.sha256(data).hexdigest()


def _add_report(db: sqlite3.Connection, package: _Package, number: int, entry: Entry) -> dict[str, object]:
    """Write the report and what goes with it; its line in the manifest."""
    refuse_disagreeing(db, entry)
    folder = f"reports/{number}"
    notes = {
        "findings": [dict(finding.as_json()) for finding in checked(db, entry)],
        "waivers": [
            {
                "fingerprint": one.fingerprint,
                "rule": one.rule,
                "cells": list(one.cells),
                "message": one.message,
                "reason": one.reason,
                "actor": one.actor,
                "time": one.time,
                "rules_version": one.rules_version,
            }
            for one in waivers(db, entry.id)
        ],
        "doubts": [
            {"rule": d.rule, "section": d.section, "cells": list(d.cells), "message": d.message, "place": d.place}
            | ({"suggested": list(d.suggested)} if d.suggested else {})
            for d in open_doubts(db, entry)
        ],
        **review_notes(db, entry.id),
    }
    package.write(f"{folder}/report.json", as_json(as_dict(load(db, entry.id))).encode())
    package.write(f"{folder}/findings.json", as_json(notes).encode())
    documents = []
    for document in documents_of(db, entry.id):
        path = f"documents/{document.sha256}"
        if path not in package.sums:
            package.write(path, document.data, packed_size=len(document.packed))
        about = {"path": path, "name": document.name, "kind": document.kind}
        origin = {"address": document.address, "published": document.published}
        documents.append(about | {key: value for key, value in origin.items() if value})
    return {
        "agency": entry.agency,
        "year": entry.year,
        "form": entry.form,
        "status": "submitted" if entry.locked else "draft",
        "revision": entry.revision,
        "submitted_by": entry.submitted_by,
        "submitted_at": entry.submitted_at,
        "path": folder,
        "documents": documents,
    }


def _agencies(db: sqlite3.Connection, entries: tuple[Entry, ...]) -> Iterator[Agency]:
    """The agencies of the reports and those above them."""
    seen: set[int] = set()
    for entry in entries:
        upwards: int | None = entry.agency_id
        while upwards is not None and upwards not in seen:
            seen.add(upwards)
            agency = the_agency(db, upwards)
            yield agency
            upwards = agency.parent


def _as_json(db: sqlite3.Connection, agency: Agency) -> dict[str, object]:
    return {
        "name": agency.name,
        "parent": None if agency.parent is None else the_agency(db, agency.parent).name,
        "level": agency.level,
        "makes_rules": agency.makes_rules,
        "other_names": other_names(db, agency.id),
    }
