"""The last line of the report screen: the keys that matter, or for a while what there is to say."""

from itertools import islice

from textual.content import Content
from textual.timer import Timer

from giktui.text.wrapping import wrapped
from giktui.tui.safe_text import line, safe
from giktui.tui.widgets.key_line import KeyLine

SECONDS = 8.0
"""How long a message stands before the keys."""

_MOST = 3
"""Lines a message may take: what is to be done about a trouble stands at its end."""


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
        self._fit()
        self.refresh()

    def on_resize(self) -> None:
        """What was said on one line may need two now."""
        self._fit()

    def _fit(self) -> None:
        height = max(1, len(self._lines()))
        if self.styles.height is None or self.styles.height.value != height:
            self.styles.height = height

    def _lines(self) -> list[str]:
        width = self.content_size.width
        return list(islice(wrapped(line(self.message), width), _MOST)) if self.message and width > 0 else []

    def render(self) -> Content:
        """The message, or the keys."""
        return safe("\n".join(self._lines())) if self.message else super().render()
