"""The last line of the report screen: the keys that matter, or for a while what there is to say."""

from textual.content import Content
from textual.timer import Timer

from giktui.tui.safe_text import line, safe
from giktui.tui.widgets.key_line import KeyLine

SECONDS = 8.0
"""How long a message stands before the keys."""


class MessageLine(KeyLine):
    """A KeyLine that gives way to a message for some seconds, or until it is taken back."""

    DEFAULT_CSS = """
    MessageLine { height: 1; background: $panel; color: $foreground; padding: 0 1; }
    MessageLine.-message { color: $warning; text-style: bold; }
    """

    message = ""
    _end: Timer | None = None

    def say(self, message: str, *, stay: bool = False) -> None:
        """Show a message; an empty one brings the keys back, and so does time unless the message is to `stay`."""
        if self._end is not None:
            self._end.stop()
        self._end = self.set_timer(SECONDS, lambda: self.say("")) if message and not stay else None
        if message == self.message:
            return
        self.message = message
        self.set_class(bool(message), "-message")
        self.refresh()

    def render(self) -> Content:
        """The message, or the keys."""
        return safe(line(self.message)) if self.message else super().render()
