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
_CUT = frozenset(("unexpected end of data", "truncated data", "incomplete multibyte sequence"))
"""Why bytes are no text where they break off within a character."""


def decode(data: bytes, name: str) -> str:
    """The text of a file: by its byte-order mark, else UTF-8, else GB18030 (which GB2312 and GBK are part of); UTF-16
    without a mark and Big5 where only they have words of a report.

    Raises GiktuiError that names the place, for bytes that are neither, or that break off within a character.
    """
    marked = next((encoding for mark, encoding in _BOMS if data.startswith(mark)), "") or wide_encoding(data)
    failed: list[UnicodeDecodeError] = []
    for encoding in [marked] if marked else ["utf-8", "gb18030"]:
        if encoding == "gb18030" and not _tells(data, encoding) and _tells(data, "big5hkscs"):
            return data.decode("big5hkscs", "replace")
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            failed.append(error)
    raise _no_text(max(failed, key=lambda error: error.start), name)


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


def _no_text(error: UnicodeDecodeError, name: str) -> GiktuiError:
    """What is said of bytes that are no text, by the error of the encoding that read the most of them."""
    line = error.object.count(b"\n", 0, error.start) + 1
    if error.reason in _CUT and error.end == len(error.object):
        text = _("{name} 到第 {line} 行就断了，没有传完或没有存完。请重新下载，或另存后再试。")
    else:
        text = _("{name} 第 {line} 行不是 UTF-8 或 GB18030 文字，请另存为 UTF-8 文本后再试。")
    return GiktuiError(text.format(name=name, line=line))
