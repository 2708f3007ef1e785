"""Reading a file within limits of time and memory: what a reader cannot know beforehand, its process enforces.

A small file that is mostly taken apart in Python is read in this process, with an alarm. Any other is for a process of
its own, which the system ends (`limit_process`, `limit_time`).
"""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from giktui.i18n import _
from giktui.ingest.job import Found, Job, recognised

MEMORY = 2 * 1024**3
_HERE = 128 * 1024
"""Bytes of a file that may be read in this process: with so many, not even squared they take long."""
_SMALL = (".txt", ".md", ".csv", ".json", ".html", ".htm")
"""Files taken apart quickly, and without much that is not Python: several make a batch."""


class TooLong(BaseException):
    """The alarm: no reader's `except Exception` may take it for a damaged file."""


def plain(job: Job) -> bool:
    """Whether the file is of a kind that several are handed to a process at a time."""
    return job.name.lower().endswith(_SMALL)


def harmless(job: Job) -> bool:
    """Whether the file may be read in this process: it cannot end it, nor keep it busy. A PDF has a process anyway."""
    return job.name.lower().endswith(".pdf") or (plain(job) and len(job.data) <= _HERE)


def recognised_here(job: Job) -> Found:
    """As `recognised`, for a `harmless` file: given up after `limits.reading` seconds."""
    try:
        with alarm(job.limits.reading):
            return recognised(job)
    except TooLong:
        return stopped(job)


def stopped(job: Job) -> Found:
    """The answer for a file whose reading was ended."""
    said = _("读 {name} 花的时间太长、占的内存太多，或使程序崩溃，没有读取。请换一种格式另存后再试。")
    return Found(error=said.format(name=job.name))


def limit_process() -> None:
    """Bound the memory of this process, which reads files for another, where the system can.

    A forked process has all that its parent had: the bound is for what comes on top, or nothing could be had at all.
    """
    with suppress(ImportError, ValueError, OSError):
        import resource

        _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = MEMORY + _taken()
        bound = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_AS, (bound, hard))


def _taken() -> int:
    """The bytes of address space that this process has; 0 where the system does not tell."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text("ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE") if statm.exists() else 0


def limit_time(seconds: float) -> None:
    """Have the system end this process after so many more seconds of processor time, where it can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 1, hard))


@contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Raises TooLong inside after so long, where a signal can: in the main thread, and nobody else waits for one."""
    usable = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if not usable or signal.getsignal(signal.SIGALRM) is not signal.SIG_DFL:
        yield
        return

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise TooLong

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
