"""Two versions of one value or text: which is to stand. Nothing is chosen by hands that were typing something else."""

from time import monotonic
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from giktui.i18n import _
from giktui.tui.dialogs.asking import Dialog
from giktui.tui.safe_text import safe

STILL = 1.0
"""Seconds without a key before a choice is taken: whoever types has not read the question."""


class ChooseVersion(Dialog[bool]):
    """Shows both versions in full. True for one's own, which the journal keeps in any case."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m,1", "answer(True)", show=False),
        Binding("t,2,escape", "answer(False)", show=False),
    ]

    def __init__(self, question: str, mine: str, theirs: str) -> None:
        super().__init__()
        self.question, self.mine, self.theirs = question, mine, theirs
        self._last_key = monotonic()

    def compose(self) -> ComposeResult:
        """The question, both versions, the keys."""
        with Vertical(classes="dialog"):
            yield Static(safe(self.question), classes="heading")
            with VerticalScroll(can_focus=True):
                for name, version in ((_("我的（按 m）："), self.mine), (_("对方的（按 t）："), self.theirs)):
                    yield Static(safe(name), classes="version-name")
                    yield Static(safe(version or _("空白")))
            said = _("m 用我的    t 用对方的    没有选的一份留在修改记录里，可以找回")
            yield Static(said, classes="keys", markup=False)

    def on_key(self, event: events.Key) -> None:
        """A key that follows another at once, or the opening, was meant for something else."""
        now = monotonic()
        if now - self._last_key < STILL and event.key not in ("up", "down", "pageup", "pagedown"):
            event.stop()
            event.prevent_default()
        self._last_key = now

    def action_answer(self, mine: bool) -> None:
        """Hand the answer back."""
        self.dismiss(mine)
