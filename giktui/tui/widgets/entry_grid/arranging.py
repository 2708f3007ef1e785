"""A form's table laid out for a window: a pure function of the table, the width and the digits.

The official layouts become one kind of picture, lines under a sticky head:
grid: group labels are lines of their own, rows are indented below them.
line: the form's groups of columns side by side become rows below each other, since 15 numbers do not fit a line.
blocks: each block brings its own head, as a line of the body.

Where there is room, last year's numbers stand at the right of each row (`beside`): its total and the change, or all.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from giktui.form import Row, Table
from giktui.i18n import _, language
from giktui.report import Number
from giktui.tui.widgets.entry_grid.column_heads import ColumnHead, grid_heads, short_lines, stacked_heads
from giktui.tui.widgets.entry_grid.fitting import pad, width_of
from giktui.tui.widgets.entry_grid.layout import MARGIN, Aside, HeadPiece, Layout, Line, Room, Slot
from giktui.tui.widgets.entry_grid.typing import shown
from giktui.wording.cells import column_label, row_item, row_label

_WIDEST = 10
_LEAST_LABEL = 24
"""The cells that labels keep when last year's numbers want room."""

_NARROW_BLOCK = 8
"""The cells of the narrowest column of a block beside which last year's numbers stand: three characters of its head."""

_CRAMPED = 19
"""Cells in which most rows have a name that tells them apart."""
_FEW = 10
"""A table with fewer rows has room for a line with its title alone; else the title stands left of the heads."""


def arrange(table: Table, room: Room, *, last: bool = False) -> Layout:
    """The layout of `table` in that room; with lines for `last` year's numbers between the rows."""
    for beside in {"all": ("all", "total", "none"), "total": ("total", "none"), "none": ("none",)}[room.beside]:
        plan = _blocks(table, room, beside) if table.layout == "blocks" else _grid(table, room, beside)
        if plan is not None:
            break
    assert plan is not None  # without last year's numbers a table is always laid out
    label_width, head, lines = plan
    if last:
        lines = [each for line in lines for each in _with_last(line)]
    places = {
        slot.cell: (number, slot) for number, line in enumerate(lines) if line.what == "row" for slot in line.slots
    }
    return Layout(table, room.width, label_width, tuple(head), tuple(lines), places)


_Plan = tuple[int, list[tuple[HeadPiece, ...]], list[Line]]


def _with_last(line: Line) -> Iterator[Line]:
    yield line
    if line.what == "row":
        yield Line("last", "", line.indent, line.row, line.slots)


def _grid(table: Table, room: Room, beside: str) -> _Plan | None:
    count = len(table.columns)
    aside_width = max(_narrowest(), room.last_digits + 1) + 1
    asides = {"none": 0, "total": 2, "all": count + 1}[beside]
    free = room.width - room.margin - asides * aside_width
    wanted = max(_label_needs(table))
    slot_width = max(_narrowest(), room.digits + 1, min(_WIDEST, (free - wanted) // count))
    label_width = min(wanted, free - count * slot_width)
    if beside != "none" and label_width < min(wanted, _LEAST_LABEL):
        return None
    if label_width < _CRAMPED and room.margin <= MARGIN:
        # names before margins, which say of a row what its marks and the last line say, too
        label_width = min(wanted, _CRAMPED, label_width + room.margin)
    label_width = max(12, label_width)
    xs = {column.id: label_width + number * slot_width for number, column in enumerate(table.columns)}
    begin = label_width + count * slot_width
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
        right = _asides(slots if beside == "all" else slots[-1:] if beside == "total" else (), begin, aside_width)
        lines.append(Line("row", row_label(row, groups=False), 2 * len(under), row, slots, right))
    shown = table.columns if beside == "all" else ()
    heads = grid_heads(table.columns, slot_width, shown, aside_width, change=beside != "none")
    return label_width, [(), *heads] if len(table.rows) < _FEW else heads, lines


def _narrowest() -> int:
    """The cells of the narrowest column: two characters of a head in Chinese, five letters in English."""
    return 6 if language() == "en" else 5


def _asides(slots: Sequence[Slot], begin: int, width: int, *, change: bool = True) -> tuple[Aside, ...]:
    """Last year's numbers of these cells from `begin` on, and behind them the change of the last one."""
    placed = [Aside(Slot(slot.cell, begin + n * width, width, slot.kind), "last") for n, slot in enumerate(slots)]
    if change and slots:
        end = Slot(slots[-1].cell, begin + len(slots) * width, width, slots[-1].kind)
        placed.append(Aside(end, "change"))
    return tuple(placed)


def _label_needs(table: Table) -> Iterator[int]:
    for row in table.rows:
        yield 1 + 2 * len(row.under) + min(34, width_of(row_label(row, groups=False)))
        for level, group in enumerate(_under(row)):
            yield 1 + 2 * level + width_of(group)


def _under(row: Row) -> tuple[str, ...]:
    return row.english_under if language() == "en" else row.under


def _blocks(table: Table, room: Room, beside: str) -> _Plan | None:
    blocks = [
        (named, ids, list(rows)) for (named, ids), rows in groupby(table.rows, key=lambda r: (row_item(r), r.columns))
    ]
    label_width = _block_labels(blocks) if beside != "none" else min(26, max(18, room.width // 3))
    said = width_of(_("上年")) + 1
    asides = [max(8, said // len(ids), room.digits_of(ids, last=True) + 2) for _named, ids, _rows in blocks]
    if beside == "none":
        asides = [0] * len(blocks)
    # what is left for this year's numbers where those of last year take least
    free = (
        room.width
        - label_width
        - room.margin
        - max(len(ids) * w for w, (_n, ids, _r) in zip(asides, blocks, strict=True))
    )
    least = [max(_NARROW_BLOCK, room.digits_of(ids) + 2) for _named, ids, _rows in blocks]
    if beside != "none" and any(len(ids) * w > free for w, (_named, ids, _rows) in zip(least, blocks, strict=True)):
        return None
    widths = []
    for (_named, ids, _rows), narrow in zip(blocks, least, strict=True):
        wanted = max(14, *(width_of(column_label(table.column(id))) + 2 for id in ids))
        widths.append(max(min(free // len(ids), wanted), narrow))
    begin = label_width + max(w * len(ids) for w, (_named, ids, _rows) in zip(widths, blocks, strict=True))
    lines: list[Line] = []
    for (named, ids, rows), width, aside_width in zip(blocks, widths, asides, strict=True):
        if lines:
            lines.append(Line("group", ""))
        columns = [table.column(id) for id in ids]
        stacked = stacked_heads([ColumnHead((), short_lines(column, width), width) for column in columns])
        if beside != "none":
            gap, reach = begin - label_width - width * len(columns), aside_width * len(columns)
            over = pad(_("上年"), reach - 1, "right" if len(columns) == 1 else "centre") + " "
            stacked[-1] = (*stacked[-1], (" " * gap, "head"), (over, "dim"))
        for level, pieces in enumerate(stacked, 1):
            lines.append(Line("head", named if level == len(stacked) else "", heads=pieces))
        for row in rows:
            slots = tuple(
                Slot(f"{table.id}.{row.id}.{column.id}", label_width + number * width, width, column.kind)
                for number, column in enumerate(columns)
            )
            right = _asides(slots, begin, aside_width, change=False) if beside != "none" else ()
            lines.append(Line("row", row_label(row, groups=False), 2, row, slots, right))
    return label_width, [()], lines


def _block_labels(blocks: Iterable[tuple[str, Sequence[str], Sequence[Row]]]) -> int:
    """The cells that the labels of blocks need, within reason."""
    needs = [width_of(named) + 1 for named, _ids, _rows in blocks]
    needs += [width_of(row_label(row, groups=False)) + 3 for _named, _ids, rows in blocks for row in rows]
    return min(26, max(18, *needs))


def digits_by_column(table: Table, numbers: Mapping[str, Number]) -> dict[str, int]:
    """The digits of the widest number of each column; at least four, so that typing seldom moves anything."""
    digits = {column.id: 4 for column in table.columns}
    for cell in table.cells:
        if (number := numbers.get(cell.id)) is not None:
            digits[cell.column] = max(digits[cell.column], len(shown(number)))
    return digits
