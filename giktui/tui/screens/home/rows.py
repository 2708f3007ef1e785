"""The rows of the home screen: an agency a row, a year a column, in each cell the state of a report."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from giktui.tui.finding_words import Counts
from giktui.tui.screens.base.background_counts import Stamp
from giktui.tui.widgets.list_rows import Item
from giktui.wording.statuses import status_name

if TYPE_CHECKING:
    from giktui.store import Connection
    from giktui.store.analysis.overview import Line

YEAR_WIDTH = 12
"""The cells that the state of a report has."""


def stamp(line: "Line", year: int) -> Stamp:
    """What the findings of a report depend on: itself and the year before."""
    entry, before = line.entries[year], line.entries.get(year - 1)
    return (entry.id, entry.revision, *((before.id, before.revision) if before else ()))


class Agencies:
    """The agencies in the order of the tree, those whose name has a word in it, fetched a page at a time."""

    def __init__(
        self,
        db: "Connection",
        outline: Sequence[tuple[int, int]],
        years: Sequence[int],
        word: str,
        counts: Callable[[Stamp], Counts | None],
    ) -> None:
        from giktui.store.analysis.overview import named

        self.db, self.years, self.counts = db, years, counts
        wanted = named(db, word) if word else None
        self.outline = [line for line in outline if wanted is None or line[0] in wanted]

    def __len__(self) -> int:
        return len(self.outline)

    def page(self, start: int, count: int) -> Sequence[Item]:
        """The lines of the outline from `start` on, with what is known of their reports."""
        from giktui.store.analysis.overview import lines

        return [self._item(line) for line in lines(self.db, self.outline[start : start + count])]

    def row_of(self, agency: int, other: int) -> int:
        """The row of the agency with that id; `other` where it is not listed."""
        return next((row for row, (id, _depth) in enumerate(self.outline) if id == agency), other)

    def row_named(self, name: str) -> int:
        """The row of the agency with that name; the first where it is not listed."""
        from giktui.store import find_agency

        agency = find_agency(self.db, name) if name else None
        return self.row_of(agency.id, 0) if agency else 0

    def _item(self, line: "Line") -> Item:
        fields, looks = ["  " * line.depth + line.name], [""]
        for year in self.years:
            entry = line.entries.get(year)
            counts = self.counts(stamp(line, year)) if entry else None
            state = "-" if entry is None else status_name(entry.status)
            said = f"{state} {counts.short()}" if counts else state
            fields.append(said if cell_len(said) <= YEAR_WIDTH else said.replace(" ", ""))
            looks.append("muted" if entry is None else counts.look if counts else "")
        return Item(line, tuple(fields), tuple(looks))
