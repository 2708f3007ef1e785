"""The small windows in which a request is entered and answered: a few fields, read as they are typed."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from giktui.form import FORM_IDS, form_for_year, load_form
from giktui.i18n import _
from giktui.register.heads import field_names
from giktui.register.reading import read_request
from giktui.register.request import Request
from giktui.register.wording import choice_label, doubt_words
from giktui.tui.dialogs.asking import DIALOG_CSS, Dialog
from giktui.tui.safe_text import safe

Short = Callable[[str], str]
"""What a short form that is typed stands for."""

_GROUPS = "一二三四五六"


def long_kind(text: str) -> str:
    """`1` … `6`: the columns of table 三 in their order; anything else as it is."""
    kinds = _kinds()
    return kinds[int(text) - 1] if text.isdecimal() and 0 < int(text) <= len(kinds) else text


def _kinds() -> list[str]:
    """The columns of table 三 but for the total, as the newest form words them."""
    columns = load_form(FORM_IDS[-1]).table("applications").columns
    return [column.label for column in columns if column.id != "total"]


def long_result(text: str) -> str:
    """`1`: （一）; `31`: （三）1; anything else as it is."""
    digits = re.fullmatch(r"([1-6])([1-9]?)", text)
    return f"（{_GROUPS[int(digits[1]) - 1]}）{digits[2]}" if digits else text


class RequestForm(Dialog[dict[str, str] | None]):
    """Asks for some fields of a request; hands them back when they can be read for certain."""

    CSS_PATH: ClassVar = [DIALOG_CSS, Path(__file__).with_name("form.tcss")]  # type: ignore[assignment]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(
        self,
        title: str,
        fields: Sequence[tuple[str, str]],
        *,
        known: Mapping[str, str],
        first: str,
        short: Mapping[str, Short],
        hint: str,
    ) -> None:
        """`fields` with what they hold at first; `known` is the rest of the request, `first` has the focus."""
        super().__init__()
        self.heading, self.fields, self.known = title, fields, known
        self.first, self.short, self.hint = first, short, hint

    def compose(self) -> ComposeResult:
        """Heading, the fields, what they come to, the keys."""
        names = field_names()
        with Vertical(classes="dialog"):
            yield Static(safe(self.heading), classes="heading")
            for id, value in self.fields:
                with Horizontal(classes="field"):
                    yield Static(safe(names[id]))
                    yield Input(value, id=f"field-{id}", select_on_focus=False)
            yield Static(safe(self.hint), id="hint")
            yield Static("", id="read")
            yield Static(_("Enter 登记    Tab 下一项    Esc 取消"), classes="keys", markup=False)

    def proposed(self) -> tuple[str, ...]:
        """What the fields begin with."""
        return tuple(value for _id, value in self.fields)

    def on_mount(self) -> None:
        """Begin where something must be typed."""
        for one in self.query(Input):
            one.cursor_blink = False
        self.query_one(f"#field-{self.first}", Input).focus()
        self._show()

    @property
    def given(self) -> dict[str, str]:
        """What is typed, short forms in full."""
        texts = {id: self.query_one(f"#field-{id}", Input).value.strip() for id, _value in self.fields}
        return {id: self.short[id](text) if id in self.short else text for id, text in texts.items()}

    def _request(self) -> Request:
        return read_request({**self.known, **self.given})

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what it comes to."""
        event.stop()
        self._show()

    def _show(self) -> None:
        request = self._request()
        wrong = [doubt_words(doubt) for doubt in request.doubts if doubt.field in self.given]
        self.query_one("#read", Static).update(safe(_("；").join(wrong) if wrong else _read(request, self.given)))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand the fields back, unless one cannot be read."""
        event.stop()
        if not [doubt for doubt in self._request().doubts if doubt.field in self.given]:
            self.dismiss(self.given)

    def action_cancel(self) -> None:
        """Give up."""
        self.dismiss(None)


def _read(request: Request, given: Mapping[str, str]) -> str:
    """What the fields come to, in the form's words."""
    form = form_for_year((request.answered or request.received or date.today()).year)
    said = []
    if request.kind and "kind" in given:
        said.append(choice_label(form, "kind", request.kind))
    if request.result and "result" in given:
        said.append(choice_label(form, "result", request.result))
    return "  ".join(said)


def adding(number: str, today: date) -> RequestForm:
    """The window for a request that has just come; `number` is the one that follows."""
    fields = [("number", number), ("received", today.isoformat()), ("kind", ""), ("channel", "")]
    fields += [("applicant", ""), ("content", "")]
    kinds = " ".join(f"{number} {kind}" for number, kind in enumerate(_kinds(), 1))
    hint = _("类型：{kinds}").format(kinds=kinds)
    return RequestForm(_("登记申请"), fields, known={}, first="kind", short={"kind": long_kind}, hint=hint)


def answering(shown: str, known: Mapping[str, str], today: date) -> RequestForm:
    """The window for the answer to a request."""
    answered = known.get("answered", "") or today.isoformat()
    fields = [("result", known.get("result", "")), ("answered", answered), ("basis", known.get("basis", ""))]
    fields += [("fee", known.get("fee", ""))]
    hint = _("结果：1 予以公开 2 部分公开 31 国家秘密 … 38 41 不掌握 … 51 信访 52 重复 … 63 其他；也可写简称")
    title = _("答复 {number}").format(number=shown)
    return RequestForm(title, fields, known=known, first="result", short={"result": long_result}, hint=hint)
