"""The process that takes PDFs apart, for `process.ask`.

On stdin come, for each file, a line with its length, the most pages and the seconds it may take, and its bytes; on
stdout goes a line of JSON: the blocks, or `error`.
"""

import contextlib
import json
import logging
import signal
import sys
from io import BytesIO
from typing import Any

from giktui.readers.formats.pdf.joining import join
from giktui.readers.formats.pdf.page import Piece, pieces_of

MEMORY = 2 * 1024**3
_ENOUGH = 512 * 1024
"""Kilobytes at its peak after which the process has had enough, and a new one takes the next file."""
_IDLE = 60
"""Seconds without a file after which the process ends."""


def main() -> None:
    """Answers until stdin ends, whether or not a file could be read: the answer says which."""
    logging.disable(logging.CRITICAL)
    _bound_memory()
    wanted, answers = sys.stdin.buffer, sys.stdout.buffer
    while True:
        _wake_in(_IDLE)
        line = wanted.readline()
        _wake_in(0)
        if not line:
            return
        length, pages, seconds = map(int, line.split())
        _bound_time(seconds)
        data = wanted.read(length)
        try:
            answer = _read(data, pages)
        except MemoryError:
            answer = {"error": "memory"}
        answers.write(json.dumps(answer, ensure_ascii=True).encode() + b"\n")
        answers.flush()
        if answer.get("error") == "memory" or _peak() > _ENOUGH:
            return


def _wake_in(seconds: int) -> None:
    """End the process after so many seconds, where the system can; 0: not at all."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def _bound_memory() -> None:
    """Limits the memory of this process, where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _bound_time(seconds: int) -> None:
    """Limits the processor time that this process may take from now on, where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        spent = resource.getrusage(resource.RUSAGE_SELF)
        most = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (int(spent.ru_utime + spent.ru_stime) + seconds + 1, most))


def _peak() -> int:
    """The most memory this process has had, in kilobytes as Linux counts it; 0 where the system does not say."""
    with contextlib.suppress(ImportError):
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return 0


def _read(data: bytes, most: int) -> dict[str, Any]:
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    pieces: list[Piece] = []
    troubles: list[tuple[int, str]] = []
    try:
        with pdfplumber.open(BytesIO(data)) as pdf:
            if len(pdf.pages) > most:
                return {"error": "pages"}
            for page in pdf.pages:
                found, trouble = pieces_of(page)
                pieces.extend(found)
                if trouble:
                    troubles.append((page.page_number, trouble))
                page.close()
    except MemoryError:
        raise
    except PdfminerException as error:
        locked = any(isinstance(cause, PDFPasswordIncorrect) for cause in error.args)
        return {"error": "locked" if locked else "damaged"}
    except Exception:  # a mutated file makes the parser raise anything
        return {"error": "damaged"}
    return {"blocks": join(pieces), "troubles": troubles}


if __name__ == "__main__":
    main()
