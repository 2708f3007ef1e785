"""Text made plain as it comes in (`clean`), and harmless in what is written: no control characters, no Markdown by
accident, no formula by accident.

HTML is escaped with `html.escape` of the standard library.
"""

from collections.abc import Iterable
from io import StringIO

from giktui.text.patterns import compiled_late
from giktui.text.unseen import UNSEEN

_CONTROLS = compiled_late("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_ESCAPES = compiled_late(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n]*(?:\x07|\x1b\\)?|[PX^_][^\x1b\n]*(?:\x1b\\)?|[ -/]*[0-~])"
    r"|\x9b[0-?]*[ -/]*[@-~]"
)
"""Escape sequences of a terminal: CSI, OSC (title, clipboard, links), DCS and the like, and two-character ones."""

_INVISIBLE = compiled_late(f"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f{UNSEEN}\ufffe\uffff\ud800-\udfff]")
"""Control characters but tab and line ends, what nobody sees, halves of surrogates."""

_UNPLAIN = compiled_late(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{UNSEEN}\ufffe\uffff\ud800-\udfff]")
"""Any character that cleaning a text changes; most texts have none."""

_BREAKS = compiled_late("[\r\x0b\x0c\x85\u2028\u2029]")

_TURNED = compiled_late("\u202e(?=[^\n\u202c]{0,20}\\d)")
"""What shows the digits behind it from right to left: 21 where 12 is written."""

_LATE_CONTROLS = compiled_late("[\x7f-\x9f]")
_MARKDOWN = compiled_late(r"[\\`*_\[\]<>|~&#$]")
_LIST_OR_RULE = compiled_late(r"[-+](?=[-+\s]|$)|\d{1,9}(?=[.)](\s|$))")
_FORMULA = "=+-@'＝＋－＠\t\r"


def plain(text: str) -> str:
    """The text without control characters (but tab and newline) and without what XML cannot hold."""
    return _CONTROLS.sub("", text)


def clean(text: str) -> str:
    """The text without escape sequences, control characters and invisible marks; every line end is \\n. A mark that
    turns the digits behind it round leaves U+FFFD in its place: what is shown there is not what is written."""
    text = text.replace("\r\n", "\n")
    if _is_plain(text) or not _UNPLAIN.search(text):
        return text
    text = _ESCAPES.sub("", _BREAKS.sub("\n", text))
    return _INVISIBLE.sub("", _TURNED.sub("\ufffd", text))


def _is_plain(text: str) -> bool:
    """A quick look that tells most texts: what cleaning changes is not printable, and hardly anything else is not."""
    return text.replace("\n", "").replace("\t", "").replace("\u3000", "").isprintable()


def as_json(data: object, *, indent: int | None = 2) -> str:
    """The object as JSON that leaves Chinese as it is and yet holds no control character but the line breaks."""
    import json  # needed only for what is written so

    written = json.dumps(data, ensure_ascii=False, indent=indent)
    return _LATE_CONTROLS.sub(lambda found: f"\\u{ord(found.group()):04x}", written)


def markdown(text: str) -> str:
    """One line of text for Markdown: shows as it is, inside a line or in a field of a pipe table."""
    return _MARKDOWN.sub(r"\\\g<0>", plain(text))


def markdown_paragraph(text: str) -> str:
    """One line of text for Markdown that begins a paragraph: no list and no rule either."""
    escaped = markdown(text)
    start = _LIST_OR_RULE.match(escaped)
    if start is None:
        return escaped
    return f"\\{escaped}" if start.group() in "-+" else f"{start.group()}\\{escaped[start.end() :]}"


def guarded(text: str) -> str:
    """Text for a field of a CSV file: a spreadsheet takes none for a formula.

    Text that begins with = + - @ (or their full-width twins, or ') gets a ' in front; who reads it takes one ' away.
    """
    return f"'{text}" if text.startswith(tuple(_FORMULA)) else text


def csv_line(fields: Iterable[object]) -> str:
    """A line of CSV. Text that comes from data is to be `guarded` before."""
    import csv

    held = StringIO()
    csv.writer(held, lineterminator="\n").writerow(fields)
    return held.getvalue()


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return text.removeprefix("'")
