"""Importing files: read, recognised, stored with their bytes, and where each value stood (`storing`)."""

import os
import sqlite3
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from pathlib import Path

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.ingest.discover import files_of
from giktui.ingest.job import Job
from giktui.ingest.kept_file import digest
from giktui.ingest.pool import Recogniser
from giktui.ingest.source import Source
from giktui.readers import Limits, bytes_of
from giktui.readers.encoding import plain_name
from giktui.review import is_notice, is_reply
from giktui.store.connection.surroundings import actor as whoever
from giktui.store.connection.transaction import sync_at_once, sync_later
from giktui.store.reports.documents import reports_at
from giktui.store.reports.import_result import Imported
from giktui.store.reports.index import entry_of
from giktui.store.reports.storing import File, Options, Storing, present


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
    untold: Callable[[Imported], None] = lambda _one: None,
) -> Generator[Imported, None, None]:
    """Import files, folders, patterns and what was fetched; what became of each, in their order, once it is known.

    `agency`, `year` and `form` override what is recognised. With `replace` a stored report gives way to the file's (and
    stays in the journal), with `strict` nothing doubtful is stored, with `dry_run` nothing at all. With `trust`, what a
    package or database says of agencies, and accepted of findings, holds at once. `jobs` is the number
    of processes. A file already stored (by its SHA-256) is not read again; a bad one is told of and stops nothing;
    memory does not grow with the number of files. With `make`, `db` is a scratch one, and the one to store in is made
    (and closed) once there is something to store. What is told of is on the disk. `stop` is asked before each file:
    once it says so, no other is begun, and what became of those before is still told. Where the caller is interrupted
    or closes the generator, what was read is stored all the same, and `untold` takes what became of it. Raises
    GiktuiError where the database cannot be written: what was imported before stays.
    """
    options = Options(agency, year, form, replace, strict, dry_run, trust, limits, actor or whoever())
    storing = Storing(db, None if dry_run else make, options)
    sync_later(db)
    try:
        yield from _each(storing, paths, jobs, stop, untold)
    finally:
        sync_at_once(storing.db)
        if storing.db is not db:
            storing.db.close()


def _each(
    storing: Storing,
    paths: Iterable[Path | Source],
    jobs: int,
    stop: Callable[[], bool],
    untold: Callable[[Imported], None],
) -> Iterator[Imported]:
    recogniser: Recogniser[Imported | File] = Recogniser(jobs)
    known: deque[Imported] = deque()
    try:
        for file, found in recogniser.each(_work(storing, paths, stop)):
            known.extend(storing.take(file, found))
            while known:
                yield known.popleft()
        known.extend(storing.told())
        while known:
            yield known.popleft()
    except (KeyboardInterrupt, GeneratorExit):  # nobody asks any more, but what was read is kept
        for one in (*known, *storing.told()):
            untold(one)
        raise


def _work(
    storing: Storing, paths: Iterable[Path | Source], stop: Callable[[], bool]
) -> Iterator[tuple[Imported | File, Job | None]]:
    """Each file with the job of recognising it, or with what is to be said of it already."""
    options = storing.options
    for path in _files_and_sources(paths):
        if stop():
            return
        if isinstance(path, Source):
            yield _fetched(storing.db, path, options)
            continue
        if (taken := _handed_over(storing, path)) is not None:
            yield taken, None
            continue
        try:
            data = bytes_of(path, options.limits)
        except GiktuiError as error:
            yield Imported(path, "refused", str(error)), None
            continue
        name = plain_name(path.name)
        if is_notice(data, name, options.limits):
            yield Imported(path, "present", _("整改通知本身，没有可导入的；要收回的是回复表")), None
            continue
        if is_reply(data, name, options.limits):
            storing.store()
            yield _answered(storing.db, path, data, options), None
            continue
        file = File(path, digest(data))
        if (there := present(storing.db, file, options)) is not None:
            yield there, None
        else:
            keep = not options.dry_run
            yield file, Job(data, name, options.agency, options.year, options.form, options.limits, keep)


def _files_and_sources(paths: Iterable[Path | Source]) -> Iterator[Path | Source]:
    for path in paths:
        if isinstance(path, Source):
            yield path
        else:
            yield from files_of([path])


def _fetched(db: sqlite3.Connection, source: Source, options: Options) -> tuple[Imported | File, Job | None]:
    """What was fetched with the job of recognising it, or with what is to be said of it already."""
    address = plain_name(source.address)
    if source.error:
        return Imported(address, "refused", source.error), None
    if source.present:
        entries = tuple(entry_of(db, id) for id in reports_at(db, source.address))
        return Imported(address, "present", _("这个网址已经导入过"), entries), None
    if source.data.startswith(b"SQLite format 3\x00"):
        return Imported(address, "refused", _("{name} 是数据库，不从网上读取。").format(name=address)), None
    file = File(address, digest(source.data), source)
    if (there := present(db, file, options)) is not None:
        return there, None
    agency, year = options.agency or source.agency, options.year or source.year
    name, keep = plain_name(source.name), not options.dry_run
    return file, Job(source.data, name, agency, year, options.form, options.limits, keep)


def _handed_over(storing: Storing, path: Path) -> Imported | None:
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
    options = storing.options
    if options.agency or options.year or options.form:
        said = _("{path} 里的报告各有机关和年份，不能用 --agency、--year、--form 另行指定。")
        return Imported(path, "refused", said.format(path=path))
    terms = Terms(options.replace, options.strict, options.dry_run, options.limits, options.actor, options.trust)
    storing.store()
    return (take_database if database else take_package)(storing.database(), path, terms)


def _answered(db: sqlite3.Connection, path: Path, data: bytes, options: Options) -> Imported:
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
    if taken.unanswered:
        numbers = _("、").join(map(str, taken.unanswered))
        said += _("，还没有答复 {n} 项（第 {numbers} 项）").format(n=len(taken.unanswered), numbers=numbers)
    refused = tuple((taken.entry.agency, why) for why in taken.named)
    if not (taken.edited or taken.explained or refused):
        return Imported(path, "present", said, (taken.entry,))
    return Imported(path, "doubts" if refused else "read", said, (taken.entry,), (), refused)
