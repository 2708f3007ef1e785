"""By which column the rows of a list are sorted, and which way comes after it."""

from collections.abc import Sequence
from dataclasses import dataclass

from giktui.tui.widgets.list_rows import Column, Rows, Source


@dataclass(frozen=True, slots=True)
class ListOrder:
    """A column's number, and whether its rows fall; as the rows came where there is none."""

    column: int | None = None
    falling: bool = False

    def applied(self, source: Source, columns: Sequence[Column]) -> Source:
        """The rows in this order; only rows that are all there can be sorted."""
        by = columns[self.column].order if self.column is not None and self.column < len(columns) else None
        if by is None or not isinstance(source, Rows):
            return source
        return Rows(sorted(source.items, key=by, reverse=self.falling))

    def following(self, source: Source, columns: Sequence[Column]) -> "ListOrder":
        """The first column that can be sorted by, the same falling, the next, …, at last as the rows came."""
        ways = [ListOrder()]
        if isinstance(source, Rows) or any(column.sort for column in columns):
            can = [number for number, column in enumerate(columns) if column.sortable]
            ways += [ListOrder(number, falling) for number in can for falling in (False, True)]
        here = ways.index(self) if self in ways else 0
        return ways[(here + 1) % len(ways)]

    def clicked(self, column: int) -> "ListOrder":
        """What a click on the head of a column leads to: rising, falling, as the rows came."""
        if self.column != column:
            return ListOrder(column)
        return ListOrder() if self.falling else ListOrder(column, falling=True)

    def title(self, number: int, columns: Sequence[Column]) -> str:
        """A column's title, with a mark where the rows are sorted by it."""
        title = columns[number].title
        return f"{title} {'▾' if self.falling else '▴'}" if number == self.column else title
