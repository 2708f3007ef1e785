"""What can be done on the screens other than the report's."""

from giktui.tui.keymap import Action


def actions() -> tuple[Action, ...]:
    """The actions of home, compare, findings, history, import, export, trend, help and start."""
    return ()
