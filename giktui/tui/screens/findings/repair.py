"""Repair hints on the findings screen: looked for in a thread, shown with what they mend, entered on request."""

import sqlite3
from typing import TYPE_CHECKING

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.tui.screens.base.dialogs import Choose

if TYPE_CHECKING:
    from giktui.checks import Finding, Hint, Hints
    from giktui.store import Entry
    from giktui.tui.screens.findings.screen import FindingsScreen

SHOWN = 3
"""So many hints stand below a finding; all are offered when one is to be entered."""


def find_hints(db: sqlite3.Connection, entry: "Entry") -> "Hints":
    """The smallest repairs of a stored report, with last year's where there is one."""
    from giktui.checks import repair_hints
    from giktui.store import last_report, load

    return repair_hints(load(db, entry.id), last_report(db, entry.agency_id, entry.year))


class Repair:
    """The hints for the report of a findings screen."""

    def __init__(self, screen: "FindingsScreen") -> None:
        self.screen = screen
        self.found: Hints | None = None

    def look(self, entry: "Entry") -> None:
        """Look for hints; when they are there, the screen describes its finding again."""
        self.found = None
        self.screen.run_worker(lambda: self._look(entry), thread=True, exclusive=True, group="hints")

    def _look(self, entry: "Entry") -> None:
        from giktui.store import connect

        try:
            db = connect(self.screen.giktui.path, write=False)
            try:
                found = find_hints(db, entry)
            finally:
                db.close()
        except GiktuiError as error:
            self.screen.app.call_from_thread(self.screen.giktui.say, error, error=True)
            return
        self.screen.app.call_from_thread(self._show, entry, found)

    def _show(self, entry: "Entry", found: "Hints") -> None:
        if self.screen.is_attached and entry == self.screen.entry:
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
        from giktui.store import actor, set_cells

        entry = self.screen.entry
        values = {change.cell: change.new for change in hint.changes}
        self.screen.attempt(
            lambda: set_cells(
                self.screen.giktui.db, entry.id, values, actor=actor(), origin="typed", detail=_("按修复提示")
            )
        )
        self.screen.reread()
