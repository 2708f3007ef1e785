"""A form's table on the screen with a cursor on one number: drawing, scrolling, moving."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from textual import events
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from giktui.form import Form, Table
from giktui.i18n import _
from giktui.report import Number
from giktui.tui.themes import looks
from giktui.tui.widgets.entry_grid.arranging import arrange, digits_by_column
from giktui.tui.widgets.entry_grid.fitting import width_of
from giktui.tui.widgets.entry_grid.layout import MARGIN, Beside, Layout, Room, Slot
from giktui.tui.widgets.entry_grid.margins import Margins, margins_of, row_differences
from giktui.tui.widgets.entry_grid.marks import Content
from giktui.tui.widgets.entry_grid.moves import first_cell
from giktui.tui.widgets.entry_grid.painting import Picture, body_line, head_line, margin_line
from giktui.tui.widgets.entry_grid.typing import Typing
from giktui.tui.widgets.fit import WIDE
from giktui.wording.cells import section_title


class GridView(Widget, can_focus=True):
    """A table of the form on the line API: heads and column margins stay, the body scrolls under the cursor.

    Only what changed is drawn anew: a move costs two cells. `show_table` gives it a table, `show` new content.
    """

    @dataclass
    class Moved(Message):
        """The cursor stands on another cell."""

        cell: str

    def __init__(self, form: Form, table: Table, content: Content | None = None, *, cursor: str | None = None) -> None:
        super().__init__(classes="entry-grid")
        self.form, self.table = form, table
        self.content = content or Content()
        self.layout_: Layout = arrange(table, Room(70))
        self.cursor = cursor or first_cell(self.layout_)
        self.typing: Typing | None = None
        self.last_shown = False
        self.top = 0
        self._margins = Margins()
        self._totals: Collection[str] = ()
        self._room = Room(70)

    # -- what it shows ------------------------------------------------------------------------------------------

    def show_table(self, form: Form, table: Table, content: Content, cursor: str | None = None) -> None:
        """Show another table (or the same with the cursor elsewhere)."""
        self.form, self.table, self.content, self.typing = form, table, content, None
        self.top = 0
        self._arrange()
        self.cursor = cursor if cursor is not None and cursor in self.layout_.places else first_cell(self.layout_)
        self._reveal()
        self.refresh()

    def show(self, content: Content) -> None:
        """Show new content of the same table, drawing only cells and margins that differ."""
        old, self.content = self.content, content
        if not self._room.suffices_for(self._room_needed()):
            self._arrange()
            self.refresh()
            return
        changed = [
            cell
            for cell in self.layout_.places
            if old.cells.get(cell) != content.cells.get(cell) or old.mark(cell) != content.mark(cell)
        ]
        self._redraw_cells(changed)
        self.refresh_margins()

    def totals(self) -> Collection[str]:
        """The cells that are sums of others in this table."""
        return {r.total for r in self.form.relations if r.total is not None and r.table == self.table.id}

    def shown_cells(self) -> Mapping[str, Number]:
        """The numbers as they would be if what is being typed were committed now."""
        return self.content.cells

    def _arrange(self) -> None:
        self._room = self._room_needed()
        self.layout_ = arrange(self.table, self._room, last=self.last_shown)
        self._totals = self.totals()
        self._margins = self._compute_margins()

    def _room_needed(self) -> Room:
        """What the numbers of this year, and of last year where they are shown, ask for."""
        lacking = row_differences(self.form, self.table, self.shown_cells()).values()
        margin = max(MARGIN, 2 + max(map(width_of, lacking), default=0))
        now, last = digits_by_column(self.table, self.content.cells), digits_by_column(self.table, self.content.last)
        if self.last_shown:
            now = {column: max(digits, last[column]) for column, digits in now.items()}
        last = {column: max(digits, now[column]) for column, digits in last.items()}  # the change has as many
        by_column = {column: (now[column], last[column]) for column in now}
        width = max(self.size.width, 40)
        return Room(width, max(now.values()), margin, self._beside(), max(last.values()), by_column)

    def _beside(self) -> Beside:
        """What of last year there is room for at the right: it goes by the screen, so that all tables have the same."""
        width = self.app.size.width
        return "none" if not self.content.last or width < WIDE else "total" if width < 150 else "all"

    # -- drawing ------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """The strip of one screen line: sticky head, body, or sticky margin."""
        picture, width = self._picture(), self.size.width
        above, below = len(self.layout_.head), len(self._margins[1])
        if y < above:
            strip = head_line(picture, y, self._corner(y))
        elif self._body_height <= y - above < self._body_height + below:
            strip = margin_line(picture, y - above - self._body_height, self._out_of_sight(y - above))
        elif self.top + y - above < len(self.layout_.lines) and y - above < self._body_height:
            strip = body_line(picture, self.top + y - above)
        else:
            return Strip.blank(width, picture.looks["plain"])
        left = self._left
        if left:
            label = self.layout_.label_width
            strip = Strip.join([strip.crop(0, label), strip.crop(label + left, strip.cell_length)])
        return strip.adjust_cell_length(width, picture.looks["plain"]).crop(0, width)

    def _picture(self) -> Picture:
        rows, columns = self._margins
        look = looks(self.app.theme, "background")
        cells = self.shown_cells()
        return Picture(
            self.layout_,
            self.content,
            cells,
            self._totals,
            self.cursor,
            self.typing,
            rows,
            columns,
            look,
            self.has_focus,
        )

    def _corner(self, y: int) -> str:
        """What stands left of the heads: the section's title; below it the group of the first row, if out of sight."""
        if y == 0:
            return section_title(self.form.section(self.table.id))
        if y == len(self.layout_.head) - 1:
            for line in self.layout_.lines[: self.top][::-1]:
                if line.what == "group":
                    return line.text if self.layout_.lines[self.top].indent > line.indent else ""
        return ""

    def _out_of_sight(self, y: int) -> str:
        """What sticky line `y` says of the rows that are scrolled away: the first how many above, the last below."""
        below = len(self.layout_.lines) - self.top - self._body_height
        if below > 0 and y == self._body_height + len(self._margins[1]) - 1:
            return _("下{n}行").format(n=below)
        return _("上{n}行").format(n=self.top) if self.top and y == self._body_height else ""

    @property
    def _body_height(self) -> int:
        room = self.size.height - len(self.layout_.head) - len(self._margins[1])
        return max(1, min(room, len(self.layout_.lines)))

    @property
    def _left(self) -> int:
        """How many columns of the numbers are scrolled away to the left: none wherever they fit."""
        _line, slot = self.layout_.places[self.cursor]
        return max(0, slot.x + slot.width - self.size.width)

    def region_of(self, cell: str) -> Region | None:
        """Where a cell is on this widget; None if it is scrolled away."""
        number, slot = self.layout_.places[cell]
        y = number - self.top
        if not 0 <= y < self._body_height:
            return None
        return Region(slot.x - self._left, y + len(self.layout_.head), slot.width, 1)

    def _region_of_change(self, cell: str) -> Region | None:
        """Where the change of a cell since last year stands."""
        number, _slot = self.layout_.places[cell]
        y = number - self.top
        for aside in self.layout_.lines[number].asides:
            if aside.what == "change" and aside.slot.cell == cell and 0 <= y < self._body_height:
                return Region(aside.slot.x - self._left, y + len(self.layout_.head), aside.slot.width, 1)
        return None

    def _redraw_cells(self, cells: Iterable[str]) -> None:
        here = [cell for cell in cells if cell in self.layout_.places]
        regions = [region for cell in here if (region := self.region_of(cell))]
        regions += [region for cell in here if (region := self._region_of_change(cell))]
        if regions:
            self.refresh(*regions)

    # -- margins ------------------------------------------------------------------------------------------------

    def _compute_margins(self) -> Margins:
        return margins_of(self.form, self.table, self.layout_, self.shown_cells())

    def refresh_margins(self) -> None:
        """Compute the differences anew and draw those that are others."""
        (old_rows, old_columns), self._margins = self._margins, self._compute_margins()
        rows, columns = self._margins
        if max(map(width_of, rows.values()), default=0) + 2 > self._room.margin:
            self._arrange()
            self.refresh()
            return
        if len(columns) != len(old_columns):
            self._reveal()
            self.refresh()
            return
        above, width = len(self.layout_.head), self.size.width
        regions = []
        for number, text in rows.items():
            y = number - self.top
            if text != old_rows.get(number) and 0 <= y < self._body_height:
                x = self.layout_.lines[number].end - self._left
                regions.append(Region(x, above + y, max(0, width - x), 1))
        for index, (line, old) in enumerate(zip(columns, old_columns, strict=True)):
            if line != old:
                regions.append(Region(0, above + self._body_height + index, width, 1))
        if regions:
            self.refresh(*regions)

    # -- moving -------------------------------------------------------------------------------------------------

    def go_to(self, cell: str) -> None:
        """Put the cursor on a cell of the table."""
        if cell == self.cursor or cell not in self.layout_.places:
            return
        left, old, self.cursor = self._left, self.cursor, cell
        if self._reveal() or left != self._left:
            self.refresh()
        else:
            self._redraw_cells((old, cell))
        self.post_message(self.Moved(cell))

    def _reveal(self) -> bool:
        """Scroll, by a third of the page at least, until the cursor's line is visible; whether that was needed.

        Scrolling draws the whole body anew, so it is done seldom rather than line by line.
        """
        number, _slot = self.layout_.places[self.cursor]
        height, old = self._body_height, self.top
        furthest = max(0, len(self.layout_.lines) - height)
        reach = max(1, height // 3)
        if number < self.top:
            self.top = max(0, number - reach)
        elif number >= self.top + height:
            self.top = min(furthest, number - height + 1 + reach)
        self.top = min(self.top, furthest)
        if number == self.layout_.rows[0]:
            self.top = 0
        return self.top != old

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where typing happens on the screen: the terminal's own cursor stands there, and an input method opens its
        window at it."""
        region = self.region_of(self.cursor)
        at = self.content_region.offset
        return at if region is None else at + Offset(region.right - 1, region.y)

    def slot(self, cell: str) -> Slot:
        """The slot of a cell of the table."""
        return self.layout_.places[cell][1]

    # -- events -------------------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Lay the table out for the new width."""
        self._arrange()
        self._reveal()
        self.refresh()

    def on_focus(self) -> None:
        """Show the cursor as active."""
        self._redraw_cells((self.cursor,))

    def on_blur(self) -> None:
        """Show the cursor as resting."""
        self._redraw_cells((self.cursor,))

    def on_click(self, event: events.Click) -> None:
        """A click on a number goes there; for those who have a mouse."""
        at = Offset(event.x, event.y)
        for cell in self.layout_.places:
            region = self.region_of(cell)
            if region is not None and region.contains_point(at):
                self.go_to(cell)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the table under the heads; the cursor stays where it is."""
        self._scroll_by(3, event)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """And back."""
        self._scroll_by(-3, event)

    def _scroll_by(self, lines: int, event: events.MouseEvent) -> None:
        event.stop()
        top = max(0, min(self.top + lines, len(self.layout_.lines) - self._body_height))
        if top != self.top:
            self.top = top
            self.refresh()

    def page(self) -> int:
        """How many rows PgUp and PgDn go."""
        return max(1, self._body_height - 2)
