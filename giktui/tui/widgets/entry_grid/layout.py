"""Where everything of a form's table stands on the screen: lines under a sticky head, made by `arranging`."""

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from giktui.form import Kind, Row, Table

MARGIN = 8
"""Cells at the right for the difference of a row, at least."""

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
