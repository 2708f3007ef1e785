"""The kinds of file that can be read, and how a file's kind is told: by its content first, then by its name."""

import re
from collections.abc import Callable, Collection, Iterable
from importlib import import_module
from posixpath import splitext
from typing import Any, Literal, NamedTuple

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.readers.extras import missing_extra
from giktui.readers.limits import Limits
from giktui.text.patterns import compiled_late

Gives = Literal["documents", "reports", "files"]


class Kind(NamedTuple):
    """A kind of file: `function` of `module` takes (data: bytes, name: str, limits: Limits).

    `gives` says of what it returns an iterable: documents (Document), reports (Recognition: the interchange JSON), or
    files ((name, bytes) pairs to be read in turn: an archive, an old format converted to a new one; in the place of the
    bytes the GiktuiError that says why there are none). `extra` is the
    extra of this package that the module needs. `rows` is the function, or the module and the function (`a.b:read`),
    that gives every line of a list as it stands, where `function` looks for a report in it.

    A file is of the first kind that has one of its `openings`, the bytes it begins with (`?` is any byte; a word
    like `BM` counts only where a NUL shows that the file is no text). A zip is of the first kind of which it has
    all `parts`. What has neither is text, told by its suffix, unless only the content tells (`by_suffix` is False).
    """

    name: str
    suffixes: tuple[str, ...]
    module: str
    function: str = "read"
    gives: Gives = "documents"
    extra: str = ""
    rows: str = ""
    openings: tuple[bytes, ...] = ()
    parts: tuple[str | re.Pattern[str], ...] = ()
    by_suffix: bool = True

    def opens(self, data: bytes) -> bool:
        """Whether the file begins as one of this kind."""
        first = (data[:1], b"?")
        return any(_begins(data, opening) for opening in self.openings if opening[:1] in first)

    def holds(self, names: Collection[str]) -> bool:
        """Whether a zip of these names is a file of this kind."""
        return bool(self.parts) and all(
            part in names if isinstance(part, str) else any(map(part.fullmatch, names)) for part in self.parts
        )

    def load(self, *, rows: bool = False) -> Callable[[bytes, str, Limits], Iterable[Any]]:
        """The reading function; GiktuiError with the command that installs it, when the extra is missing."""
        module, _colon, name = self.rows.rpartition(":") if rows and self.rows else (self.module, "", self.function)
        try:
            function: Callable[[bytes, str, Limits], Iterable[Any]] = getattr(
                import_module(module or self.module), name
            )
        except ModuleNotFoundError as error:
            if not self.extra or (error.name or "").startswith(__package__):
                raise
            raise missing_extra(self.extra) from error
        return function


WORD_PART = compiled_late(r"word/document\d{0,3}\.xml")
"""The text of a Word file; some programs number it."""

KINDS: tuple[Kind, ...] = (
    Kind(
        "text",
        (".txt", ".tsv", ".text"),
        "giktui.readers.formats.text.reader",
        rows="giktui.readers.formats.csv:read",
    ),
    Kind("markdown", (".md", ".markdown"), "giktui.readers.formats.markdown"),
    Kind("json", (".json",), "giktui.readers.formats.json", "read_any", gives="reports"),
    Kind("csv", (".csv",), "giktui.readers.formats.csv"),
    Kind("html", (".html", ".htm", ".shtml", ".xhtml"), "giktui.readers.formats.html.reader"),
    Kind("web archive", (".mht", ".mhtml"), "giktui.readers.formats.mht", gives="files", by_suffix=False),
    Kind("docx", (".docx",), "giktui.readers.formats.docx.reader", parts=(WORD_PART,)),
    Kind("package", (), "giktui.readers.formats.package", gives="reports", parts=("giktui-package.json",)),
    Kind(
        "old office",
        (".doc", ".wps", ".xls", ".et", ".rtf", ".odt", ".ods"),
        "giktui.readers.formats.legacy",
        gives="files",
        openings=(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"),
        parts=("content.xml", "META-INF/manifest.xml"),
    ),
    Kind("ofd", (), "giktui.readers.formats.refused", "ofd", parts=("OFD.xml",)),
    Kind(
        "xlsx", (".xlsx", ".xlsm"), "giktui.readers.formats.xlsx.reader", rows="read_rows", parts=("xl/workbook.xml",)
    ),
    Kind("zip", (".zip",), "giktui.readers.formats.archive", gives="files", openings=(b"PK\x03\x04",)),
    Kind("pdf", (".pdf",), "giktui.readers.formats.pdf", extra="pdf", openings=(b"%PDF-",)),
    Kind(
        "picture",
        (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp", ".gif"),
        "giktui.readers.formats.picture.reader",
        extra="ocr",
        openings=(
            b"\x89PNG",
            b"\xff\xd8\xff",
            b"GIF8",
            b"BM",
            b"II*\x00",
            b"MM\x00*",
            b"RIFF????WEBP",
        ),
    ),
    Kind(
        "parquet", (".parquet",), "giktui.readers.formats.parquet", gives="reports", extra="lake", openings=(b"PAR1",)
    ),
    Kind(
        "other picture",
        (".svg", ".heic", ".heif", ".avif", ".jp2", ".psd", ".djvu"),
        "giktui.readers.formats.refused",
        "picture",
        openings=(
            b"????ftyphei",
            b"????ftyphev",
            b"????ftypmif1",
            b"????ftypavif",
            b"\0\0\0\x0cjP  ",
            b"8BPS",
            b"AT&TFORM",
            b"<svg",
        ),
    ),
    Kind("database", (), "giktui.readers.formats.refused", "database", openings=(b"SQLite format 3\x00",)),
)
"""Every kind of file: a new one is its module and its line here."""

_BY_NAME = {kind.name: kind for kind in KINDS}
_MOST_MEMBERS = 200_000
_SAVED = (b"content-type: multipart/related", b"content-type: text/html")
_MARKUP = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<div", b"<meta", b"<p>", b"<p ")


def kind_of(data: bytes, name: str) -> Kind:
    """The kind of a file. GiktuiError for a program or other content that holds no text."""
    found = next((known for known in KINDS if known.openings and known.opens(data)), None)
    if found is not None:
        return _packed(data) if found.name == "zip" else found
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff")) or (b"\x00" in data[:4096] and _is_wide(data))
    head = data[:4096].replace(b"\x00", b"") if wide else data[:4096]
    if b"\x00" in head:
        raise GiktuiError(_("{name} 不是文本，也不是可以读取的文件类型。").format(name=name))
    suffix = splitext(name.lower())[1]
    texts = (kind for kind in KINDS if kind.by_suffix and not kind.openings and not kind.parts)
    named = next((kind.name for kind in texts if suffix in kind.suffixes), "text")
    kind = _written(head, named)
    if kind == "text" and b"|" in data and b"---" in data and _is_markdown(data, name):
        kind = "markdown"
    return _BY_NAME[kind]


def _is_wide(data: bytes) -> bool:
    from giktui.readers.encoding import wide_encoding

    return bool(wide_encoding(data))


def _begins(data: bytes, opening: bytes) -> bool:
    fixed, _any, _rest = opening.partition(b"?")
    if not data.startswith(fixed) or len(data) < len(opening):
        return False
    if opening.isalnum() and b"\x00" not in data[:4096]:
        return False
    return all(byte in (wanted, 0x3F) for byte, wanted in zip(opening, data, strict=False))


def _is_markdown(data: bytes, name: str) -> bool:
    from giktui.readers.encoding import decode
    from giktui.readers.formats.markdown import is_markdown

    return is_markdown(decode(data, name))


def _written(head: bytes, named: str) -> str:
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1024].lower()
    if start.startswith(b"<?xml") and b"<?mso-application" in start:
        return "old office"
    if start.startswith((b"<?xml", b"<!doctype svg")) and b"<svg" in start and b"<html" not in head.lower():
        return "other picture"
    if start.startswith((*_MARKUP, b"<?xml")) or (start.startswith(b"<!--") and b"<html" in head.lower()):
        return "html"
    if b"mime-version:" in start and any(kind in start for kind in _SAVED):
        return "web archive"
    if start.startswith(b"{") and named in ("json", "text"):
        return "json"
    return named


def _packed(data: bytes) -> Kind:
    from giktui.readers.formats.ooxml_container import part_names

    return packed(part_names(data, _MOST_MEMBERS))  # `zip` without names, which refuses the file


def packed(names: Collection[str]) -> Kind:
    """The kind of a packed file, by the names of its parts; `zip` for an archive to look into."""
    return next((kind for kind in KINDS if kind.holds(names)), _BY_NAME["zip"])
