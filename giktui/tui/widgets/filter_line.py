"""The line in which one types what a list is to be filtered by."""

from textual.widgets import Input


class FilterLine(Input):
    """Out of sight until something is looked for. No blinking: that alone is 2.5 kB a second over a slow line."""

    def __init__(self, placeholder: str) -> None:
        super().__init__(placeholder=placeholder, id="filter", classes="quiet")
        self.cursor_blink = False

    def open(self) -> None:
        """Show it, to be typed into."""
        self.remove_class("quiet")
        self.focus()

    def close(self) -> None:
        """Empty it and put it out of sight."""
        self.value = ""
        self.add_class("quiet")
