"""Recognising files here and in other processes, always in the order of the files."""

import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, nullcontext, redirect_stderr
from multiprocessing import get_context, parent_process
from time import monotonic
from typing import Any, Generic, TypeVar

from giktui.ingest.job import Found, Job, recognised
from giktui.ingest.limited import harmless, limit_process, limit_time, plain, recognised_here, stopped

_AHEAD = 3
"""How many batches are handed out for each worker: enough to keep it busy, few enough to keep memory small."""

_BATCH = 8
"""Files in a batch: handing out one by one takes a tenth of the time that recognising one takes."""

_HEAVY = 1 << 20
"""Bytes above which a batch takes no more files."""

_WORTH = 0.03
"""Seconds of work after which there are taken to be enough files to start other processes."""

Tag = TypeVar("Tag")
Answer = TypeVar("Answer")


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Recogniser(Generic[Tag]):
    """Recognises files in the order in which they come, in `jobs` processes, of which this is one.

    The others are started once that pays, or for a file that is not harmless (`limited`). From then on this one stores
    what comes of it, and recognises files only while the others have enough to do, and only harmless ones: a file that
    kills a process is refused. With one job, another process recognises those while this one waits.
    """

    def __init__(self, jobs: int) -> None:
        self._together = jobs > 1
        self._workers = max(jobs - 1, 1)
        self._pool: ProcessPoolExecutor | None = None
        self._ready: Future[None] | None = None
        self._handed_out: list[Future[list[Found]]] = []

    def each(self, work: Iterable[tuple[Tag, Job | None]]) -> Iterator[tuple[Tag, Found | None]]:
        """The answer to each job, None for None; only some dozens of jobs are taken before their answers are."""
        if not self._together:
            try:
                yield from ((tag, None if job is None else self._one(job)) for tag, job in work)
            finally:
                self._close()
            return
        waiting: deque[tuple[list[tuple[Tag, Job | None]], _Answers]] = deque()
        begun = monotonic()
        try:
            for batch in _batches(work):
                if self._pool is None and self._workers and monotonic() - begun > _WORTH:
                    self._start()
                waiting.append((batch, self._taken([job for _tag, job in batch if job is not None])))
                while waiting and _known(waiting[0][1]) and self._enough():
                    yield from self._told(*waiting.popleft())
                if len(waiting) > _AHEAD * self._workers * 4:
                    yield from self._told(*waiting.popleft())
            while waiting:
                yield from self._told(*waiting.popleft())
        finally:
            self._close()

    def _one(self, job: Job) -> Found:
        """Recognise a file and wait for it."""
        if harmless(job):
            return recognised_here(job)
        if self._pool is None:
            self._start()
        if self._pool is None:
            return recognised_here(job)
        try:
            return self._pool.submit(_all, [job]).result()[0]
        except BrokenProcessPool:
            self._close()
            return stopped(job)

    def _taken(self, jobs: Sequence[Job]) -> "_Answers":
        """Hand the jobs out, or do them here."""
        safe = all(map(harmless, jobs))
        if self._pool is None and not safe and self._workers:
            self._start()
        if self._pool is None or (safe and self._enough()):
            return [recognised_here(job) for job in jobs]
        try:
            answers = self._pool.submit(_all, jobs)
        except BrokenProcessPool:
            self._close()
            return [_alone(job) for job in jobs]
        self._handed_out.append(answers)
        return answers

    def _enough(self) -> bool:
        """Whether the others have enough to do, so that this process may do something else than find them more."""
        self._handed_out = [answers for answers in self._handed_out if not answers.done()]
        return self._pool is None or not _known(self._ready) or len(self._handed_out) >= self._workers * _AHEAD

    def _told(self, batch: Sequence[tuple[Tag, Job | None]], answers: "_Answers") -> Iterator[tuple[Tag, Found | None]]:
        if isinstance(answers, Future):
            try:
                answers = answers.result()
            except (BrokenProcessPool, CancelledError):
                self._close()
                answers = [_alone(job) for _tag, job in batch if job]  # a worker died, perhaps over another file
        each = iter(answers)
        for tag, job in batch:
            yield tag, None if job is None else next(each)

    def _start(self) -> None:
        try:
            with starting(self._workers) as pool:
                self._pool = pool  # to be closed, if no process can be started for what follows
                self._ready = pool.submit(_nothing)
        except (OSError, ImportError):  # no semaphores here, or no process may be started: one does as well
            self._close()
            self._workers = 0

    def _close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = self._ready = None


def start_method() -> str:
    """How to start another process: forked in milliseconds where nothing speaks against it, else spawned.

    Threads do, whose locks a fork would inherit as they are. A database does not, as long as the other process leaves
    the connection it inherits alone: its locks belong to this process, and it ends without closing anything.
    """
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


@contextmanager
def numbered_stderr() -> Iterator[None]:
    """The process that tidies up after the others is handed stderr by its number; what stands for it while the screen
    is drawn has none (-1), and nothing would start."""
    try:
        number = sys.stderr.fileno()
    except (AttributeError, OSError, ValueError):
        number = -1
    with nullcontext() if number >= 0 or sys.__stderr__ is None else redirect_stderr(sys.__stderr__):
        yield


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Ctrl+C waits: within the hooks that Python runs around a fork it would be lost."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def starting(workers: int) -> Iterator[ProcessPoolExecutor]:
    """A pool of so many processes, open beyond the block, in which they can be started unharmed: the pool starts them
    when it is handed its first work. Raises OSError or ImportError where there can be none."""
    with uninterrupted(), numbered_stderr():
        yield ProcessPoolExecutor(workers, mp_context=get_context(start_method()), initializer=prepare_worker)


_Answers = list[Found] | Future[list[Found]]


def _batches(work: Iterable[tuple[Tag, Job | None]]) -> Iterator[list[tuple[Tag, Job | None]]]:
    """The work in batches for one process each; what takes long or could end a process, in a batch of its own."""
    batch: list[tuple[Tag, Job | None]] = []
    size = 0
    for tag, job in work:
        if job is not None and not plain(job):
            if batch:
                yield batch
            yield [(tag, job)]
            batch, size = [], 0
            continue
        batch.append((tag, job))
        size += len(job.data) if job else 0
        if len(batch) >= _BATCH or size >= _HEAVY:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _known(answers: "Future[None] | _Answers | None") -> bool:
    return not isinstance(answers, Future) or answers.done()


def _all(jobs: Sequence[Job]) -> list[Found]:
    """What a process for others does: recognise files, each within its time."""
    answers: list[Found] = []
    for job in jobs:
        limit_time(job.limits.reading)
        answers.append(recognised(job))
    return answers


def _alone(job: Job) -> Found:
    """Recognise one file in a process of its own."""
    return apart(recognised, job, seconds=job.limits.reading) or stopped(job)


def apart(function: Callable[..., Answer], *given: Any, seconds: float) -> Answer | None:
    """What the function gives, in a process of its own; None where that took too much and was ended."""
    try:
        with starting(1) as alone:
            answer = alone.submit(_within, seconds, function, given)
    except (OSError, ImportError):  # no process may be started
        return function(*given)
    with alone:
        try:
            return answer.result()
        except BrokenProcessPool:
            return None


def _within(seconds: float, function: Callable[..., Answer], given: Sequence[Any]) -> Answer:
    limit_time(seconds)
    return function(*given)


def prepare_worker() -> None:
    """Ctrl+C reaches the whole group of processes, and the parent alone decides what to do; the memory has a bound."""
    threading.Thread(target=_end_with_parent, daemon=True).start()  # before the bound: a thread without room hangs
    limit_process()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(100_000)  # as giktui.__main__ does


def _end_with_parent() -> None:
    """Leave no process behind when the parent is killed: its end of the queue stays open in those forked from it."""
    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(1)


def _nothing() -> None:
    """Done as soon as a process has started."""
