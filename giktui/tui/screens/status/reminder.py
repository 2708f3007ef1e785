"""A reminder for each agency that has not submitted, as text to paste into a message."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from giktui.i18n import _
from giktui.tui.dialogs.asking import Dialog
from giktui.tui.safe_text import plain, safe

if TYPE_CHECKING:
    from giktui.store.analysis.status import Standing


class Reminder(Dialog[None]):
    """Shows the text, a paragraph an agency; c copies it through the terminal (OSC 52)."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "close", show=False),
        Binding("c", "copy", show=False),
    ]

    def __init__(self, year: int, standings: "Sequence[Standing]") -> None:
        from giktui.store.analysis.status import reminder

        super().__init__()
        self.text = plain("\n".join(reminder(standing, year) for standing in standings))

    def compose(self) -> ComposeResult:
        """The text and the keys."""
        with Vertical(classes="dialog"):
            yield Static(safe(_("催报文字")), classes="heading")
            yield TextArea(self.text, read_only=True)
            yield Static(safe(_("c 复制（终端须支持 OSC 52；也可用鼠标选）    Esc 关闭")), classes="keys")

    def on_mount(self) -> None:
        """No blinking."""
        self.query_one(TextArea).cursor_blink = False

    def action_copy(self) -> None:
        """To the clipboard of the user's own machine."""
        self.app.copy_to_clipboard(self.text)
        self.app.notify(_("已复制"), markup=False)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
