"""The process that reads one PDF: its bytes on stdin, the limits as arguments, the blocks as JSON on stdout."""

import contextlib
import json
import logging
import sys
from io import BytesIO
from typing import Any

from giktui.readers.formats.pdf.joining import join
from giktui.readers.formats.pdf.page import Piece, pieces_of

MEMORY = 2 * 1024**3


def main() -> None:
    """Reads, prints, and ends with 0 whether or not the file could be read: the answer says which."""
    pages, seconds = int(sys.argv[1]), int(sys.argv[2])
    _bound(seconds)
    logging.disable(logging.CRITICAL)
    data = sys.stdin.buffer.read()
    try:
        answer = _read(data, pages)
    except MemoryError:
        answer = {"error": "memory"}
    json.dump(answer, sys.stdout, ensure_ascii=True)


def _bound(seconds: int) -> None:
    """Limits the memory and the processor time of this process, where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))


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
