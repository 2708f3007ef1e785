"""Importing files: read, recognised, stored with their bytes, and where each value stood; one transaction a file."""

import dataclasses
import os
import sqlite3
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.incoming import FIRST_YEAR, LAST_YEAR
from giktui.ingest.discover import files_of
from giktui.ingest.job import Found, Job
from giktui.ingest.kept_file import StoredDocument, digest
from giktui.ingest.pool import Recogniser
from giktui.ingest.source import Source
from giktui.readers import Limits, Recognition, bytes_of
from giktui.readers.encoding import plain_name
from giktui.review import is_notice, is_reply
from giktui.store.agencies.tree import agency_ending
from giktui.store.connection.connect import actor as whoever
from giktui.store.connection.connect import bring_to_disk, sync_at_once, sync_later, writing
from giktui.store.models import Entry
from giktui.store.reports.content import save
from giktui.store.reports.documents import link_document, reports_at, reports_of
from giktui.store.reports.import_result import Imported, doubts_of, provenance_of, same_content
from giktui.store.reports.index import entry_of, find_entry

_TOGETHER = 64
_SOON = 0.2


@dataclass(frozen=True, slots=True)
class _Options:
    agency: str | None
    year: int | None
    form: str | None
    replace: bool
    strict: bool
    dry_run: bool
    trust: bool
    limits: Limits
    actor: str


class _File(NamedTuple):
    path: Path | str
    sha256: str
    source: Source | None = None


@dataclass(slots=True)
class _Keeping:
    """Where reports are kept: as long as there are none to keep, `db` may be a scratch database."""

    db: sqlite3.Connection
    make: Callable[[], sqlite3.Connection] | None

    def database(self) -> sqlite3.Connection:
        """The one to write to, made now where it was not there."""
        if self.make is not None:
            self.db, self.make = self.make(), None
            sync_later(self.db)
        return self.db


def import_files(
    db: sqlite3.Connection,
    paths: Iterable[Path | Source],
    *,
    make: Callable[[], sqlite3.Connection] | None = None,
    agency: str | None = None,
    year: int | None = None,
    form: str | None = None,
    replace: bool = False,
    strict: bool = False,
    dry_run: bool = False,
    trust: bool = False,
    jobs: int = 1,
    limits: Limits = Limits(),  # noqa: B008
    actor: str = "",
    stop: Callable[[], bool] = lambda: False,
) -> Generator[Imported, None, None]:
    """Import files, folders, patterns and what was fetched; what became of each, in their order, once it is known.

    `agency`, `year` and `form` override what is recognised. With `replace` a stored report gives way to the file's (and
    stays in the journal), with `strict` nothing doubtful is stored, with `dry_run` nothing at all. With `trust`, what a
    package or database says of agencies, and accepted of findings, holds at once. `jobs` is the number
    of processes. A file already stored (by its SHA-256) is not read again; a bad one is told of and stops nothing;
    memory does not grow with the number of files. With `make`, `db` is a scratch one, and the one to store in is made
    (and closed) once there is something to store. What is told of is on the disk. `stop` is asked before each file:
    once it says so, no other is begun, and what became of those before is still told. Raises GiktuiError where the
    database cannot be written: what was imported before stays.
    """
    options = _Options(agency, year, form, replace, strict, dry_run, trust, limits, actor or whoever())
    keeping = _Keeping(db, None if dry_run else make)
    sync_later(db)
    try:
        yield from _on_the_disk(_each(keeping, paths, jobs, options, stop), keeping)
    finally:
        sync_at_once(keeping.db)
        if keeping.db is not db:
            keeping.db.close()


def _each(
    keeping: _Keeping, paths: Iterable[Path | Source], jobs: int, options: _Options, stop: Callable[[], bool]
) -> Iterator[Imported]:
    recogniser: Recogniser[Imported | _File] = Recogniser(jobs)
    for known, found in recogniser.each(_work(keeping, paths, options, stop)):
        if isinstance(known, Imported):
            yield known
        else:
            assert found is not None, "a file that was read has an answer"
            yield _stored(keeping, known, found, options)


def _on_the_disk(imported: Iterator[Imported], keeping: _Keeping) -> Iterator[Imported]:
    """Passes on what became of the files once it is on the disk: of some together, since each time takes milliseconds,
    but soon enough for who watches."""
    waiting: list[Imported] = []
    since = monotonic()
    for one in imported:
        waiting.append(one)
        if len(waiting) >= _TOGETHER or monotonic() - since > _SOON:
            bring_to_disk(keeping.db)
            yield from waiting
            waiting, since = [], monotonic()
    bring_to_disk(keeping.db)
    yield from waiting


def _work(
    keeping: _Keeping, paths: Iterable[Path | Source], options: _Options, stop: Callable[[], bool]
) -> Iterator[tuple[Imported | _File, Job | None]]:
    """Each file with the job of recognising it, or with what is to be said of it already."""
    for path in _files_and_sources(paths):
        if stop():
            return
        if isinstance(path, Source):
            yield _fetched(keeping.db, path, options)
            continue
        if (taken := _handed_over(keeping, path, options)) is not None:
            yield taken, None
            continue
        try:
            data = bytes_of(path, options.limits)
        except GiktuiError as error:
            yield Imported(path, "refused", str(error)), None
            continue
        if is_notice(data, plain_name(path.name), options.limits):
            yield Imported(path, "present", _("整改通知本身，没有可导入的；要收回的是回复表")), None
            continue
        if is_reply(data, plain_name(path.name), options.limits):
            yield _answered(keeping.db, path, data, options), None
            continue
        file = _File(path, digest(data))
        if (there := _present(keeping.db, file, options)) is not None:
            yield there, None
        else:
            name, keep = plain_name(path.name), not options.dry_run
            yield file, Job(data, name, options.agency, options.year, options.form, options.limits, keep)


def _files_and_sources(paths: Iterable[Path | Source]) -> Iterator[Path | Source]:
    for path in paths:
        if isinstance(path, Source):
            yield path
        else:
            yield from files_of([path])


def _fetched(db: sqlite3.Connection, source: Source, options: _Options) -> tuple[Imported | _File, Job | None]:
    """What was fetched with the job of recognising it, or with what is to be said of it already."""
    address = plain_name(source.address)
    if source.error:
        return Imported(address, "refused", source.error), None
    if source.present:
        entries = tuple(entry_of(db, id) for id in reports_at(db, source.address))
        return Imported(address, "present", _("这个网址已经导入过"), entries), None
    if source.data.startswith(b"SQLite format 3\x00"):
        return Imported(address, "refused", _("{name} 是数据库，不从网上读取。").format(name=address)), None
    file = _File(address, digest(source.data), source)
    if (there := _present(db, file, options)) is not None:
        return there, None
    agency, year = options.agency or source.agency, options.year or source.year
    name, keep = plain_name(source.name), not options.dry_run
    return file, Job(source.data, name, agency, year, options.form, options.limits, keep)


def _handed_over(keeping: _Keeping, path: Path, options: _Options) -> Imported | None:
    """What became of a package or another database; None for a file of any other kind, and for a pipe, of which what is
    read is gone."""
    if not os.path.isfile(path):  # noqa: PTH113 - unlike Path's, it never raises
        return None
    try:
        with path.open("rb", buffering=0) as file:
            opening = file.read(16)
    except OSError:
        return None
    database = opening == b"SQLite format 3\x00"
    if not database and not opening.startswith(b"PK\x03\x04"):
        return None
    from giktui.readers.formats.package import is_handover
    from giktui.store.exchange.database_merge import take_database
    from giktui.store.exchange.package_import import Terms, take_package

    if not database and not is_handover(path):
        return None
    if options.agency or options.year or options.form:
        said = _("{path} 里的报告各有机关和年份，不能用 --agency、--year、--form 另行指定。")
        return Imported(path, "refused", said.format(path=path))
    terms = Terms(options.replace, options.strict, options.dry_run, options.limits, options.actor, options.trust)
    return (take_database if database else take_package)(keeping.database(), path, terms)


def _answered(db: sqlite3.Connection, path: Path, data: bytes, options: _Options) -> Imported:
    """What became of a reply sheet to a notice of ours."""
    from giktui.store.review.replies import take_reply

    if options.agency or options.year or options.form:
        said = _("{path} 是整改回复表，不能用 --agency、--year、--form 另行指定。")
        return Imported(path, "refused", said.format(path=path))
    try:
        taken = take_reply(
            db, data, plain_name(path.name), actor=options.actor, dry_run=options.dry_run, limits=options.limits
        )
    except GiktuiError as error:
        return Imported(path, "refused", str(error))
    said = _("整改回复：更正 {edited}，说明 {explained}，已收过 {known}").format(
        edited=taken.edited, explained=taken.explained, known=taken.known
    )
    refused = tuple((taken.entry.agency, why) for why in taken.named)
    if not (taken.edited or taken.explained or refused):
        return Imported(path, "present", said, (taken.entry,))
    return Imported(path, "doubts" if refused else "read", said, (taken.entry,), (), refused)


def _present(db: sqlite3.Connection, file: _File, options: _Options) -> Imported | None:
    if options.replace or options.agency or options.year or options.form:
        return None
    stored = reports_of(db, file.sha256)
    if not stored:
        return None
    entries = tuple(entry_of(db, id) for id in stored)
    return Imported(file.path, "present", _("这个文件已经导入过"), entries)


def _stored(keeping: _Keeping, file: _File, found: Found, options: _Options) -> Imported:
    """Store what was found in one file, in one transaction."""
    path = file.path
    if found.error:
        return Imported(path, "refused", found.error, refused=found.refused)
    db = keeping.database() if any(not _unusable(one, options) for one in found.recognitions) else keeping.db
    if (there := _present(db, file, options)) is not None:  # twice in one import
        return there
    found = dataclasses.replace(found, recognitions=tuple(_in_tree(db, one) for one in found.recognitions))
    refused = list(found.refused)
    entries: list[Entry] = []
    kept: list[Recognition] = []
    present = 0
    if options.dry_run:
        for one in found.recognitions:
            why = _unusable(one, options)
            refused.append((_named(one), why)) if why else kept.append(one)
    else:
        assert found.document is not None, "a file that may be stored comes as it is kept"
        with writing(db):
            for one in found.recognitions:
                why = _unusable(one, options)
                same = None if why else _same(db, one)
                if same is not None:
                    if file.source is not None:  # known from elsewhere: now it is known where it is published too
                        link_document(db, same.id, same.revision, _kept(found.document, file, one))
                    present += 1
                    entries.append(same)
                    continue
                try:
                    if why:
                        raise GiktuiError(why)
                    entries.append(_save(db, one, _kept(found.document, file, one), options))
                    kept.append(one)
                except GiktuiError as error:
                    refused.append((_named(one), str(error)))
    return _summary(path, tuple(entries), tuple(kept), tuple(refused), present)


def _kept(document: StoredDocument, file: _File, one: Recognition) -> StoredDocument:
    """The file with where it came from, and when that was published: as it says itself, else as the page leading to it
    does."""
    address = file.source.address if file.source else ""
    published = one.published or (file.source.published if file.source else "")
    return dataclasses.replace(document, address=address, published=published)


def _in_tree(db: sqlite3.Connection, one: Recognition) -> Recognition:
    """The report under the full name of its agency, where it has one that many have (区教育局) and only one agency of
    the tree is called so in its own place."""
    name = one.report.agency
    if all(doubt.rule != "FV-TITLE" for doubt in one.doubts) or (whole := agency_ending(db, name)) is None:
        return one
    report = dataclasses.replace(one.report, agency=whole)
    return dataclasses.replace(one, report=report, doubts=tuple(d for d in one.doubts if d.rule != "FV-TITLE"))


def _save(db: sqlite3.Connection, one: Recognition, document: StoredDocument, options: _Options) -> Entry:
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


def _unusable(one: Recognition, options: _Options) -> str:
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
