"""Which part of the screen runs an action."""

from collections.abc import Iterable
from typing import Any

from textual.app import App
from textual.dom import DOMNode


def owner_of(app: App[Any], method: str) -> DOMNode | None:
    """The node that would run `action_<method>`: the focused one or what it stands in, else one on the screen."""
    screen = app.screen
    near: Iterable[DOMNode] = screen.focused.ancestors_with_self if screen.focused else (screen, app)
    for node in (*near, *screen.query("*")):
        if isinstance(node, DOMNode) and hasattr(node, f"action_{method}") and node.display:
            return node
    return None
