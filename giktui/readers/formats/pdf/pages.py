"""The pages of a PDF, taken apart in a process of their own (`readers.isolated`)."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from giktui.i18n import _
from giktui.readers.formats.pdf.joining import join
from giktui.readers.formats.pdf.page import Box, Piece, is_picture, pieces_of, tables_shown


def read(data: bytes, most: int, tell: Callable[[int, int], None]) -> dict[str, Any]:
    """The blocks of a PDF of `most` pages at most, or why there are none; `tell` is told of each page that is a
    picture, since that takes seconds."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    pieces: list[Piece] = []
    troubles: list[tuple[int, str]] = []
    seen: list[int] = []
    pictures = 0
    try:
        with pdfplumber.open(BytesIO(data)) as pdf:
            if len(pdf.pages) > most:
                return {"error": "pages"}
            for page in pdf.pages:
                found, trouble = pieces_of(page)
                shown = [None] if is_picture(page) else tables_shown(page, found)
                if shown:
                    pictures += 1
                    tell(page.page_number, len(pdf.pages))
                    more, trouble = _seen(data, page.page_number, shown, pictures)
                    seen += [page.page_number] if more else []
                    found = sorted([*(found if shown[0] else ()), *more], key=lambda piece: piece.top)
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


def _seen(data: bytes, number: int, boxes: Sequence[Box | None], pictures: int) -> tuple[list[Piece], str]:
    """The pieces of the boxes (None: all) of a page that are pictures, rendered and read as such; the page is the so
    many-th of the file that has some."""
    from giktui.readers.formats.picture import engine
    from giktui.readers.formats.picture.pages import MOST_PAGES, pieces_on_page

    if not engine.is_here():
        return [], engine.how_to_read_page(number)
    if pictures > MOST_PAGES:
        return [], _("第 {n} 页是图片，没有识别：一个文件最多识别 {most} 页图片。").format(n=number, most=MOST_PAGES)
    found = [piece for box in boxes for piece in pieces_on_page(data, number, box)]
    return found, "" if found else _("第 {n} 页是图片，没有识别出文字。").format(n=number)
