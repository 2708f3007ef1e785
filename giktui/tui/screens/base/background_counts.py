"""The findings of many reports, counted in a thread: those in the window, when the user pauses."""

from collections.abc import Callable, Mapping
from contextlib import closing
from functools import partial
from time import sleep
from typing import TYPE_CHECKING

from textual.timer import Timer
from textual.worker import get_current_worker

from giktui.errors import GiktuiError
from giktui.tui.finding_words import Counts
from giktui.tui.screens.base.page import Page

if TYPE_CHECKING:
    from giktui.store import Entry
    from giktui.store.analysis.finding_counts import Own

COUNT_AFTER = 0.2
"""Seconds without a move after which reports are counted: moving and filtering come first."""

Stamp = tuple[int, ...]
"""What a screen knows a report's counts by."""


class BackgroundCounts:
    """What is known of the findings of a screen's reports. Counts come from the database where they still hold; a
    report is checked where not."""

    def __init__(self, screen: Page, wanted: "Callable[[], Mapping[Stamp, Entry]]", show: Callable[[], None]) -> None:
        """`wanted` gives the reports whose counts are to be shown now, `show` shows those that have come."""
        self.screen, self.wanted, self.show = screen, wanted, show
        self.known: dict[Stamp, Counts] = {}
        self._counted_since: set[Stamp] = set()
        self._own: Own = {}
        self._pause: Timer | None = None

    def of(self, stamp: Stamp) -> Counts | None:
        """The counts of a report, as far as they are known."""
        return self.known.get(stamp)

    def again(self) -> None:
        """The database has changed: what was counted is shown until it has been counted again."""
        self._counted_since.clear()
        self.soon()

    def soon(self) -> None:
        """Count what is in the window when the user pauses."""
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.screen.set_timer(COUNT_AFTER, self._count_window)

    def _count_window(self) -> None:
        wanted = {stamp: entry for stamp, entry in self.wanted().items() if stamp not in self._counted_since}
        if wanted:
            self.screen.run_worker(partial(self._count, wanted), thread=True, exclusive=True, group="count")

    def _count(self, wanted: "Mapping[Stamp, Entry]") -> None:
        from giktui.store import DatabaseError, connect_as_may_be
        from giktui.store.analysis.finding_counts import counted

        worker, host, tell = get_current_worker(), self.screen.giktui, self.screen.app.call_from_thread
        found: dict[Stamp, Counts] = {}
        try:
            connection, _can_write = connect_as_may_be(host.path)
            with closing(connection) as db, closing(counted(db, wanted.values(), own=self._own)) as counting:
                for stamp, (_entry, counts) in zip(wanted, counting, strict=True):
                    if worker.is_cancelled:
                        return
                    found[stamp] = Counts(counts.errors, counts.soft, counts.warnings, counts.infos, counts.waived)
                    sleep(0.001)  # let the keys have their turn
                    if len(found) >= 24:
                        tell(self._have, found)
                        found = {}
        except (GiktuiError, DatabaseError) as error:
            tell(partial(host.say, error, error=True))
        if not worker.is_cancelled:
            tell(self._have, found)

    def _have(self, found: Mapping[Stamp, Counts]) -> None:
        if self.screen.is_open:
            self.known |= found
            self._counted_since |= found.keys()
            self.show()
