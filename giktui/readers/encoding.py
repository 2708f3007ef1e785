"""Bytes to text: Chinese files come in UTF-8, UTF-16 and GB18030, those in traditional characters in Big5 too."""

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.text.cleaning import clean

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


_TELLING = ("政府", "報告", "报告")
"""Words of every report, by which an encoding is known that nothing else tells."""
_LOOKED_AT = 8192


def decode(data: bytes, name: str) -> str:
    """The text of a file: by its byte-order mark, else UTF-8, else GB18030 (which GB2312 and GBK are part of); UTF-16
    without a mark and Big5 where only they have words of a report.

    Raises GiktuiError that names the place, for bytes that are neither.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data, encoding, name)
    if encoding := wide_encoding(data):
        return _strict(data, encoding, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        if not _tells(data, "gb18030") and _tells(data, "big5hkscs"):
            return data.decode("big5hkscs", "replace")
        return _strict(data, "gb18030", name)


def wide_encoding(data: bytes) -> str:
    """Which UTF-16 a text without a byte-order mark is in; "" for any other content."""
    head = data[:_LOOKED_AT]
    if b"\0" not in head:
        return ""
    return next((one for one in ("utf-16-le", "utf-16-be") if _tells(head[: len(head) // 2 * 2], one)), "")


def _tells(data: bytes, encoding: str) -> bool:
    text = data.decode(encoding, "replace")
    return any(word in text for word in _TELLING) and text.count("\ufffd") * 100 <= len(text)


def plain_name(name: str) -> str:
    """A file's name to show and to store: on one line, and where the system's encoding could not decode its bytes (an
    archive from Windows has them in GBK), as GB18030, else with the bytes that are no text written out."""
    try:
        name.encode()
    except UnicodeEncodeError:
        data = name.encode("utf-8", "surrogateescape")
        try:
            name = data.decode("gb18030")
        except UnicodeDecodeError:
            name = data.decode("utf-8", "backslashreplace")
    return " ".join(clean(name).split("\n"))


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise GiktuiError(
            _("{name} 第 {line} 行不是 UTF-8 或 GB18030 文字，请另存为 UTF-8 文本后再试。").format(name=name, line=line)
        ) from error
