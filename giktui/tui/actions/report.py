"""What can be done in a report: on its screen, in the entry grid, in the narrative editor."""

from giktui.tui.keymap import Action


def actions() -> tuple[Action, ...]:
    """The actions of the report screen."""
    return ()
