"""Tables and sentences as wide as the terminal they are shown on. In a file or a pipe they stay as they are."""

import sys
from collections.abc import Iterator, Sequence
from shutil import get_terminal_size

from giktui.text.width import width_of
from giktui.text.wrapping import wrapped

_GAP = 2
"""Blanks between two columns of a table, and behind the head of one."""

_NARROWEST = 12
"""Columns of the terminal that a column of a table keeps."""


def window() -> int | None:
    """How many columns the terminal has that stdout is; None where it is none."""
    return get_terminal_size().columns if sys.stdout.isatty() else None


def hanging(text: str, indent: int, width: int | None) -> Iterator[str]:
    """The text in lines of at most `width` columns, all but the first begun with `indent` blanks; whole without one."""
    if width is None or width_of(text) <= width or width - indent < _NARROWEST:
        yield text
        return
    blanks = len(text) - len(text.lstrip(" "))
    first, *_rest = wrapped(text.lstrip(" "), width - blanks)
    yield " " * blanks + first
    rest = text.lstrip(" ").removeprefix(first).lstrip(" ")
    yield from (" " * indent + line for line in wrapped(rest, width - indent))


def fitted(rows: Sequence[Sequence[str]], kept: Sequence[int], width: int | None) -> list[list[str]]:
    """The rows of a table, its heads among them, in cells of so many lines that the table has room in `width`.

    The widest columns give way first; those `kept` (numbers) never do.
    """
    widths = [max(width_of(column[0]) + _GAP, *map(width_of, column)) for column in zip(*rows, strict=True)]
    excess = 0 if width is None else sum(widths) + _GAP * (len(widths) - 1) - width
    while excess > 0:
        widest = max((n for n in range(len(widths)) if n not in kept), key=lambda n: widths[n], default=None)
        if widest is None or widths[widest] <= _NARROWEST:
            break
        widths[widest] -= 1
        excess -= 1
    return [
        [
            cell if width_of(cell) <= room else "\n".join(wrapped(cell, room))
            for cell, room in zip(row, widths, strict=True)
        ]
        for row in rows
    ]
