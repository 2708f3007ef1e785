"""Reading files and recognising the reports in them, here and in other processes, always in the order of the files."""

import copyreg
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from time import monotonic
from typing import Generic, TypeVar

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.readers import Limits, Reading, Recognition
from giktui.readers.document import Place

_AHEAD = 3
"""How many files are handed out for each worker: enough to keep it busy, few enough to keep memory small."""

_WORTH = 0.3
"""Seconds of work after which there are taken to be enough files to start other processes, which takes as long."""

_SAFE = (".txt", ".md", ".csv", ".json", ".html", ".htm")
"""Files taken apart without much that is not Python."""

Tag = TypeVar("Tag")

for _kind in (Place, Reading):  # named tuples pickled as such take twice as long, and a file has hundreds
    copyreg.pickle(_kind, lambda value, kind=_kind: (kind, (*value,)))  # type: ignore[misc]


@dataclass(frozen=True, slots=True)
class Job:
    """A file's bytes, and what is known of the reports in it beforehand."""

    data: bytes
    name: str
    agency: str | None = None
    year: int | None = None
    form: str | None = None
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Found:
    """The reports found in a file; files inside an archive that were refused, with why; or why the file itself was."""

    recognitions: tuple[Recognition, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    error: str = ""


def recognised(job: Job) -> Found:
    """Read and recognise one file; what is wrong with it is in the answer."""
    from giktui.readers import reports_in

    refused: list[tuple[str, str]] = []
    try:
        found = reports_in(
            job.data,
            job.name,
            agency=job.agency,
            year=job.year,
            form=job.form,
            limits=job.limits,
            refuse=lambda name, error: refused.append((name, str(error))),
        )
    except GiktuiError as error:
        return Found(refused=tuple(refused), error=str(error))
    return Found(tuple(_overridden(one, job) for one in found), tuple(refused))


def _overridden(one: Recognition, job: Job) -> Recognition:
    """The interchange form is not recognised, so that what is known beforehand has to be entered here."""
    report = replace(one.report, agency=job.agency or one.report.agency, year=job.year or one.report.year)
    return replace(one, report=report)


class Recogniser(Generic[Tag]):
    """Recognises files in the order in which they come, in `jobs` processes, of which this is one.

    The others are started once that pays. This one stores what comes of it, and recognises the files whose turn it is
    while the others have enough to do: but none that could end it, so that a file that kills a process is refused.
    Processes are spawned, not forked: this one may have threads and has a database open.
    """

    def __init__(self, jobs: int) -> None:
        self._workers = jobs - 1
        self._pool: ProcessPoolExecutor | None = None
        self._ready: Future[None] | None = None
        self._handed_out = 0

    def each(self, work: Iterable[tuple[Tag, Job | None]]) -> Iterator[tuple[Tag, Found | None]]:
        """The answer to each job, None for None; only a few jobs are taken before their answers are."""
        if self._workers < 1:
            yield from ((tag, None if job is None else recognised(job)) for tag, job in work)
            return
        waiting: deque[tuple[Tag, Job | None, _Answer]] = deque()
        begun = monotonic()
        try:
            for tag, job in work:
                if self._pool is None and monotonic() - begun > _WORTH:
                    self._start()
                waiting.append((tag, job, None if job is None else self._taken(job)))
                while waiting and (len(waiting) > _AHEAD * self._workers * 4 or _known(waiting[0][2])):
                    first, its_job, answer = waiting.popleft()
                    yield first, self._told(its_job, answer)
            while waiting:
                first, its_job, answer = waiting.popleft()
                yield first, self._told(its_job, answer)
        finally:
            self._close()

    def _taken(self, job: Job) -> "Found | Future[Found]":
        """Hand the job out, or do it here."""
        safe = job.name.lower().endswith(_SAFE)
        if safe and (self._pool is None or not _known(self._ready) or self._handed_out >= self._workers * _AHEAD):
            return recognised(job)
        if self._pool is None:
            self._start()
        assert self._pool is not None, "just started"
        try:
            answer = self._pool.submit(recognised, job)
        except BrokenProcessPool:
            self._close()
            return _alone(job)
        self._handed_out += 1
        return answer

    def _told(self, job: Job | None, answer: "_Answer") -> Found | None:
        if job is None or not isinstance(answer, Future):
            return answer if isinstance(answer, Found) else None
        self._handed_out -= 1
        try:
            return answer.result()
        except (BrokenProcessPool, CancelledError):
            self._close()
            return _alone(job)  # a worker died, perhaps over another file

    def _start(self) -> None:
        self._pool = ProcessPoolExecutor(self._workers, mp_context=get_context("spawn"), initializer=_prepare)
        self._ready = self._pool.submit(_nothing)

    def _close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = self._ready = None


_Answer = Found | Future[Found] | None


def _known(answer: Future[None] | _Answer) -> bool:
    return not isinstance(answer, Future) or answer.done()


def _alone(job: Job) -> Found:
    """Recognise one file in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_prepare) as alone:
        try:
            return alone.submit(recognised, job).result()
        except BrokenProcessPool:
            return Found(error=_("读取 {name} 时程序崩溃，没有读出内容。").format(name=job.name))


def _prepare() -> None:
    """Ctrl+C reaches the whole group of processes, and the parent alone decides what to do; load what is needed."""
    import giktui.readers.recogniser
    import giktui.readers.text  # noqa: F401

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _nothing() -> None:
    """Done as soon as a process has started."""
