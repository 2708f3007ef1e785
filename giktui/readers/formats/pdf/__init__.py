"""PDF files with a text layer. The work is done in a process of its own, with bounds on its time and memory.

A damaged or hostile PDF can keep a parser busy for hours or unfold to many gigabytes, and nothing inside a Python
process can end that; a process can be ended.
"""

from importlib.util import find_spec

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.readers.document import Document, Grid, Line, Paragraph, Place, Trouble
from giktui.readers.formats.pdf.process import TooSlow, ask
from giktui.readers.limits import Limits
from giktui.readers.registry import missing_extra


def read(data: bytes, name: str, limits: Limits) -> list[Document]:
    """The file as one document. Raises GiktuiError: pdfplumber missing, damaged, encrypted, beyond limits."""
    if find_spec("pdfplumber") is None:
        raise missing_extra("pdf")
    try:
        answer = ask(data, limits)
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


def _document(answer: dict[str, list[list[object]]], name: str) -> Document:
    """The document that the process of `__main__` describes: ["p", page, text] or ["g", [[page, line, fields] …]]."""
    blocks: list[Paragraph | Grid] = []
    for block in answer["blocks"]:
        if block[0] == "p":
            _kind, page, text = block
            blocks.append(Paragraph(str(text), Place(name, page=_page(page))))
        else:
            blocks.append(_grid(block[1], name))
    troubles = tuple(Trouble(str(message), Place(name, page=_page(page))) for page, message in answer["troubles"])
    return Document(tuple(blocks), name, "pdf", troubles)


def _grid(lines: object, name: str) -> Grid:
    assert isinstance(lines, list)
    return Grid(
        tuple(Line(tuple(fields), Place(name, page=page, cell=f"A{number}")) for page, number, fields in lines),
        aligned=True,
    )


def _page(page: object) -> int | None:
    return page if isinstance(page, int) else None
