"""Repair hints."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from giktui.checks import Finding
    from giktui.store import Entry
    from giktui.tui.screens.findings import FindingsScreen


class Repair:
    """Temporary."""

    def __init__(self, screen: "FindingsScreen") -> None:
        self.screen = screen

    def look(self, entry: "Entry") -> None:
        """Look."""

    def lines(self, finding: "Finding | None") -> list[str]:
        """Lines."""
        return []

    def offer(self, finding: "Finding | None") -> None:
        """Offer."""
