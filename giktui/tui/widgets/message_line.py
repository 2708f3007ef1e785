"""The last line of the report screen: the keys that matter, or for a while what there is to say."""

from textual.content import Content

from giktui.tui.safe_text import line, safe
from giktui.tui.widgets.key_line import KeyLine


class MessageLine(KeyLine):
    """A KeyLine that gives way to a message until the next thing is said or the message is taken back."""

    DEFAULT_CSS = """
    MessageLine { height: 1; background: $panel; color: $foreground; padding: 0 1; }
    MessageLine.-message { color: $warning; text-style: bold; }
    """

    message = ""

    def say(self, message: str) -> None:
        """Show a message; an empty one brings the keys back."""
        if message == self.message:
            return
        self.message = message
        self.set_class(bool(message), "-message")
        self.refresh()

    def render(self) -> Content:
        """The message, or the keys."""
        return safe(line(self.message)) if self.message else super().render()
