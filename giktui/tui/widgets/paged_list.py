"""A list of any length on the line API: it holds the rows around the window, and asks its source for the rest."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from giktui.text.wrapping import wrapped
from giktui.tui.keymap import bindings
from giktui.tui.widgets.fit import fit, fit_ends, fit_name
from giktui.tui.widgets.list_order import ListOrder
from giktui.tui.widgets.list_rows import Column, Item, Rows, Source

_PAGE = 64


class PagedList(ScrollView, can_focus=True):
    """Rows under a fixed head, one of them the cursor. Posts Moved and Chosen."""

    EDGE: ClassVar[int] = 1
    """The blank cells left of every row."""

    DEFAULT_CSS = """
    PagedList {
        height: 1fr; background: $background;
        overflow-x: hidden; scrollbar-gutter: stable; scrollbar-size-vertical: 1;
    }
    PagedList > .paged-list--head { color: $primary; background: $surface; }
    PagedList > .paged-list--row { color: $foreground; }
    PagedList > .paged-list--cursor { background: $panel; text-style: bold; }
    PagedList:focus > .paged-list--cursor { color: $block-cursor-foreground; background: $block-cursor-background; }
    PagedList > .paged-list--error { color: $error; text-style: bold; }
    PagedList > .paged-list--soft { color: $warning; }
    PagedList > .paged-list--fine { color: $success; }
    PagedList > .paged-list--muted { color: $secondary; }
    PagedList > .paged-list--changed { color: $accent; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"paged-list--{name}" for name in ("head", "row", "cursor", "error", "soft", "fine", "muted", "changed")
    }
    BINDINGS: ClassVar = bindings("list")

    class About(Message):
        """Says something of a row; `item` is None in an empty list."""

        def __init__(self, sender: "PagedList", item: Item | None) -> None:
            super().__init__()
            self.sender, self.item = sender, item

        @property
        def control(self) -> "PagedList":
            """The list it comes from."""
            return self.sender

    class Moved(About):
        """The cursor stands on another row, or the rows are new."""

    class Chosen(About):
        """The row under the cursor was clicked. (Enter is the screen's own key.)"""

    class Ordered(Message):
        """Asks the screen for other rows: sorted by the column's `sort`, or as they come where that is empty."""

        def __init__(self, sort: str, *, falling: bool) -> None:
            super().__init__()
            self.sort, self.falling = sort, falling

    def __init__(self, columns: Sequence[Column], source: Source | None = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.columns = tuple(columns)
        self.source: Source = source or Rows()
        self.empty = ""
        """What stands in the list while it has no rows: what to do about that."""
        self.order = ListOrder()
        self._unsorted: Source = self.source
        self.cursor = 0
        self._pages: dict[int, Sequence[Item]] = {}

    def show(self, source: Source, *, cursor: int | None = None, columns: Sequence[Column] | None = None) -> None:
        """Show other rows. The cursor keeps its line, unless told where to go."""
        self._unsorted = source
        if columns is not None:
            self.columns = tuple(columns)
        self.source = self.order.applied(source, self.columns)
        self._pages.clear()
        self.cursor = max(0, min(self.cursor if cursor is None else cursor, len(source) - 1))
        self._measure()
        self._reveal()
        self.refresh()
        self.post_message(self.Moved(self, self.item))

    def show_items(self, items: Sequence[Item], *, columns: Sequence[Column] | None = None) -> None:
        """Show other rows, the cursor on the one it is on as long as that is among them, else on the first."""
        key = self.item.key if self.item else None
        self.show(Rows(items), cursor=next((n for n, item in enumerate(items) if item.key == key), 0), columns=columns)

    def sort_by(self, order: ListOrder) -> None:
        """Sort the rows, or put them back in the order they came in; the cursor stays on its row."""
        if any(one.sort for one in self.columns):
            sort = self.columns[order.column].sort if order.column is not None else ""
            self.post_message(self.Ordered(sort, falling=order.falling))
            return
        key = self.item.key if self.item else None
        self.order = order
        ordered = order.applied(self._unsorted, self.columns)
        items = ordered.items if isinstance(ordered, Rows) else ()
        self.show(self._unsorted, cursor=next((n for n, item in enumerate(items) if item.key is key), None))

    def mark_order(self, sort: str, *, falling: bool = False) -> None:
        """Say in the heads that the rows come sorted by the column of that `sort`; by none where there is none."""
        number = next((number for number, column in enumerate(self.columns) if column.sort == sort != ""), None)
        self.order = ListOrder(number, falling)

    def action_sort(self) -> None:
        """Sort in the next way there is."""
        self.sort_by(self.order.following(self._unsorted, self.columns))

    def _head_clicked(self, x: int) -> None:
        begin = 0
        for number, (column, width) in enumerate(zip(self.columns, self.widths(), strict=True)):
            if begin <= x <= begin + width and column.sortable:
                self.sort_by(self.order.clicked(number))
            begin += width + 1

    def reload(self) -> None:
        """Ask the source again for what is on the screen."""
        self._pages.clear()
        self._measure()
        self.refresh()

    @property
    def item(self) -> Item | None:
        """The row under the cursor."""
        return self.at(self.cursor)

    @property
    def window(self) -> range:
        """The numbers of the rows that are on the screen."""
        top = int(self.scroll_offset.y)
        return range(top, min(len(self.source), top + max(0, self.size.height - 1)))

    def at(self, row: int) -> Item | None:
        """The row of that number, or None outside the list."""
        if not 0 <= row < len(self.source):
            return None
        number, place = divmod(row, _PAGE)
        if number not in self._pages:
            if len(self._pages) > 16:
                self._pages.clear()
            self._pages[number] = self.source.page(number * _PAGE, _PAGE)
        page = self._pages[number]
        return page[place] if place < len(page) else None

    def move_to(self, row: int) -> None:
        """Put the cursor on that row, or the nearest there is."""
        row = max(0, min(row, len(self.source) - 1))
        if row == self.cursor:
            return
        old, self.cursor = self.cursor, row
        if not self._reveal():
            self._refresh_rows(old, row)
        self.post_message(self.Moved(self, self.item))

    def action_up(self) -> None:
        """The row above."""
        self.move_to(self.cursor - 1)

    def action_down(self) -> None:
        """The row below."""
        self.move_to(self.cursor + 1)

    def action_page_up(self) -> None:
        """A windowful up."""
        self.move_to(self.cursor - max(1, self.size.height - 2))

    def action_page_down(self) -> None:
        """A windowful down."""
        self.move_to(self.cursor + max(1, self.size.height - 2))

    def action_first(self) -> None:
        """The first row."""
        self.move_to(0)

    def action_last(self) -> None:
        """The last row."""
        self.move_to(len(self.source) - 1)

    def on_click(self, event: Click) -> None:
        """The row that was clicked; a second click chooses it."""
        row = int(self.scroll_offset.y) + event.y - 1
        if event.y == 0:
            self._head_clicked(event.x - self.EDGE)
        if event.y == 0 or not 0 <= row < len(self.source):
            return
        if row == self.cursor:
            self.post_message(self.Chosen(self, self.item))
        self.move_to(row)

    def on_mount(self) -> None:
        """Make room for the rows."""
        self._measure()

    def on_resize(self) -> None:
        """Keep the cursor on the screen."""
        self._measure()
        self._reveal()
        self.refresh()

    def _measure(self) -> None:
        self.virtual_size = Size(self.size.width, len(self.source) + 1)

    def _reveal(self) -> bool:
        """Scroll so that the cursor is seen; whether that moved the window."""
        height = max(1, self.size.height - 1)
        top = int(self.scroll_offset.y)
        target = min(max(top, self.cursor - height + 1), self.cursor)
        if target == top:
            return False
        self.scroll_to(y=target, animate=False, immediate=True)
        return True

    def _refresh_rows(self, *rows: int) -> None:
        top = int(self.scroll_offset.y)
        self.refresh(*(Region(0, row - top + 1, self.size.width, 1) for row in rows))

    @property
    def room(self) -> int:
        """The cells a row has for its columns: all but the edge that lists keep as the other lines of a screen do."""
        return self.scrollable_content_region.width - self.EDGE

    def widths(self) -> list[int]:
        """The columns' widths in terminal cells, one cell between two of them."""
        free = self.room - sum(c.width + 1 for c in self.columns if c.width)
        open_ended = [c for c in self.columns if not c.width]
        share = max(4, (free - len(open_ended) + 1) // len(open_ended)) if open_ended else 0
        return [column.width or share for column in self.columns]

    def look(self, name: str) -> Style:
        """The style of a component class."""
        return self.get_component_rich_style(f"paged-list--{name}")

    def render_line(self, y: int) -> Strip:
        """The head, then the rows from the one scrolled to."""
        width = self.size.width
        if y == 0:
            titles = Item(None, tuple(self.order.title(number, self.columns) for number in range(len(self.columns))))
            head = self.look("head")
            return Strip([Segment(" " * self.EDGE, head), *self.pieces(titles, head)]).adjust_cell_length(width, head)
        row = int(self.scroll_offset.y) + y - 1
        item = self.at(row)
        if item is None:
            return self.blank_line(y)
        style = self.look("row")
        if row == self.cursor:  # in one colour: the others are made for another ground
            style += self.look("cursor")
            item = replace(item, looks=())
        return Strip([Segment(" " * self.EDGE, style), *self.pieces(item, style)]).adjust_cell_length(width, style)

    def blank_line(self, y: int) -> Strip:
        """A line below the rows; in a list without any, what there is to do."""
        said = list(wrapped(self.empty, max(20, self.size.width - 4))) if not len(self.source) else []
        if not 2 <= y < 2 + len(said):
            return Strip.blank(self.size.width, self.rich_style)
        return Strip([Segment("  " + said[y - 2], self.look("muted"))]).adjust_cell_length(
            self.size.width, self.look("row")
        )

    def pieces(self, item: Item, style: Style) -> list[Segment]:
        """The fields side by side, each in its column."""
        looks = item.looks or ("",) * len(item.fields)
        segments: list[Segment] = []
        for field, look, width, column in zip(item.fields, looks, self.widths(), self.columns, strict=False):
            own = style + self.look(look) if look else style
            fitting = fit_name if column.cells else fit_ends if column.ends else fit
            text = fit(field, width, right=True) if column.right else fitting(field, width)
            segments += [Segment(text, own), Segment(" ", style)]
        return segments
