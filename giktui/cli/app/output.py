"""What goes to the terminal: data on stdout, messages on stderr, Chinese aligned, no control characters."""

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TextIO

from giktui.cli.app.fitting import fitted, hanging, window
from giktui.errors import GiktuiError
from giktui.i18n import _

SCHEMA_VERSION = 1
"""The version of what `--json` prints. It grows when a field changes its meaning or goes away."""

_AT_ONCE = 500
"""Rows of a table laid out at a time."""
_PROBE = "政府信息公开"
_COLOURS = {"error": "31", "soft": "33", "warning": "36", "info": "2"}


def prepare_streams() -> None:
    """Make stdout and stderr able to take Chinese: UTF-8 where the locale's own encoding cannot (LANG=C, latin-1).

    One that was closed (`>&-`) takes what is written and drops it, as its user wants it.
    """
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        try:
            _PROBE.encode(stream.encoding)
        except UnicodeEncodeError:
            reconfigure(encoding="utf-8")
        if stream is sys.stderr:
            reconfigure(errors="backslashreplace")


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def line(text: str = "") -> None:
    """One line of data, whatever is in it: a line end in a name forges no second one."""
    data(one_line(text) + "\n")


def item(text: str, indent: int) -> None:
    """One line of data; on a terminal that it is too wide for, several, the further ones `indent` blanks in."""
    for part in hanging(one_line(text), indent, window()):
        data(part + "\n")


def data(text: str) -> None:
    """Text to stdout as it is. GiktuiError if the terminal's encoding has no place for one of its characters."""
    try:
        sys.stdout.write(text)
    except UnicodeEncodeError as error:
        char = text[error.start : error.start + 1]
        raise GiktuiError(
            _(
                "终端的编码 {encoding} 写不出“{char}”（U+{code:04X}）；请用 -o 写入文件，或设 PYTHONIOENCODING=utf-8"
            ).format(encoding=sys.stdout.encoding, char=char, code=ord(char))
        ) from error


def message(*lines: str) -> None:
    """Each of `lines` for the person on a line of its own, on stderr, whatever is in it.

    One that cannot be written stops nothing: there is nowhere to say so.
    """
    with suppress(OSError):
        for text in lines:
            print(one_line(text), file=sys.stderr)


def as_json(content: Mapping[str, object]) -> None:
    """The one object that `--json` prints, in the order given."""
    data(json_text(content))


def json_text(content: Mapping[str, object]) -> str:
    """What `as_json` prints."""
    from giktui.text.cleaning import as_json

    return as_json({"schema_version": SCHEMA_VERSION, **content}) + "\n"


def json_pieces(content: Mapping[str, object], name: str, rows: Iterable[str]) -> Iterator[str]:
    """What `json_text` gives for the content with the list of `rows` (each JSON already) at its end, bit by bit."""
    from textwrap import indent

    head = json_text({**content, name: []}).removesuffix("]\n}\n")
    before = head + "\n"
    for row in rows:
        yield before + indent(row, "    ")
        before = ",\n"
    yield "\n  ]\n}\n" if before == ",\n" else head + "]\n}\n"


def table(heads: Sequence[str], rows: Sequence[Sequence[object]], *, right: Sequence[int] = ()) -> None:
    """A table with its heads, on a terminal no wider than that; the columns `right` (from 0) are aligned right."""
    data(table_text(heads, rows, right=right, width=window()))


def table_text(
    heads: Sequence[str], rows: Sequence[Sequence[object]], *, right: Sequence[int] = (), width: int | None = None
) -> str:
    """What `table` prints where there are `width` columns."""
    from tabulate import tabulate

    align = ["right" if index in right else "left" for index in range(len(heads))]
    whole = [["" if cell is None else one_line(str(cell)) for cell in row] for row in rows]
    heads, *cells = fitted([heads, *whole], right, width)
    text = tabulate(
        cells,
        headers=list(heads),
        tablefmt="simple",
        disable_numparse=True,
        preserve_whitespace=True,
        colalign=align if cells else None,
    )
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


def table_pieces(heads: Sequence[str], rows: Iterable[Sequence[object]], widest: Sequence[str]) -> Iterator[str]:
    """What `table_text` gives, bit by bit, for rows of which `widest` has the widest cell of each column."""
    left, begun = iter(rows), False
    while some := list(islice(left, _AT_ONCE)):
        lines = table_text(heads, [*some, widest]).splitlines(keepends=True)
        yield "".join(lines[2 if begun else 0 : -1])
        begun = True
    if not begun:
        yield table_text(heads, [])


def coloured(text: str, severity: str) -> str:
    """The text in the colour of a severity, where stdout is a terminal and the user wants colour."""
    if not wants_colour(sys.stdout):
        return text
    return f"\x1b[{_COLOURS[severity]}m{text}\x1b[0m"


def painted(runs: Iterable[tuple[str, str]]) -> None:
    """A line of data in runs, each with the parameter of the escape sequence that sets it off (`31`), or none."""
    wanted = wants_colour(sys.stdout)
    said = ((one_line(text), look) for text, look in runs)
    text = "".join(f"\x1b[{look}m{text}\x1b[0m" if look and wanted and text.strip() else text for text, look in said)
    data(text.rstrip() + "\n")


def wants_colour(stream: TextIO) -> bool:
    """Whether the stream is a terminal that shows colour, and NO_COLOR is not set."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def clean(text: str) -> str:
    """The text without control characters, and without marks that reorder what is seen or that nobody sees: nothing
    that came from a file may drive the terminal."""
    if text.isprintable():
        return text
    from giktui.text.unseen import UNSEEN

    return re.sub(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{UNSEEN}]", "", text)


def one_line(text: str) -> str:
    """The same on one line."""
    return " ".join(clean(text).split("\n"))
