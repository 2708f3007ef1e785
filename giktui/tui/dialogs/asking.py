"""The small windows the screens share: say something, ask yes or no, ask for a line of text, choose one of several."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from giktui.i18n import _
from giktui.text.matching import matches
from giktui.tui.safe_text import safe

Answer = TypeVar("Answer")

DIALOG_CSS = Path(__file__).with_name("dialog.tcss")
"""The look of every dialog."""


class Dialog(ModalScreen[Answer]):
    """A small window that is answered once: of two clicks or keys that arrive together the second comes too late."""

    CSS_PATH: ClassVar = DIALOG_CSS
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high")]  # noqa: RUF012 (as Textual has it)
    _answered = False

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Go, with the answer; a second time nothing happens (Textual would take away the screen below)."""
        if self._answered:
            return AwaitComplete()
        self._answered = True
        return super().dismiss(result)


class Notice(Dialog[None]):
    """Says something and stays until a key is pressed."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,space,q", "close", show=False)]

    def __init__(self, message: str, title: str = "") -> None:
        super().__init__()
        self.message, self.heading = message, title

    def compose(self) -> ComposeResult:
        """Heading, message, how to go on."""
        with Vertical(classes="dialog"):
            yield Static(safe(self.heading or _("提示")), classes="heading")
            with VerticalScroll(can_focus=True):
                yield Static(safe(self.message))
            yield Static(safe(self.keys()), classes="keys")

    def keys(self) -> str:
        """How to go on."""
        return _("Enter 关闭")

    def action_close(self) -> None:
        """Go back to what was there."""
        self.dismiss(None)


class Confirm(Dialog[bool]):
    """Asks yes or no; no unless y is pressed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", show=False),
        Binding("n,escape,q", "answer(False)", show=False),
    ]

    def __init__(self, question: str, title: str = "") -> None:
        super().__init__()
        self.question, self.heading = question, title

    def compose(self) -> ComposeResult:
        """Heading, question, the two keys."""
        with Vertical(classes="dialog"):
            yield Static(safe(self.heading or _("请确认")), classes="heading")
            with VerticalScroll(can_focus=True):
                yield Static(safe(self.question))
            yield Static(_("y 是    n、Esc 否"), classes="keys", markup=False)

    def action_answer(self, yes: bool) -> None:
        """Hand the answer back."""
        self.dismiss(yes)


class Prompt(Dialog[str | None]):
    """Asks for a line of text; None when it was given up. Does not take an empty line if `needed`."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False)]

    def __init__(self, question: str, value: str = "", *, title: str, needed: bool = True) -> None:
        super().__init__()
        self.question, self.value, self.heading, self.needed = question, value, title, needed

    def compose(self) -> ComposeResult:
        """Heading, question, the line."""
        with Vertical(classes="dialog"):
            yield Static(safe(self.heading), classes="heading")
            yield Static(safe(self.question))
            yield Input(self.value)
            yield Static(_("Enter 确定    Esc 取消"), classes="keys", markup=False)

    def proposed(self) -> tuple[str, ...]:
        """What stands in the line before anything is typed."""
        return (self.value,)

    def on_mount(self) -> None:
        """No blinking: a blinking cursor alone is 2.5 kB a second over a slow line."""
        self.query_one(Input).cursor_blink = False

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand the line back."""
        event.stop()
        text = event.value.strip()
        if text or not self.needed:
            self.dismiss(text)

    def action_cancel(self) -> None:
        """Give up."""
        self.dismiss(None)


class Choose(Dialog[int | None]):
    """Lets one of several lines be chosen; answers with its number from 0, or None. Long lists filter as one types."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", show=False),
        Binding("up", "step(-1)", show=False, priority=True),
        Binding("down", "step(1)", show=False, priority=True),
    ]
    SHOWN = 200

    def __init__(self, question: str, options: Sequence[str], *, chosen: int = 0, words: Sequence[str] = ()) -> None:
        """`words`, where given, are what each option is found by, besides what it shows."""
        super().__init__()
        self.question, self.options, self.chosen = question, tuple(options), chosen
        found_by = words or ("",) * len(self.options)
        self.found_by = [f"{option} {more}" for option, more in zip(self.options, found_by, strict=True)]
        self.matching = list(range(len(self.options)))[: self.SHOWN]

    def compose(self) -> ComposeResult:
        """The question, the filter where there are many, the lines."""
        with Vertical(classes="dialog"):
            yield Static(safe(self.question), classes="heading")
            if len(self.options) > 12:
                yield Input(placeholder=_("输入一部分来筛选"), id="filter")
            yield OptionList(*(Option(safe(self.options[n])) for n in self.matching))
            yield Static(_("Enter 选定    Esc 取消"), classes="keys", markup=False)

    def on_mount(self) -> None:
        """Begin at the line that holds now."""
        for field in self.query(Input):
            field.cursor_blink = False
        self.query_one(OptionList).highlighted = self.chosen if self.chosen in self.matching else None

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the lines that have what was typed in them."""
        event.stop()
        found = [n for n, words in enumerate(self.found_by) if matches(words, event.value)]
        self.matching, left = found[: self.SHOWN], len(self.options) - len(found)
        said = _("Enter 选定    Esc 取消") + (_("    不合的 {n} 项没有列出").format(n=left) if left else "")
        self.query_one(".keys", Static).update(safe(said))
        lines = self.query_one(OptionList)
        lines.clear_options()
        lines.add_options([Option(safe(self.options[n])) for n in self.matching])
        lines.highlighted = 0 if self.matching else None

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the filter chooses the marked line."""
        event.stop()
        self.query_one(OptionList).action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Hand the number back."""
        event.stop()
        self.dismiss(self.matching[event.option_index])

    def action_step(self, by: int) -> None:
        """The line below or above, from the filter, too."""
        lines = self.query_one(OptionList)
        if by > 0:
            lines.action_cursor_down()
        else:
            lines.action_cursor_up()

    def action_cancel(self) -> None:
        """Give up."""
        self.dismiss(None)
