"""Agencies down, years across: a paged list whose cursor is one cell, and whose years scroll sideways."""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.events import Click
from textual.message import Message
from textual.strip import Strip

from giktui.tui.keymap import bindings
from giktui.tui.widgets.fit import fit
from giktui.tui.widgets.list_rows import Column, Item, Source
from giktui.tui.widgets.paged_list import PagedList

_NAME = 18
"""The least width of the names."""


class Matrix(PagedList):
    """Each Item has the row's name, then one field for every year (the columns after the first)."""

    BINDINGS: ClassVar = bindings("matrix")

    class Stepped(Message):
        """The cursor stands in another year."""

    def __init__(self, columns: Sequence[Column], source: Source | None = None, *, id: str | None = None) -> None:
        super().__init__(columns, source, id=id)
        self.year = 0
        self._first = 0

    def show(self, source: Source, *, cursor: int | None = None, columns: Sequence[Column] | None = None) -> None:
        """Show other rows, and keep the cursor within the years."""
        super().show(source, cursor=cursor, columns=columns)
        self.step_to(self.year)

    @property
    def _shown(self) -> int:
        """How many years there is room for."""
        width = self.columns[1].width + 1 if len(self.columns) > 1 else 1
        return max(1, (self.room - _NAME - 1) // width)

    def step_to(self, year: int) -> None:
        """Put the cursor on that year (by its place among the years)."""
        year = max(0, min(year, len(self.columns) - 2))
        first = min(max(self._first, year - self._shown + 1), year)
        moved, scrolled = year != self.year, first != self._first
        self.year, self._first = year, first
        if scrolled:
            self.refresh()
        elif moved:
            self._refresh_rows(self.cursor)
        if moved:
            self.post_message(self.Stepped())

    def action_previous_year(self) -> None:
        """The year to the left."""
        self.step_to(self.year - 1)

    def action_next_year(self) -> None:
        """The year to the right."""
        self.step_to(self.year + 1)

    def on_click(self, event: Click) -> None:
        """Also the year that was clicked."""
        name, years = self._layout()
        if (x := event.x - self.EDGE) > name and years:
            self.step_to(self._first + (x - name - 1) // (self.columns[1].width + 1))
        super().on_click(event)

    def on_resize(self) -> None:
        """Keep the year on the screen."""
        super().on_resize()
        self._first = max(0, min(self._first, len(self.columns) - 1 - self._shown))
        self.step_to(self.year)

    def _layout(self) -> tuple[int, range]:
        """The names' width, and the numbers of the columns that are seen."""
        shown = range(1 + self._first, min(len(self.columns), 1 + self._first + self._shown))
        taken = sum(self.columns[number].width + 1 for number in shown)
        return max(_NAME, self.room - taken - 1), shown

    def render_line(self, y: int) -> Strip:
        """The head, then the rows; only the cell under the cursor is marked, and its row's name."""
        width = self.size.width
        row = int(self.scroll_offset.y) + y - 1
        item = Item(None, tuple(c.title for c in self.columns)) if y == 0 else self.at(row)
        if item is None:
            return self.blank_line(y)
        style = self.look("head") if y == 0 else self.look("row")
        cells = self._cells(item, style, y > 0 and row == self.cursor)
        return Strip([Segment(" " * self.EDGE, style), *cells]).adjust_cell_length(width, style)

    def _cells(self, item: Item, style: Style, here: bool) -> list[Segment]:
        name, shown = self._layout()
        more = "<" if self._first and item.key is None else " "
        segments = [Segment(fit(item.fields[0], name), style + Style(bold=here)), Segment(more, style)]
        for number in shown:
            look = item.looks[number] if number < len(item.looks) else ""
            own = style + self.look(look) if look else style
            if here and number == self.year + 1:
                own += self.look("cursor")
            segments += [Segment(fit(item.fields[number], self.columns[number].width), own), Segment(" ", style)]
        if item.key is None and shown.stop < len(self.columns):
            segments[-1] = Segment(">", style)
        return segments
