"""The lines of a comparison under a cursor, with jumps from change to change."""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style

from giktui.tui.widgets.compare_lines import DELTA, PERCENT, VALUE, Shown
from giktui.tui.widgets.list_rows import Column, Item, Rows
from giktui.tui.widgets.paged_list import PagedList


class CompareView(PagedList):
    """A paged list whose rows are lines made for its width."""

    DEFAULT_CSS = """
    CompareView > .paged-list--removed { color: $error; text-style: underline; }
    CompareView > .paged-list--added { color: $success; text-style: bold underline; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"paged-list--removed", "paged-list--added"}

    def show_lines(self, lines: Sequence[Shown], titles: tuple[str, str, str]) -> None:
        """Show these lines under these titles; the cursor stays on its line, else near it on one of the same place."""
        name, old, new = titles
        columns = (
            Column(name, 0),
            Column(old, VALUE, right=True),
            Column(new, VALUE, right=True),
            Column("", DELTA),
            Column("", PERCENT + 1),  # one blank before the scroll bar
        )
        here = self.line
        near = [n for n, line in enumerate(lines) if line == here] or [
            n for n, line in enumerate(lines) if here is not None and here.place and line.place == here.place
        ]
        cursor = min(near, key=lambda n: abs(n - self.cursor), default=None)
        items = [Item(line, tuple(text for text, _look in line.runs)) for line in lines]
        self.show(Rows(items), cursor=cursor, columns=columns)

    @property
    def line(self) -> Shown | None:
        """The line under the cursor."""
        return self._shown(self.cursor)

    def _shown(self, row: int) -> Shown | None:
        item = self.at(row)
        return item.key if item and isinstance(item.key, Shown) else None

    def jump(self, by: int) -> bool:
        """To the next change, or the one before; False where there is none further on."""
        row = self.cursor + by
        while line := self._shown(row):
            if line.starts:
                self.move_to(row)
                return True
            row += by
        return False

    def pieces(self, item: Item, style: Style) -> list[Segment]:
        """A line as it was made; the head as columns."""
        if not isinstance(item.key, Shown):
            return super().pieces(item, style)
        return [Segment(text, style + self.look(look) if look else style) for text, look in item.key.runs]
