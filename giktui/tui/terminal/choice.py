"""What of our own way with a terminal works here: beside a Textual that is not the one it knows, Textual's own does."""

from typing import TYPE_CHECKING, Any

from textual.app import App

if TYPE_CHECKING:
    from textual.driver import Driver

    from giktui.tui.terminal.display import Display


def display_of(app: App[Any]) -> "Display | None":
    """What sends less than Textual would; None with a Textual that draws otherwise than it knows: that draws itself."""
    try:
        from giktui.tui.terminal.display import Display
    except ImportError:
        return None
    return Display(app)


def driver() -> "type[Driver] | None":
    """The driver of a terminal; None for Textual's own, on Windows."""
    try:
        from giktui.tui.terminal.driver import GiktuiDriver
    except ImportError:
        return None
    return GiktuiDriver
