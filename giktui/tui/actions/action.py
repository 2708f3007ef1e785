"""An action of the app as data: its id, its keys and its name."""

from typing import NamedTuple


class Action(NamedTuple):
    """Something a key does. `name` is what the palette and the help call it; `palette` is False for mere moves.

    `run` is the textual action that does it where that is not named as the id is (`section(3)`). `priority` is for a
    key that the widget with the focus would take for itself.
    """

    id: str
    keys: tuple[str, ...]
    name: str
    english: str
    palette: bool = True
    run: str = ""
    priority: bool = False

    @property
    def scope(self) -> str:
        """Where the keys are listened to: the part of the id before the dot."""
        return self.id.partition(".")[0]

    @property
    def call(self) -> str:
        """The textual action that runs it."""
        return self.run or self.id.partition(".")[2]

    @property
    def method(self) -> str:
        """The method behind it, without `action_`."""
        return self.call.partition("(")[0]
