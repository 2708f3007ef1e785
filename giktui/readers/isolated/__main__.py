"""The process that takes PDFs and pictures apart, for `process.ask`.

On stdin come, for each file, a line of JSON that says what it is, how long, and what it may take, and then its bytes;
on stdout go lines of JSON: `at` and `of` (pages), each time a page takes long, and at last the blocks, or `error`.
"""

import contextlib
import json
import logging
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

MEMORY = 2 * 1024**3
"""Bytes of address space a PDF may take; a picture's models take more (`_ROOM`)."""
_ROOM = 6 * 1024**3
_ENOUGH = 1536 * 1024
"""Kilobytes at its peak after which the process has had enough, and a new one takes the next file."""
_IDLE = 60
"""Seconds without a file after which the process ends."""
_READERS = {"pdf": "giktui.readers.formats.pdf.pages", "picture": "giktui.readers.formats.picture.pages"}

Tell = Callable[[int, int], None]
"""Takes the page that is begun and how many there are."""


def main() -> None:
    """Answers until stdin ends, whether or not a file could be read: the answer says which."""
    logging.disable(logging.CRITICAL)
    wanted = sys.stdin.buffer
    while True:
        _wake_in(_IDLE)
        line = wanted.readline()
        _wake_in(0)
        if not line:
            return
        asked = json.loads(line)
        data = wanted.read(asked["length"])
        answer = _answer(asked, data)
        _say(answer)
        if answer.get("error") == "memory" or _peak() > _ENOUGH:
            return


def _answer(asked: dict[str, Any], data: bytes) -> dict[str, Any]:
    seconds = asked["seconds"]

    def tell(at: int, of: int) -> None:
        _bound_memory(_ROOM)
        _bound_time(seconds)
        _say({"at": at, "of": of})

    _bound_memory(MEMORY)
    _bound_time(seconds)
    read: Callable[[bytes, int, Tell], dict[str, Any]] = import_module(_READERS[asked["kind"]]).read
    try:
        return read(data, asked["pages"], tell)
    except MemoryError:
        return {"error": "memory"}


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=True).encode() + b"\n")
    sys.stdout.buffer.flush()


def _wake_in(seconds: int) -> None:
    """End the process after so many seconds, where the system can; 0: not at all."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def _bound_memory(most: int) -> None:
    """Limits the memory of this process, where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _bound_time(seconds: int) -> None:
    """Limits the processor time that this process may take from now on, where the system can: that of four threads."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        spent = resource.getrusage(resource.RUSAGE_SELF)
        most = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (int(spent.ru_utime + spent.ru_stime) + 4 * seconds + 1, most))


def _peak() -> int:
    """The most memory this process has had, in kilobytes as Linux counts it; 0 where the system does not say."""
    with contextlib.suppress(ImportError):
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return 0


if __name__ == "__main__":
    main()
