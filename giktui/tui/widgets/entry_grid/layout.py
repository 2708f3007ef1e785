"""Where everything of a form's table stands on the screen: a pure function of the table, the width and the digits.

The official layouts become one kind of picture, lines under a sticky head:
grid: group labels are lines of their own, rows are indented below them.
line: the form's groups of columns side by side become rows below each other, since 15 numbers do not fit a line.
blocks: each block brings its own head, as a line of the body.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from giktui.form import Column, Kind, Row, Table, column_label, column_wordings, row_item, row_label
from giktui.i18n import language
from giktui.tui.widgets.entry_grid.fitting import head_lines, pad, width_of

MARGIN = 7
"""Cells at the right for the difference of a row."""

_NARROWEST, _WIDEST = 6, 10

_FEW = 10
"""A table with fewer rows has room for a line with its title alone; else the title stands left of the heads."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a cell's number stands: `width` screen cells from `x` on, the last of them for its mark."""

    cell: str
    x: int
    width: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the body. `text` is its label; heads of a block stand ready-made in `heads`."""

    what: Literal["group", "head", "row", "last"]
    text: str
    indent: int = 0
    row: Row | None = None
    slots: tuple[Slot, ...] = ()
    heads: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """The picture of a table. `head` are the sticky lines above the columns, without the label's part."""

    table: Table
    width: int
    label_width: int
    head: tuple[str, ...]
    lines: tuple[Line, ...]
    places: Mapping[str, tuple[int, Slot]] = field(repr=False)

    @property
    def rows(self) -> list[int]:
        """The numbers of the lines on which cells can be entered."""
        return [number for number, line in enumerate(self.lines) if line.what == "row"]


def arrange(table: Table, width: int, *, digits: int = 4, last: bool = False) -> Layout:
    """The layout of `table` on `width` cells, numbers having at most `digits` digits; with lines for `last` year's."""
    if table.layout == "blocks":
        label_width, head, lines = _blocks(table, width, digits)
    else:
        label_width, head, lines = _grid(table, width, digits)
    if last:
        lines = [each for line in lines for each in _with_last(line)]
    places = {
        slot.cell: (number, slot) for number, line in enumerate(lines) if line.what == "row" for slot in line.slots
    }
    return Layout(table, width, label_width, tuple(head), tuple(lines), places)


def _with_last(line: Line) -> Iterator[Line]:
    yield line
    if line.what == "row":
        yield Line("last", "", line.indent, line.row, line.slots)


def _grid(table: Table, width: int, digits: int) -> tuple[int, list[str], list[Line]]:
    count = len(table.columns)
    wanted = max(_label_needs(table))
    slot_width = (width - MARGIN - wanted) // count
    slot_width = max(_NARROWEST, digits + 1, min(_WIDEST, slot_width))
    label_width = max(12, min(wanted, width - MARGIN - count * slot_width))
    xs = {column.id: label_width + number * slot_width for number, column in enumerate(table.columns)}
    lines: list[Line] = []
    above: tuple[str, ...] = ()
    for row in table.rows:
        under = _under(row)
        for level, group in enumerate(under):
            if under[: level + 1] != above[: level + 1]:
                lines.append(Line("group", group, 2 * level))
        above = under
        slots = tuple(
            Slot(f"{table.id}.{row.id}.{column}", xs[column], slot_width, table.column(column).kind)
            for column in row.columns
        )
        lines.append(Line("row", row_label(row, groups=False), 2 * len(under), row, slots))
    heads = _column_heads(table.columns, slot_width)
    return label_width, ["", *heads] if len(table.rows) < _FEW else heads, lines


def _label_needs(table: Table) -> Iterator[int]:
    for row in table.rows:
        yield 1 + 2 * len(row.under) + min(34, width_of(row_label(row, groups=False)))
        for level, group in enumerate(_under(row)):
            yield 1 + 2 * level + width_of(group)


def _under(row: Row) -> tuple[str, ...]:
    return row.english_under if language() == "en" else row.under


def _column_heads(columns: tuple[Column, ...], slot_width: int) -> list[str]:
    english = language() == "en"
    unders = [column.english_under if english else column.under for column in columns]
    depth = max(map(len, unders))
    heads: list[str] = []
    for level in range(depth):
        at_level = [under[level] if len(under) > level else "" for under in unders]
        if len(set(at_level)) == 1:
            continue  # a head over every column tells the columns apart no better
        heads.append("".join(_merged(name, len(list(same)) * slot_width) for name, same in groupby(at_level)))
    wrapped = [head_lines(column_label(column), column_wordings(column), slot_width - 1) for column in columns]
    height = max(map(len, wrapped))
    for level in range(height):
        parts = [lines[level - height + len(lines)] if level >= height - len(lines) else "" for lines in wrapped]
        heads.append("".join(pad(part, slot_width - 1, "right") + " " for part in parts))
    return heads


def _merged(name: str, width: int) -> str:
    """A head over several columns: its name between dashes as far as they reach."""
    if not name:
        return " " * width
    inside = width - 1
    dashes = inside - width_of(name) - 2
    if dashes < 2:
        return " " + pad(name, inside)
    return " " + "-" * (dashes // 2) + f" {name} " + "-" * (dashes - dashes // 2)


def _blocks(table: Table, width: int, digits: int) -> tuple[int, list[str], list[Line]]:
    label_width = min(26, max(18, width // 3))
    room = width - label_width - MARGIN
    lines: list[Line] = []
    for (named, ids), rows_of_item in groupby(table.rows, key=lambda row: (row_item(row), row.columns)):
        columns = [table.column(id) for id in ids]
        slot_width = max(
            min(room // len(columns), max(14, *(width_of(column_label(column)) + 2 for column in columns))), digits + 2
        )
        wrapped = [head_lines(column_label(column), column_wordings(column), slot_width - 1) for column in columns]
        if lines:
            lines.append(Line("group", ""))
        height = max(map(len, wrapped))
        for level in range(height):
            parts = [head[level] if level < len(head) else "" for head in wrapped]
            heads = "".join(pad(part, slot_width - 1, "right") + " " for part in parts)
            lines.append(Line("head", named if level == 0 else "", heads=heads))
        for row in rows_of_item:
            slots = tuple(
                Slot(f"{table.id}.{row.id}.{column.id}", label_width + number * slot_width, slot_width, column.kind)
                for number, column in enumerate(columns)
            )
            lines.append(Line("row", row_label(row, groups=False), 2, row, slots))
    return label_width, [""], lines
