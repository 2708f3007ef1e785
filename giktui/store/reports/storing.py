"""Storing what was found in imported files: some dozens together, and on the disk before anybody is told of them."""

import dataclasses
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.incoming import FIRST_YEAR, LAST_YEAR
from giktui.ingest.job import Found
from giktui.ingest.kept_file import StoredDocument
from giktui.ingest.source import Source
from giktui.readers import Limits, Recognition
from giktui.store.agencies.tree import agency_ending
from giktui.store.connection.transaction import bring_to_disk, sync_later, writing
from giktui.store.models import Entry
from giktui.store.reports.content import save
from giktui.store.reports.documents import link_document, reports_of
from giktui.store.reports.import_result import Imported, doubts_of, provenance_of, same_content
from giktui.store.reports.index import entry_of, find_entry

_TOGETHER = 64
_LARGE = 8 * 1024**2
"""Bytes of kept files after which no more are waited for."""
_SOON = 0.2


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for with an import, as `import_files` explains it."""

    agency: str | None
    year: int | None
    form: str | None
    replace: bool
    strict: bool
    dry_run: bool
    trust: bool
    limits: Limits
    actor: str


class File(NamedTuple):
    """A file that is read, or what was fetched."""

    path: Path | str
    sha256: str
    source: Source | None = None


@dataclass(slots=True)
class Storing:
    """Stores what is found in files, in their order: as long as there is nothing to store, `db` may be a scratch
    database, and `make` makes the one to store in.

    A transaction takes as long as reading a file: some dozens of files share one, but are not kept waiting for long, so
    that who watches sees them come.
    """

    db: sqlite3.Connection
    make: Callable[[], sqlite3.Connection] | None
    options: Options
    _waiting: list[Imported | tuple[File, Found]] = field(default_factory=list)
    _size: int = 0
    _since: float = 0.0
    _stored: list[Imported] = field(default_factory=list)

    def database(self) -> sqlite3.Connection:
        """The one to write to, made now where it was not there."""
        if self.make is not None:
            self.db, self.make = self.make(), None
            sync_later(self.db)
        return self.db

    def take(self, known: Imported | File, found: Found | None) -> list[Imported]:
        """Takes what was found in a file, or what is to be said of it; gives what became of it and of those before once
        they are on the disk."""
        if not self._waiting and not self._stored:
            self._since = monotonic()
        if isinstance(known, Imported):
            self._waiting.append(known)
        else:
            assert found is not None, "a file that was read has an answer"
            self._waiting.append((known, found))
            self._size += len(found.document.packed) if found.document else 0
        full = len(self._waiting) >= _TOGETHER or self._size > _LARGE
        return self.told() if full or monotonic() - self._since > _SOON else []

    def told(self) -> list[Imported]:
        """What became of the files taken since it was last asked, all of them on the disk."""
        self.store()
        bring_to_disk(self.db)
        told, self._stored = self._stored, []
        return told

    def store(self) -> None:
        """Stores all that waits, in one transaction; where that fails, file by file, up to the one it fails with."""
        try:
            self._store(self._waiting)
        except Exception:
            if len(self._waiting) < 2:
                raise
            for one in list(self._waiting):
                self._store([one])
        self._size = 0

    def _store(self, some: Sequence[Imported | tuple[File, Found]]) -> None:
        worth = any(
            not unusable(one, self.options)
            for taken in some
            if not isinstance(taken, Imported)
            for one in taken[1].recognitions
        )
        db = self.database() if worth else self.db
        with writing(db) if worth and not self.options.dry_run else nullcontext():
            stored = [one if isinstance(one, Imported) else _stored(db, *one, self.options) for one in some]
        self._stored += stored
        del self._waiting[: len(stored)]


def present(db: sqlite3.Connection, file: File, options: Options) -> Imported | None:
    """What to say of a file whose bytes are stored already; None for any other."""
    if options.replace or options.agency or options.year or options.form:
        return None
    stored = reports_of(db, file.sha256)
    if not stored:
        return None
    entries = tuple(entry_of(db, id) for id in stored)
    return Imported(file.path, "present", _("这个文件已经导入过"), entries)


def _stored(db: sqlite3.Connection, file: File, found: Found, options: Options) -> Imported:
    """Store what was found in one file, within a transaction."""
    path = file.path
    if found.error:
        return Imported(path, "refused", found.error, refused=found.refused)
    if (there := present(db, file, options)) is not None:  # twice in one import
        return there
    found = found._replace(recognitions=tuple(_in_tree(db, one) for one in found.recognitions))
    refused = list(found.refused)
    entries: list[Entry] = []
    kept: list[Recognition] = []
    known = 0
    for one in found.recognitions:
        if why := unusable(one, options):
            refused.append((_named(one), why))
        elif options.dry_run:
            kept.append(one)
        elif (same := _same(db, one)) is not None:
            if file.source is not None:  # known from elsewhere: now it is known where it is published too
                link_document(db, same.id, same.revision, _kept(found, file, one))
            known += 1
            entries.append(same)
        else:
            try:
                entries.append(_save(db, one, _kept(found, file, one), options))
                kept.append(one)
            except GiktuiError as error:
                refused.append((_named(one), str(error)))
    return _summary(path, tuple(entries), tuple(kept), tuple(refused), known)


def _kept(found: Found, file: File, one: Recognition) -> StoredDocument:
    """The file with where it came from, and when that was published: as it says itself, else as the page leading to it
    does."""
    assert found.document is not None, "a file that may be stored comes as it is kept"
    address = file.source.address if file.source else ""
    published = one.published or (file.source.published if file.source else "")
    if not address and not published:
        return found.document
    return found.document._replace(address=address, published=published)


def _in_tree(db: sqlite3.Connection, one: Recognition) -> Recognition:
    """The report under the full name of its agency, where it has one that many have (区教育局) and only one agency of
    the tree is called so in its own place."""
    from giktui.readers.recogniser.segment.opening_words import is_relative

    name = one.report.agency
    if all(doubt.rule != "FV-TITLE" for doubt in one.doubts) or not is_relative(name):
        return one
    if (whole := agency_ending(db, name)) is None:
        return one
    report = dataclasses.replace(one.report, agency=whole)
    return one._replace(report=report, doubts=tuple(d for d in one.doubts if d.rule != "FV-TITLE"))


def _save(db: sqlite3.Connection, one: Recognition, document: StoredDocument, options: Options) -> Entry:
    return save(
        db,
        one.report,
        actor=options.actor,
        replace=options.replace,
        document=document,
        provenance=provenance_of(one),
        doubts=doubts_of(one),
        detail=one.name or document.name,
    )


def _summary(
    path: Path | str,
    entries: tuple[Entry, ...],
    kept: tuple[Recognition, ...],
    refused: tuple[tuple[str, str], ...],
    present: int,
) -> Imported:
    if not kept and not present:
        message = _("；").join(why for _name, why in refused[:3]) or _("文件里没有年报")
        return Imported(path, "refused", message, entries, kept, refused)
    doubtful = sum(len(one.uncertain) for one in kept)
    if doubtful or refused:
        said = [_("{n} 处存疑").format(n=doubtful)] if doubtful else []
        said += [why for _name, why in refused[:3]]
        return Imported(path, "doubts", _("；").join(said), entries, kept, refused)
    if not kept:
        return Imported(path, "present", _("库中已有内容相同的报告"), entries)
    return Imported(path, "read", "", entries, kept)


def unusable(one: Recognition, options: Options) -> str:
    """Why the report cannot be stored whatever the database holds; empty if it can."""
    if not one.report.agency.strip():
        return _("看不出是哪个机关的报告。请用 --agency 指定。")
    if not FIRST_YEAR <= one.report.year <= LAST_YEAR:
        return _("看不出是哪一年的报告。请用 --year 指定。")
    if options.strict and one.uncertain:
        first = one.uncertain[0].message
        return _("有 {n} 处存疑，按 --strict 不保存：{first}").format(n=len(one.uncertain), first=first)
    return ""


def _same(db: sqlite3.Connection, one: Recognition) -> Entry | None:
    """The stored report with the same cells and texts, if there is one."""
    entry = find_entry(db, one.report.agency, one.report.year)
    return entry if entry is not None and same_content(db, entry, one) else None


def _named(one: Recognition) -> str:
    return f"{one.report.agency}{one.report.year}" if one.report.agency else one.name
