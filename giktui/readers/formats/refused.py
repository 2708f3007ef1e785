"""Files that are no report and are known all the same, to be refused with what to do instead."""

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.readers.document import Document
from giktui.readers.limits import Limits


def ofd(_data: bytes, name: str, _limits: Limits) -> list[Document]:
    """A page layout of the Chinese standard GB/T 33190. Raises GiktuiError."""
    raise GiktuiError(_("{name} 是 OFD 版式文件，读不了。请用 Word、PDF 或网页版的年报。").format(name=name))


def picture(_data: bytes, name: str, _limits: Limits) -> list[Document]:
    """A picture of a kind that is not read: SVG, HEIC, AVIF and others. Raises GiktuiError."""
    raise GiktuiError(
        _("{name} 是读不了的图片格式。请另存为 PNG 或 JPEG，或者用 Word、PDF 或网页版的年报。").format(name=name)
    )


def database(_data: bytes, name: str, _limits: Limits) -> list[Document]:
    """A database of SQLite. Raises GiktuiError."""
    said = _("{name} 是数据库。要看其中的报告，请用 --db 指定它；要并入另一个库，请用 giktui import。")
    raise GiktuiError(said.format(name=name))
