"""The heads of a table's columns: groups over their columns, the columns' own names in as many lines as they need."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from giktui.form import Column
from giktui.i18n import _, language
from giktui.tui.widgets.entry_grid.fitting import head_lines, pad, width_of
from giktui.tui.widgets.entry_grid.layout import HeadPiece
from giktui.wording.cells import column_label, column_wordings


class ColumnHead(NamedTuple):
    """A column's head: what stands over it, its own lines, its width, and whether it is one of last year's."""

    under: tuple[str, ...]
    lines: list[str]
    width: int
    last: bool = False


def grid_heads(
    columns: Sequence[Column], width: int, before: Sequence[Column], aside_width: int, *, change: bool
) -> list[tuple[HeadPiece, ...]]:
    english = language() == "en"
    unders = [column.english_under if english else column.under for column in columns]
    depth = max(map(len, unders))
    telling = [level for level in range(depth) if len({under[level : level + 1] for under in unders}) > 1]
    unders = [tuple("".join(under[level : level + 1]) for level in telling) for under in unders]
    heads = [ColumnHead(under, _lines_of(column, width), width) for under, column in zip(unders, columns, strict=True)]
    heads += [ColumnHead((_("上年"),), _lines_of(column, aside_width), aside_width, last=True) for column in before]
    if change and not before:
        heads.append(ColumnHead((), head_lines(_("上年"), (), aside_width - 1), aside_width, last=True))
    if change:
        heads.append(ColumnHead((), [_("增减")], aside_width, last=True))
    return stacked_heads(heads)


def _lines_of(column: Column, width: int) -> list[str]:
    return head_lines(column_label(column), column_wordings(column), width - 1)


def short_lines(column: Column, width: int) -> list[str]:
    """A head on one line, in whatever wording of it is short enough; on more where none is."""
    wordings = (column_label(column), *column_wordings(column))
    return next(([wording] for wording in wordings if width_of(wording) < width), _lines_of(column, width))


def stacked_heads(heads: Sequence[ColumnHead]) -> list[tuple[HeadPiece, ...]]:
    """The lines of the heads: names of groups over their columns, then the columns' own, at the bottom and right."""
    lines: list[tuple[HeadPiece, ...]] = []
    for level in range(max(len(head.under) for head in heads)):
        pieces: list[HeadPiece] = []
        named = groupby(heads, key=lambda head: (head.under[level] if len(head.under) > level else "", head.last))
        for (name, last), same in named:
            width = sum(head.width for head in same)
            text = " " + pad(name, width - 2, "centre") + " " if name else " " * width
            pieces.append((text, "dim" if last else "group" if name else "head"))
        lines.append(tuple(pieces))
    height = max(len(head.lines) for head in heads)
    for level in range(height):
        lines.append(
            tuple((_at_bottom(head.lines, level, height, head.width), "dim" if head.last else "head") for head in heads)
        )
    return lines


def _at_bottom(lines: Sequence[str], level: int, height: int, width: int) -> str:
    above = height - len(lines)
    return pad(lines[level - above] if level >= above else "", width - 1, "right") + " "
