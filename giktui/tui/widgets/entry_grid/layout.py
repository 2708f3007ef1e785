"""Where everything of a form's table stands on the screen: a pure function of the table, the width and the digits.

The official layouts become one kind of picture, lines under a sticky head:
grid: group labels are lines of their own, rows are indented below them.
line: the form's groups of columns side by side become rows below each other, since 15 numbers do not fit a line.
blocks: each block brings its own head, as a line of the body.

Where there is room, last year's numbers stand at the right of each row (`beside`): its total and the change, or all.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from giktui.form import Column, Kind, Row, Table
from giktui.i18n import _, language
from giktui.tui.widgets.entry_grid.fitting import head_lines, pad, width_of
from giktui.wording.cells import column_label, column_wordings, row_item, row_label

MARGIN = 8
"""Cells at the right for the difference of a row, at least."""

_WIDEST = 10
_LEAST_LABEL = 24
"""The cells that labels keep when last year's numbers want room."""

_NARROW_BLOCK = 8
"""The cells of the narrowest column of a block beside which last year's numbers stand: three characters of its head."""

_CRAMPED = 19
"""Cells in which most rows have a name that tells them apart."""
_FEW = 10
"""A table with fewer rows has room for a line with its title alone; else the title stands left of the heads."""

Beside = Literal["none", "total", "all"]
"""What of last year stands at the right of a row."""

HeadPiece = tuple[str, Literal["head", "group", "dim"]]
"""A text of the heads, and whether it is a column's own, a group's over several, or one of last year's."""


class Slot(NamedTuple):
    """Where a cell's number stands: `width` screen cells from `x` on, the last of them for its mark."""

    cell: str
    x: int
    width: int
    kind: Kind


class Aside(NamedTuple):
    """Where last year's number of a cell stands at the right of its row, or the change since then."""

    slot: Slot
    what: Literal["last", "change"]


class Line(NamedTuple):
    """One line of the body. `text` is its label; heads of a block stand ready-made in `heads`."""

    what: Literal["group", "head", "row", "last"]
    text: str
    indent: int = 0
    row: Row | None = None
    slots: tuple[Slot, ...] = ()
    asides: tuple[Aside, ...] = ()
    heads: tuple[HeadPiece, ...] = ()

    @property
    def end(self) -> int:
        """Where the row's own and last year's numbers end, and its margin begins."""
        last = self.asides[-1].slot if self.asides else self.slots[-1]
        return last.x + last.width


class Layout(NamedTuple):
    """The picture of a table. `head` are the sticky lines above the columns, without the label's part."""

    table: Table
    width: int
    label_width: int
    head: tuple[tuple[HeadPiece, ...], ...]
    lines: tuple[Line, ...]
    places: Mapping[str, tuple[int, Slot]]

    @property
    def rows(self) -> list[int]:
        """The numbers of the lines on which cells can be entered."""
        return [number for number, line in enumerate(self.lines) if line.what == "row"]

    @property
    def beside(self) -> bool:
        """Whether numbers of last year stand at the right of rows."""
        return any(line.asides for line in self.lines)


class Room(NamedTuple):
    """What the layout has to do with: `width` cells, numbers of at most `digits` digits, a `margin`, what of last year
    is wanted at the right, and the digits its numbers have. `by_column` are digits of single columns, this year's and
    last year's, where the columns of a table are not all of one width."""

    width: int
    digits: int = 4
    margin: int = MARGIN
    beside: Beside = "none"
    last_digits: int = 4
    by_column: Mapping[str, tuple[int, int]] = {}

    def digits_of(self, columns: Iterable[str], *, last: bool = False) -> int:
        """The digits of the widest number of these columns; of last year's."""
        both = (self.digits, self.last_digits)
        return max(self.by_column.get(column, both)[last] for column in columns)

    def suffices_for(self, other: "Room") -> bool:
        """Whether the numbers that another room was made for fit into this one."""
        columns = other.by_column.keys()
        return (
            (self.width, self.beside) == (other.width, other.beside)
            and self.digits >= other.digits
            and self.last_digits >= other.last_digits
            and all(
                self.digits_of([column], last=last) >= other.digits_of([column], last=last)
                for column in columns
                for last in (False, True)
            )
        )


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
    if label_width < _CRAMPED:  # names before margins, which say of a row what its marks and the last line say, too
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
    heads = _grid_heads(table.columns, slot_width, shown, aside_width, change=beside != "none")
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


class _Head(NamedTuple):
    """A column's head: what stands over it, its own lines, its width, and whether it is one of last year's."""

    under: tuple[str, ...]
    lines: list[str]
    width: int
    last: bool = False


def _grid_heads(
    columns: Sequence[Column], width: int, before: Sequence[Column], aside_width: int, *, change: bool
) -> list[tuple[HeadPiece, ...]]:
    english = language() == "en"
    unders = [column.english_under if english else column.under for column in columns]
    depth = max(map(len, unders))
    telling = [level for level in range(depth) if len({under[level : level + 1] for under in unders}) > 1]
    unders = [tuple("".join(under[level : level + 1]) for level in telling) for under in unders]
    heads = [_Head(under, _lines_of(column, width), width) for under, column in zip(unders, columns, strict=True)]
    heads += [_Head((_("上年"),), _lines_of(column, aside_width), aside_width, last=True) for column in before]
    if change and not before:
        heads.append(_Head((), head_lines(_("上年"), (), aside_width - 1), aside_width, last=True))
    if change:
        heads.append(_Head((), [_("增减")], aside_width, last=True))
    return _stacked(heads)


def _lines_of(column: Column, width: int) -> list[str]:
    return head_lines(column_label(column), column_wordings(column), width - 1)


def _short_lines(column: Column, width: int) -> list[str]:
    """A head on one line, in whatever wording of it is short enough; on more where none is."""
    wordings = (column_label(column), *column_wordings(column))
    return next(([wording] for wording in wordings if width_of(wording) < width), _lines_of(column, width))


def _stacked(heads: Sequence[_Head]) -> list[tuple[HeadPiece, ...]]:
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
        stacked = _stacked([_Head((), _short_lines(column, width), width) for column in columns])
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
