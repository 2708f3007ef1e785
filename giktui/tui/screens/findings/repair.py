"""Repair hints on the findings screen: looked for in a thread, shown with what they mend, entered on request."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.tui.dialogs.asking import Choose
from giktui.tui.host import Host

if TYPE_CHECKING:
    from textual.app import App

    from giktui.checks import Finding, Hint, Hints
    from giktui.store import Entry

SHOWN = 3
"""So many hints stand below a finding; all are offered when one is to be entered."""


class Hinted(Protocol):
    """A screen of one report's findings, as far as the hints need it."""

    entry: "Entry"

    @property
    def app(self) -> "App[object]":
        """Where dialogs are shown."""

    @property
    def giktui(self) -> Host:
        """Where the database is."""

    @property
    def is_open(self) -> bool:
        """Whether it is still there when what was looked for is found."""

    def run_worker(self, work: Callable[[], None], *, group: str, exclusive: bool, thread: bool) -> object:
        """Do something in a thread."""

    def attempt(self, action: Callable[[], object]) -> bool:
        """Do it; where that fails, say why and return False."""

    def reread(self) -> None:
        """Check the report anew."""

    def describe(self) -> None:
        """Show the finding under the cursor anew."""


class Repair:
    """The hints for the report of a screen."""

    def __init__(self, screen: Hinted) -> None:
        self.screen = screen
        self.found: Hints | None = None

    def look(self, entry: "Entry") -> None:
        """Look for hints; when they are there, the screen describes its finding again."""
        self.found = None
        self.screen.run_worker(lambda: self._look(entry), thread=True, exclusive=True, group="hints")

    def _look(self, entry: "Entry") -> None:
        from giktui.store import connect
        from giktui.store.analysis.repairs import thorough_hints

        try:
            db = connect(self.screen.giktui.path, write=False)
            try:
                found = thorough_hints(db, entry)
            finally:
                db.close()
        except GiktuiError as error:
            self.screen.app.call_from_thread(self.screen.giktui.say, error, error=True)
            return
        self.screen.app.call_from_thread(self._show, entry, found)

    def _show(self, entry: "Entry", found: "Hints") -> None:
        if self.screen.is_open and entry == self.screen.entry:
            self.found = found
            self.screen.describe()

    def of(self, finding: "Finding | None") -> "list[Hint]":
        """The hints that mend a finding, among others or alone; all where none is asked for."""
        every = list(self.found.answers) if self.found else []
        return [hint for hint in every if finding is None or finding.rule in hint.mends]

    def lines(self, finding: "Finding | None") -> list[str]:
        """The likeliest hints that mend a finding, as lines."""
        if finding is None:
            return []
        hints = [hint for hint in self.of(finding) if hint.text != finding.suggestion]
        said = [_("修复：{hint}").format(hint=hint.text) for hint in hints[:SHOWN]]
        if len(hints) > SHOWN:
            said.append(_("还有 {n} 种修复，按 r 看").format(n=len(hints) - SHOWN))
        if hints and self.found is not None and not self.found.complete:
            said.append(_("（没有找遍：同时改几格的办法太多）"))
        return said

    def offer(self, finding: "Finding | None") -> None:
        """Let one of the hints be chosen, those for the finding first, and enter it."""
        hints = self.of(finding)
        hints += [hint for hint in self.of(None) if hint not in hints]
        if not hints:
            self.screen.giktui.say(_("没有可以一键修复的算式问题。"))
            return

        def chosen(number: int | None) -> None:
            if number is not None:
                self._enter(hints[number])

        self.screen.app.push_screen(Choose(_("按哪一种修复？（可以撤销）"), [hint.text for hint in hints]), chosen)

    def _enter(self, hint: "Hint") -> None:
        from giktui.store import actor
        from giktui.store.analysis.repairs import apply_repair, as_repair

        entry = self.screen.entry
        self.screen.attempt(lambda: apply_repair(self.screen.giktui.db, entry, as_repair(hint), actor=actor()))
        self.screen.reread()
