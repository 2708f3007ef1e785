"""A whole report that was pasted: what is recognised in it, with its doubts, before it is imported."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.tui.dialogs.asking import Dialog
from giktui.tui.host import host_of
from giktui.tui.safe_text import safe

if TYPE_CHECKING:
    from giktui.store import Imported

_LEAST_LINES = 3
_NAME = "clipboard.txt"
"""The name of the file that the database keeps."""


def is_report(text: str) -> bool:
    """Whether a pasted text may be a report rather than a name or a number."""
    return len(text.strip().splitlines()) >= _LEAST_LINES


class ReportInput(Input):
    """A line of text that lets a pasted report through to its screen; of anything else it takes the first line."""

    def _on_paste(self, event: events.Paste) -> None:
        if is_report(event.text):  # else Textual calls the base class's, too
            event.prevent_default()


class PastedReport(Dialog[None]):
    """Asks for agency and year where the text does not tell them. Enter imports and opens the report."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", show=False),
        Binding("enter", "take", show=False),
        Binding("ctrl+r", "replace", show=False),
    ]

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text, self.replace = text, False
        self.found: Imported | None = None

    def compose(self) -> ComposeResult:
        """Agency and year, what was found, the doubts, the keys."""
        with Vertical(classes="dialog"):
            yield Static(_("粘贴了一份报告"), classes="heading", markup=False)
            yield Static(safe(_("机关和年度（文中写明的不必填）")))
            yield Input(placeholder=_("机关名称"), id="agency")
            yield Input(placeholder=_("年度，如 2024"), id="year", max_length=4, restrict=r"[0-9]*")
            with VerticalScroll(can_focus=True, id="doubts"):
                yield Static(id="about")
            yield Static(_("Enter 导入并打开    Ctrl+R 替换已有的    Esc 取消"), classes="keys", markup=False)

    def on_mount(self) -> None:
        """Read it; begin at what is not known."""
        for field in self.query(Input):
            field.cursor_blink = False
        self._read()
        known = self.found is not None and self.found.recognitions
        self.set_focus(self.query_one("#doubts" if known else "#agency"))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Read it with what is known now."""
        event.stop()
        self._read()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a line."""
        event.stop()
        self.action_take()

    def _read(self) -> None:
        self.found = self._import(dry_run=True)
        said = [self.found.message] if self.found is not None else []
        for recognition in self.found.recognitions if self.found is not None else ():
            report = recognition.report
            line = _("{agency} {year} 年（{form} 版格式）：数字 {cells} 格，文字 {texts} 部分，存疑 {doubts} 处")
            said.append(
                line.format(
                    agency=report.agency, year=report.year, form=report.form, cells=len(report.cells),
                    texts=len(report.narratives), doubts=len(recognition.doubts),
                )
            )  # fmt: skip
            said += [f"! {doubt.message}" for doubt in recognition.doubts]
        self.query_one("#about", Static).update(safe("\n".join(line for line in said if line)))

    def _import(self, *, dry_run: bool) -> "Imported | None":
        from giktui.store import import_files

        agency, year = (self.query_one(f"#{name}", Input).value.strip() for name in ("agency", "year"))
        with tempfile.TemporaryDirectory(prefix="giktui-") as folder:
            path = Path(folder) / _NAME
            path.write_text(self.text, "utf-8")
            try:
                done: Sequence[Imported] = list(
                    import_files(
                        host_of(self).db, [path], agency=agency or None, year=int(year) if len(year) == 4 else None,
                        replace=self.replace, dry_run=dry_run,
                    )
                )  # fmt: skip
            except GiktuiError as error:
                self.query_one("#about", Static).update(safe(str(error)))
                return None
        return done[0] if done else None

    def action_replace(self) -> None:
        """Let it take the place of the report that is there."""
        self.replace = True
        self.action_take()

    def action_take(self) -> None:
        """Import it, and open it at the first doubt."""
        done = self._import(dry_run=False)
        if done is None or not done.entries:
            self.query_one("#about", Static).update(safe(done.message if done is not None else ""))
            return
        doubtful = next((cell for doubt in done.doubts for cell in doubt.cells), None)
        host = host_of(self)
        self.dismiss(None)
        self.call_later(host.open_report, done.entries[0], doubtful)

    def action_cancel(self) -> None:
        """Give up."""
        self.dismiss(None)
