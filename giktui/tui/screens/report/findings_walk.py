"""Checking a report when changes pause, and going from finding to finding."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from giktui.errors import GiktuiError
from giktui.tui.finding_words import place_of
from giktui.tui.report_session import ReportSession

if TYPE_CHECKING:
    from giktui.checks import Finding

CHECK_AFTER = 0.15
"""Seconds without a change after which the report is checked."""


class Stoppable(Protocol):
    """Something that was to happen later."""

    def stop(self) -> None:
        """It is not to happen."""


class WalkDesk(Protocol):
    """What the walk needs of the screen."""

    def say(self, message: str) -> None:
        """Say something in passing."""

    def checked(self) -> None:
        """The findings are new: show them."""

    def later(self, seconds: float, do: Callable[[], object]) -> Stoppable:
        """Do something in so many seconds."""


class FindingsWalk:
    """The open findings of a report in the order they are gone through, and the one being looked at."""

    def __init__(self, session: ReportSession, desk: WalkDesk) -> None:
        self.session, self.desk = session, desk
        self.at: int | None = None
        self._sought: str | None = None
        self._checking: Stoppable | None = None

    @property
    def findings(self) -> "list[Finding]":
        """The findings there is something to do about; that something is still missing comes last."""
        found = [finding for finding in self.session.findings if finding.status == "open"]
        return sorted(found, key=lambda finding: finding.rule.startswith("CP-"))

    @property
    def current(self) -> "Finding | None":
        """The one being looked at."""
        return self.findings[self.at] if self.at is not None and self.at < len(self.findings) else None

    def check_soon(self) -> None:
        """Check when changes pause."""
        if self._checking is not None:
            self._checking.stop()
        self._checking = self.desk.later(CHECK_AFTER, self.check)

    def check(self) -> None:
        """Check the report as it is on the screen; the finding being looked at stays so as long as its rule is hurt."""
        current = self.current
        try:
            self.session.check()
        except GiktuiError as error:
            self.desk.say(str(error))
            return
        self.at = self._again(current) if current is not None else None
        self._find()
        self.desk.checked()

    def seek(self, place: str) -> None:
        """Look at the finding that is to be mended at this place, now or once the report is checked."""
        self._sought = place
        self._find()

    def _find(self) -> None:
        found = [number for number, one in enumerate(self.findings) if place_of(one) == self._sought]
        if self._sought is not None and found:
            self.at, self._sought = found[0], None

    def _again(self, finding: "Finding") -> int | None:
        """Where a finding of before stands now: the same one, else the first that its rule has."""
        by_place = [(one.rule, one.cells, one.span and one.span[0]) for one in self.findings]
        by_rule = [one.rule for one in self.findings]
        here = (finding.rule, finding.cells, finding.span and finding.span[0])
        if here in by_place:
            return by_place.index(here)
        return by_rule.index(finding.rule) if finding.rule in by_rule else None

    def step(self, by: int) -> "Finding | None":
        """The next finding, or the one before, from the other end again after the last; None if there is none."""
        self._sought = None
        self.check()
        count = len(self.findings)
        if not count:
            return None
        self.at = (0 if by > 0 else count - 1) if self.at is None else (self.at + by) % count
        return self.findings[self.at]

    def look_at(self, number: int) -> "Finding | None":
        """The finding of that number; None where there is none such."""
        if not 0 <= number < len(self.findings):
            return None
        self.at = number
        return self.findings[number]
