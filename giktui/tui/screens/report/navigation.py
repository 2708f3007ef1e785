"""Which part of a report is shown, and where in it the user is: now, at the beginning, and the next time."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from giktui.form import Form, Table
from giktui.i18n import _
from giktui.totals import parts_of as sums_of
from giktui.tui.dialogs.questions import Questions
from giktui.tui.report_parts import FRONT, parts_of, short_title
from giktui.tui.report_session import ReportSession
from giktui.tui.ui_state import Where, recall, remember
from giktui.tui.widgets.entry_grid.moves import entry_order
from giktui.wording.cells import row_label


class Stage(Protocol):
    """Where the navigator shows a part."""

    @property
    def cursor(self) -> str:
        """The cell the cursor is on; empty in a text."""

    def may_change(self, *, part: bool) -> bool:
        """Save what is being typed; False, having said why, where the user has to stay (in the part, if one asks)."""

    async def change(self, part: str, cell: str | None) -> None:
        """Show another part, the cursor on `cell` if given."""

    def hold_keys(self) -> AbstractContextManager[None]:
        """Let no key in meanwhile."""

    def move(self, cell: str) -> None:
        """Put the cursor on another cell of the part that is shown."""

    def enter(self) -> None:
        """Give what is shown the focus."""

    def rest(self) -> None:
        """Give the list of parts the focus, where no digit does anything."""

    def moved(self) -> None:
        """The user is elsewhere: show that."""


class Navigator:
    """Goes about in one report."""

    def __init__(self, session: ReportSession, stage: Stage, database: Path, start: str | None = None) -> None:
        """Begin at `start` (a cell id, a section id, "title" or "preamble"), else where the user last was."""
        self.session, self.stage, self.database = session, stage, database
        self.part, self.first_cell = self._first_place(start)
        self._remembered: Where | None = None

    @property
    def form(self) -> Form:
        """The report's form."""
        return self.session.form

    def _first_place(self, place: str | None) -> tuple[str, str | None]:
        """The part to begin with, and the cell in it: as asked, else where the user was, else the first table."""
        if place is None:
            where, entry = recall(self.database), self.session.entry
            if (where.agency, where.year) == (entry.agency, entry.year):
                place = where.cell or where.section
        if place in self.form.cells:
            return self.form.cells[str(place)].table, place
        if place in ("title", "preamble"):
            return FRONT, None
        return (place if place in parts_of(self.form) else self.form.tables[0].id), None

    async def show_part(self, part: str, cell: str | None = None, *, enter: bool = True) -> None:
        """Show another part, with the cursor on `cell` if given."""
        if not self.stage.may_change(part=part != self.part):
            return
        with self.stage.hold_keys():
            if part != self.part:
                self.part = part
                await self.stage.change(part, cell)
            elif cell is not None:
                self.stage.move(cell)
            if enter:
                self.stage.enter()
        self.stage.moved()
        self.remember()

    async def go_to(self, place: str) -> None:
        """Show a cell, or a part from its beginning."""
        if place in self.form.cells:
            await self.show_part(self.form.cells[place].table, place)
        else:
            await self.show_part(FRONT if place in ("title", "preamble") else place)

    async def to_number(self, number: int) -> None:
        """Show the part of that number, 0 being title and preamble."""
        await self.show_part(parts_of(self.form)[number])

    async def step(self, by: int) -> None:
        """Show the part below or above, from the other end again after the last."""
        parts = parts_of(self.form)
        await self.show_part(parts[(parts.index(self.part) + by) % len(parts)])

    async def go_on(self, *, row_wise: bool) -> str:
        """From the end of a table to the first blank of the next that has one, in the end of this one; what to say.

        Where no table has a blank the cursor leaves the table: the next digit would write over what is there.
        """
        at = next(number for number, table in enumerate(self.form.tables) if table.id == self.part)
        here, left = self.form.tables[at], self._blanks(self.form.tables[at], row_wise=row_wise)
        name = short_title(self.form, here.id)
        for table in (*self.form.tables[at + 1 :], *self.form.tables[:at]):
            if blanks := self._blanks(table, row_wise=row_wise):
                await self.show_part(table.id, blanks[0])
                said = _("{here}到底了，接着录{there}").format(here=name, there=short_title(self.form, table.id))
                return said + (_("（{here}还空着 {n} 格）").format(here=name, n=len(left)) if left else "")
        if left:
            await self.show_part(here.id, left[0])
            return _("{here}到底了，回到空着的第一格，共 {n} 格").format(here=name, n=len(left))
        self.stage.rest()
        return _("各张表都录完了，没有空白格。Enter 回到表里")

    def _blanks(self, table: Table, *, row_wise: bool) -> list[str]:
        """The blank cells of a table that no sum fills, in the order of entry."""
        filled = {*self.session.cells, *sums_of(self.form)}
        return [cell for cell in entry_order(table, row_wise=row_wise) if cell not in filled]

    async def find_row(self, ask: Questions) -> None:
        """Ask for a row of any table by its words, and go there."""
        if not self.stage.may_change(part=False):
            return
        rows = [(table, row) for table in self.form.tables for row in table.rows]
        names = [row_label(row) for _table, row in rows]
        others = [" ".join([row.label, *row.under, *row.also]) for _table, row in rows]
        chosen = await ask.choose(_("找哪一行？"), names, words=others)
        if chosen is not None:
            table, row = rows[chosen]
            await self.show_part(table.id, f"{table.id}.{row.id}.{row.columns[0]}")

    def remember(self) -> None:
        """Keep where the user is, for the next time."""
        entry = self.session.entry
        here = Where(entry.agency, entry.year, self.part, self.stage.cursor)
        if here != self._remembered:
            self._remembered = here
            remember(self.database, here)
