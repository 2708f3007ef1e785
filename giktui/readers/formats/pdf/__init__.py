"""PDF files with a text layer. The work is done in a process of its own, with bounds on its time and memory.

A damaged or hostile PDF can keep a parser busy for hours or unfold to many gigabytes, and nothing inside a Python
process can end that; a process can be ended.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from importlib.util import find_spec
from typing import Any

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.readers.document import Document, Grid, Line, Paragraph, Place, Trouble
from giktui.readers.extras import missing_extra
from giktui.readers.guesses import in_picture
from giktui.readers.isolated.process import TooSlow, ask
from giktui.readers.limits import Limits


def read(data: bytes, name: str, limits: Limits) -> list[Document]:
    """The file as one document. Raises GiktuiError: pdfplumber missing, damaged, encrypted, beyond limits."""
    if find_spec("pdfplumber") is None:
        raise missing_extra("pdf")
    try:
        answer = ask("pdf", data, limits)
    except TooSlow as error:
        raise GiktuiError(
            _("{name} 读了 {n:.0f} 秒还没有读完，已放弃。请换用 Word 版或网页版。").format(name=name, n=limits.seconds)
        ) from error
    except ValueError as error:
        raise _refused("damaged", name, limits) from error
    if "error" in answer:
        raise _refused(answer["error"], name, limits)
    return [_document(answer, name)]


def _refused(why: str, name: str, limits: Limits) -> GiktuiError:
    if why == "locked":
        return GiktuiError(_("{name} 加了密码，请去掉密码后再导入。").format(name=name))
    if why == "pages":
        return GiktuiError(_("{name} 超过 {n} 页，不像一份年报，没有读取。").format(name=name, n=limits.pages))
    if why == "memory":
        return GiktuiError(_("{name} 展开后过大，没有读取。").format(name=name))
    return GiktuiError(_("{name} 不是完好的 PDF，读不了。请重新下载后再导入。").format(name=name))


def _document(answer: Mapping[str, Any], name: str) -> Document:
    troubles = tuple(Trouble(str(message), Place(name, page=page)) for page, message in answer["troubles"])
    seen = frozenset(answer["seen"])
    return Document(blocks_of(answer["blocks"], name, seen), name, "pdf", troubles, guessed=bool(seen))


def blocks_of(answer: Iterable[Sequence[Any]], name: str, seen: Container[int] = ()) -> tuple[Paragraph | Grid, ...]:
    """The blocks that `joining.join` describes: ["p", page, text] or ["g", [[page, line, fields] …]]; the pages
    `seen` are pictures."""
    return tuple(
        Paragraph(str(block[2]), Place(name, page=block[1])) if block[0] == "p" else _grid(block[1], name, seen)
        for block in answer
    )


def _grid(lines: Iterable[Sequence[Any]], name: str, seen: Container[int]) -> Grid:
    def place(page: int, number: int) -> Place:
        cell = f"A{number}"
        return in_picture(name, page, cell) if page in seen else Place(name, page=page, cell=cell)

    return Grid(tuple(Line(tuple(fields), place(page, number)) for page, number, fields in lines), aligned=True)
