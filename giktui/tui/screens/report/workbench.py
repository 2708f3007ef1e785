"""A report being worked on: what holds it, changes it, checks it, goes about in it, and what these ask of the screen.

None of the parts knows the screen, nor another but by a protocol; this is where they meet.
"""

from collections.abc import Callable, Coroutine
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.screen import Screen
from textual.timer import Timer

from giktui.tui.dialogs.questions import DialogQuestions
from giktui.tui.host import Host, host_of
from giktui.tui.keymap import key_name
from giktui.tui.report_session import ReportSession
from giktui.tui.screens.base.lifecycle import Lifecycle
from giktui.tui.screens.report.editing import EditController
from giktui.tui.screens.report.findings_walk import FindingsWalk
from giktui.tui.screens.report.navigation import Navigator
from giktui.tui.screens.report.part_pane import PartPane
from giktui.tui.widgets.entry_grid import EntryGrid
from giktui.tui.widgets.message_line import MessageLine
from giktui.tui.widgets.section_list import SectionList

if TYPE_CHECKING:
    from giktui.store import Connection, Entry


class Workbench:
    """The parts of a report screen, and the screen as they know it."""

    def __init__(self, screen: Screen[None], show_all: Callable[[], None], entry: "Entry", start: str | None) -> None:
        self.screen, self.show_all, self._entry, self._start = screen, show_all, entry, start
        self.ask = DialogQuestions(screen)

    @cached_property
    def session(self) -> ReportSession:
        """The report being worked on."""
        return ReportSession(self.host.db, self._entry, read_only=self.host.read_only)

    @cached_property
    def edits(self) -> EditController:
        """What changes the report."""
        return EditController(self.session, self)

    @cached_property
    def walk(self) -> FindingsWalk:
        """What checks the report."""
        return FindingsWalk(self.session, self)

    @cached_property
    def navigator(self) -> Navigator:
        """What goes about in the report."""
        return Navigator(self.session, self, self.host.path, self._start)

    @cached_property
    def lifecycle(self) -> Lifecycle:
        """What submits, reopens and leaves the report."""
        return Lifecycle(self, self.edits)

    @property
    def host(self) -> Host:
        """The app, with its database."""
        return host_of(self.screen)

    @property
    def path(self) -> Path:
        """The database's file."""
        return self.host.path

    @property
    def db(self) -> "Connection":
        """The database."""
        return self.host.db

    @property
    def entry(self) -> "Entry":
        """The report's line in the database, as it was read last."""
        return self.session.entry

    @property
    def pane(self) -> PartPane:
        """What stands at the right."""
        return self.screen.query_one(PartPane)

    # -- what its parts ask of it -------------------------------------------------------------------------------

    def say(self, message: str) -> None:
        """Say something in the last line; an empty message brings the keys back."""
        self.screen.query_one(MessageLine).say(message, stay=self.session.unsaved > 0)

    def announce(self, message: str) -> None:
        """Say something that stays a while, wherever the user goes on to."""
        self.host.say(message, error=True)

    def later(self, seconds: float, do: Callable[[], object]) -> Timer:
        """Do something in so many seconds."""
        return self.screen.set_timer(seconds, lambda: (do(), None)[1])

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Run a coroutine that may ask something."""
        self.screen.run_worker(work)

    def changed(self) -> None:
        """Something was saved, or waits to be: show it, and check when changes pause."""
        self.show_all()
        self.walk.check_soon()

    def check(self) -> None:
        """Check at once."""
        self.walk.check()

    def checked(self) -> None:
        """The findings are new."""
        self.show_all()
        self.navigator.remember()

    def attempt(self, change: Callable[[], object]) -> bool:
        """Make a change of the report; False, having said why, where it failed."""
        return self.edits.attempt(change)

    def entry_changed(self) -> None:
        """The report is in another state."""
        self.session.refresh()
        self.show_all()

    def ready(self) -> bool:
        """Save what is being typed; False, having said why, while a table is entered a second time."""
        self.leave_cell()
        return not self.edits.busy_with_double_entry()

    def leave_cell(self) -> None:
        """Save what is being typed."""
        for change in self.pane.take_typed():
            self.edits.write(*change)

    def give_up_typing(self) -> bool:
        """Forget the number being typed; False where there is none."""
        typing = self.pane.grid is not None and self.pane.grid.typing is not None
        if typing and self.pane.grid is not None:
            self.pane.grid.action_give_up()
        return typing

    def go_to_cell(self, cell: str) -> None:
        """Put the cursor on a cell, if its table is shown. What is being said stays: the user has not moved."""
        if self.pane.grid is not None:
            with self.pane.grid.prevent(EntryGrid.Moved):
                self.pane.grid.go_to(cell)
            self.show_all()

    def reread_texts(self) -> None:
        """Show the texts as they are stored."""
        if self.pane.editor is not None:
            self.pane.editor.reread()

    def take_over_texts(self) -> None:
        """Show what others stored."""
        if self.pane.editor is not None:
            self.pane.editor.take_over()

    # -- as the navigator's stage -------------------------------------------------------------------------------

    @property
    def cursor(self) -> str:
        """The cell the cursor is on; empty in a text."""
        return self.pane.grid.cursor if self.pane.grid is not None else ""

    def may_change(self, *, part: bool) -> bool:
        """Save what is being typed; False while a table is entered a second time and another part is asked for."""
        self.leave_cell()
        return not part or not self.edits.busy_with_double_entry()

    async def change(self, part: str, cell: str | None) -> None:
        """Show another part at the right."""
        await self.pane.change(part, cell)

    def hold_keys(self) -> AbstractContextManager[None]:
        """Let no key in meanwhile."""
        return self.host.hold_keys()

    def move(self, cell: str) -> None:
        """Put the cursor on another cell."""
        self.go_to_cell(cell)

    def enter(self) -> None:
        """Give the focus to what stands at the right."""
        self.pane.enter()

    def rest(self) -> None:
        """Give the focus to the list of sections."""
        self.screen.set_focus(self.screen.query_one(SectionList))

    def moved(self) -> None:
        """The user is in another part."""
        self.say("")
        self.show_all()

    def key_of(self, id: str) -> str:
        """The first key of an action, as people write it."""
        return next(map(key_name, self.host.keys_of(id)), "")

    async def may_leave(self) -> bool:
        """Save what is being typed; False where the user wants, or has, to stay."""
        self.leave_cell()
        self.edits.keep_second_pass()
        self.navigator.remember()
        return await self.lifecycle.may_leave()

    def save_in_hand(self) -> list[str]:
        """The app is ending: save the cell and the texts being typed; what cannot be saved, in words."""
        grid, editor = self.pane.grid, self.pane.editor
        if self.edits.double_entry is not None and grid is not None and grid.in_hand:
            self.edits.double_entry.enter(dict([grid.in_hand[:2]]))
        self.edits.keep_second_pass()
        cells = [grid.in_hand] if grid is not None and self.edits.double_entry is None and grid.in_hand else []
        return self.session.save_in_hand([*cells, *(editor.take_changed() if editor is not None else ())])
