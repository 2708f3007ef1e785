"""Which part of a report is shown, and where in it the user is: now, at the beginning, and the next time."""

from pathlib import Path
from typing import Protocol

from giktui.form import Form
from giktui.i18n import _
from giktui.tui.dialogs.questions import Questions
from giktui.tui.report_parts import FRONT, parts_of
from giktui.tui.report_session import ReportSession
from giktui.tui.ui_state import Where, recall, remember
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

    def move(self, cell: str) -> None:
        """Put the cursor on another cell of the part that is shown."""

    def enter(self) -> None:
        """Give what is shown the focus."""

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
