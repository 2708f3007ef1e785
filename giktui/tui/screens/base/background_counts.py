"""What the screens with many reports share: the findings of those in the window are counted when the user pauses."""

from abc import abstractmethod
from collections.abc import Mapping
from contextlib import closing
from dataclasses import astuple
from time import sleep
from typing import TYPE_CHECKING

from textual import work
from textual.timer import Timer
from textual.worker import get_current_worker

from giktui.errors import GiktuiError
from giktui.tui.finding_words import Counts
from giktui.tui.screens.base.page import Page

if TYPE_CHECKING:
    from giktui.store import Entry

COUNT_AFTER = 0.2
"""Seconds without a move after which reports are counted: moving and filtering come first."""

Stamp = tuple[int, ...]
"""What a screen knows a report's counts by."""


class CountingPage(Page):
    """A screen of reports. Counts come from the database where they still hold; a report is checked where not."""

    def __init__(self) -> None:
        super().__init__()
        self.counts: dict[Stamp, Counts] = {}
        self._counted_since: set[Stamp] = set()
        self._counting: Timer | None = None

    @abstractmethod
    def in_window(self) -> "Mapping[Stamp, Entry]":
        """The reports whose counts are to be shown now."""

    @abstractmethod
    def show_counts(self) -> None:
        """Show the counts that have come."""

    def recount(self) -> None:
        """The database has changed: what was counted is shown until it has been counted again."""
        self._counted_since.clear()
        self.count_soon()

    def count_soon(self) -> None:
        """Count what is in the window when the user pauses."""
        if self._counting is not None:
            self._counting.stop()
        self._counting = self.set_timer(COUNT_AFTER, self._count_window)

    def _count_window(self) -> None:
        wanted = {stamp: entry for stamp, entry in self.in_window().items() if stamp not in self._counted_since}
        if wanted:
            self._count(wanted)

    @work(thread=True, exclusive=True, group="count")
    def _count(self, wanted: "Mapping[Stamp, Entry]") -> None:
        from giktui.store import DatabaseError, connect
        from giktui.store.analysis.finding_counts import counted

        worker = get_current_worker()
        found: dict[Stamp, Counts] = {}
        try:
            with closing(connect(self.giktui.path)) as db, closing(counted(db, wanted.values())) as counting:
                for stamp, (_entry, counts) in zip(wanted, counting, strict=True):
                    if worker.is_cancelled:
                        return
                    found[stamp] = Counts(*astuple(counts))
                    sleep(0.001)  # let the keys have their turn
                    if len(found) >= 24:
                        self.app.call_from_thread(self._have, found)
                        found = {}
        except (GiktuiError, DatabaseError) as error:
            self.app.call_from_thread(self.giktui.say, error, error=True)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._have, found)

    def _have(self, found: Mapping[Stamp, Counts]) -> None:
        if self.is_attached:
            self.counts |= found
            self._counted_since |= found.keys()
            self.show_counts()
