"""What the screens share whose list is filtered as one types."""

from abc import abstractmethod

from textual.widgets import Input

from giktui.i18n import _
from giktui.tui.screens.base.page import Page
from giktui.tui.widgets.filter_line import FilterLine


class FilteredPage(Page):
    """A screen with a FilterLine: `/` shows it, Enter goes back to the list, Esc takes the filter back."""

    @property
    def filter_line(self) -> FilterLine:
        """The line."""
        return self.query_one(FilterLine)

    @property
    def word(self) -> str:
        """What was typed to filter by; empty for everything."""
        return self.filter_line.value.strip()

    @staticmethod
    def passed(shown: int, every: int, whole: str) -> str:
        """How many lines pass the filter and how many do not; `whole` where all do."""
        return (
            whole if shown == every else _("筛选出 {n} 条，其余 {rest} 条没有列出").format(n=shown, rest=every - shown)
        )

    @abstractmethod
    def refill(self) -> None:
        """Show what passes the filter."""

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter as one types."""
        event.stop()
        self.refill()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes back to the list."""
        event.stop()
        if self.main is not None:
            self.set_focus(self.main)

    def action_filter(self) -> None:
        """Type what to look for."""
        self.filter_line.open()

    def action_leave(self) -> None:
        """From the line back to the whole list; from there to the screen below."""
        if self.filter_line.has_focus:
            self.clear_filter()
        else:
            super().action_leave()

    def clear_filter(self) -> None:
        """Everything again."""
        self.filter_line.close()
        if self.main is not None:
            self.set_focus(self.main)
