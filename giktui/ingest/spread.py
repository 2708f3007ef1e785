"""The same work on many things, in this process and in others, the answers in the order of the things.

A handful is done here: starting processes costs more. Only some batches are handed out ahead, so that memory does not
grow with the number of things.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from time import monotonic
from typing import Generic, NamedTuple, TypeVar

from giktui.ingest.pool import processors, starting

Thing = TypeVar("Thing")
Answer = TypeVar("Answer")

_BATCH = 32
_AHEAD = 3
"""Batches handed out for each process: enough to keep it busy, few enough to keep memory small."""
_WORTH = 0.4
"""Seconds of work after which there are taken to be enough things to start processes."""


class _Ways(NamedTuple, Generic[Thing, Answer]):
    """How the work is done in this process, and in another."""

    here: Callable[[Thing], Answer]
    there: Callable[[Thing], Answer]


def spread(
    things: Iterable[Thing],
    here: Callable[[Thing], Answer],
    there: Callable[[Thing], Answer],
    *,
    jobs: int | None = None,
) -> Generator[tuple[Thing, Answer], None, None]:
    """Each thing with what `here` answers in this process, or `there` in one of as many others as there are processors,
    or `jobs`; `there`, the things and the answers can be pickled.

    A thing that ends a process is done here, where its exception is seen.
    """
    waiting = iter(things)
    jobs = processors() if jobs is None else jobs
    begun = monotonic()
    for thing in waiting:
        yield thing, here(thing)
        if jobs > 1 and monotonic() - begun > _WORTH:
            break
    else:
        return
    with starting(jobs) as pool:
        answers = _answers(pool, jobs, _Ways(here, there), waiting)
    try:
        yield from answers
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _answers(
    pool: ProcessPoolExecutor, jobs: int, work: _Ways[Thing, Answer], things: Iterator[Thing]
) -> Iterator[tuple[Thing, Answer]]:
    handed: deque[tuple[list[Thing], Future[list[Answer]] | None]] = deque()

    def hand_out() -> None:
        batch = list(islice(things, _BATCH))
        if batch:
            try:
                handed.append((batch, pool.submit(_batch, work.there, batch)))
            except BrokenProcessPool:
                handed.append((batch, None))

    for _one in range(jobs * _AHEAD):
        hand_out()
    while handed:
        batch, answers = handed.popleft()
        try:
            done = answers.result() if answers is not None else list(map(work.here, batch))
        except BrokenProcessPool:
            done = list(map(work.here, batch))
        hand_out()
        yield from zip(batch, done, strict=True)


def _batch(work: Callable[[Thing], Answer], things: Sequence[Thing]) -> list[Answer]:
    return list(map(work, things))
