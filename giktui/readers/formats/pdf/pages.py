"""The pages of a PDF, taken apart in a process of their own (`readers.isolated`)."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from giktui.i18n import _
from giktui.readers.formats.pdf.joining import join
from giktui.readers.formats.pdf.page import Piece, is_picture, pieces_of


def read(data: bytes, most: int, tell: Callable[[int, int], None]) -> dict[str, Any]:
    """The blocks of a PDF of `most` pages at most, or why there are none; `tell` is told of each page that is a
    picture, since that takes seconds."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    pieces: list[Piece] = []
    troubles: list[tuple[int, str]] = []
    seen: list[int] = []
    try:
        with pdfplumber.open(BytesIO(data)) as pdf:
            if len(pdf.pages) > most:
                return {"error": "pages"}
            for page in pdf.pages:
                found, trouble = pieces_of(page)
                if is_picture(page):
                    tell(page.page_number, len(pdf.pages))
                    found, trouble = _seen(data, page.page_number)
                    seen += [page.page_number] if found else []
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
    return {"blocks": join(pieces), "troubles": troubles, "seen": seen}


def _seen(data: bytes, number: int) -> tuple[list[Piece], str]:
    """The pieces of a page that is a picture, rendered and read as one."""
    from giktui.readers.formats.picture import engine
    from giktui.readers.formats.picture.pages import pieces_of_picture, rendered

    if not engine.is_here():
        return [], engine.how_to_read_page(number)
    found = pieces_of_picture(rendered(data, number), number)
    return found, "" if found else _("第 {n} 页是图片，没有识别出文字。").format(n=number)
