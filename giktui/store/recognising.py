"""Reading files and recognising the reports in them, here or in worker processes, always in the order of the files."""

import copyreg
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from operator import attrgetter
from typing import Generic, TypeVar

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.readers import Limits, Reading, Recognition
from giktui.readers.document import Place

_AHEAD = 3
"""How many files are handed out for each worker: enough to keep it busy, few enough to keep memory small."""

Tag = TypeVar("Tag")

# A file has some 200 readings: pickled as slotted dataclasses are, they take half as long as recognising them did.
for _kind in (Place, Reading):
    _values = attrgetter(*_kind.__slots__)
    copyreg.pickle(_kind, lambda value, kind=_kind, values=_values: (kind, values(value)))  # type: ignore[misc]


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
    """Recognises files in the order in which they come, in `jobs` processes; a file that kills one is refused.

    Processes are spawned, not forked: the parent may have threads and has a database open.
    """

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def each(self, work: Iterable[tuple[Tag, Job | None]]) -> Iterator[tuple[Tag, Found | None]]:
        """The answer to each job, None for None; only a few jobs are taken before their answers are."""
        if self.jobs <= 1:
            yield from ((tag, None if job is None else recognised(job)) for tag, job in work)
            return
        waiting: deque[tuple[Tag, Job | None, Future[Found] | None]] = deque()
        try:
            for tag, job in work:
                waiting.append((tag, job, None if job is None else self._submit(job)))
                if len(waiting) > self.jobs * _AHEAD:
                    first, its_job, answer = waiting.popleft()
                    yield first, self._answer(its_job, answer)
            while waiting:
                first, its_job, answer = waiting.popleft()
                yield first, self._answer(its_job, answer)
        finally:
            self._close()

    def _submit(self, job: Job) -> Future[Found] | None:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self.jobs, mp_context=get_context("spawn"), initializer=_ignore_interrupt)
        try:
            return self._pool.submit(recognised, job)
        except BrokenProcessPool:
            self._close()
            return None

    def _answer(self, job: Job | None, answer: Future[Found] | None) -> Found | None:
        if job is None:
            return None
        try:
            if answer is not None:
                return answer.result()
        except BrokenProcessPool:
            self._close()
        # A worker died, perhaps over another file: this one gets a process of its own.
        with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_ignore_interrupt) as alone:
            try:
                return alone.submit(recognised, job).result()
            except BrokenProcessPool:
                return Found(error=_("读取 {name} 时程序崩溃，没有读出内容。").format(name=job.name))

    def _close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


def _ignore_interrupt() -> None:
    """Ctrl+C reaches the whole group of processes; the parent alone decides what to do."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
