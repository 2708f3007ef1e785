"""All that a screen or a widget may ask of the app that holds it, besides what Textual's own App offers.

Screens and widgets know this and not the app: the app knows them, and an import goes one way only.
"""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast, runtime_checkable

from textual.dom import DOMNode
from textual.screen import Screen
from textual.signal import Signal

if TYPE_CHECKING:
    from giktui.store import Connection, Entry


class Host(Protocol):
    """The app as its screens see it: a database, the way to other screens, the keys, a word to the user."""

    @property
    def db(self) -> "Connection":
        """The database, open for as long as the app is."""

    @property
    def read_only(self) -> bool:
        """Whether the database cannot be written."""

    @property
    def path(self) -> Path:
        """The database's file; also what is remembered of the user's place goes by it."""

    @property
    def database_changed(self) -> Signal[None]:
        """Published when another process has written to the database."""

    def make_screen(self, name: str, **arguments: Any) -> Screen[Any]:
        """A new screen of that name (see `screens_by_name`)."""

    def show(self, name: str, **arguments: Any) -> None:
        """Push the screen of that name over the present one."""

    def open_report(self, entry: "Entry", cell: str | None = None) -> None:
        """Show a report, at `cell` (a cell id, a section id, "title" or "preamble") if given."""

    def back_to_report(self, entry: "Entry", cell: str | None = None) -> None:
        """The same, on the report's screen below the present one where that is the one below."""

    def go_home(self) -> None:
        """To the home screen."""

    def leave_screen(self) -> None:
        """Back to the screen below; from the last one, out of the app."""

    def say(self, message: object, *, error: bool = False) -> None:
        """Show a short message, made safe. An error stays longer."""

    def seconds_since_key(self) -> float:
        """How long the hands have been at rest."""

    def hold_keys(self) -> AbstractContextManager[None]:
        """Let no key in meanwhile: a part of the screen is being built anew, and has the focus at the end of it."""

    async def perform(self, id: str) -> bool:
        """Run the action of that id where it applies; False if nothing on the screen can run it."""

    def keys_of(self, id: str) -> tuple[str, ...]:
        """The keys an action has now."""


@runtime_checkable
class ListsReports(Protocol):
    """A screen from whose list one report after the other is looked at."""

    def step_report(self, by: int) -> "tuple[Entry, str | None] | None":
        """Move to the next report (-1: the one before): it, and where in it to begin; None at the end of the list."""


@runtime_checkable
class AsksBeforeLeaving(Protocol):
    """A screen in which something may not be saved yet."""

    async def may_leave(self) -> bool:
        """Save what can be saved; False where the user wants to stay."""


def host_of(node: DOMNode) -> Host:
    """The app that a screen or widget is in."""
    return cast("Host", node.app)
