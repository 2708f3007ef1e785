"""Export a report: choose a format, see what it will look like, write it to a file."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import TextArea

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.tui.dialogs.asking import Confirm, Prompt
from giktui.tui.keymap import bindings
from giktui.tui.safe_text import plain
from giktui.tui.screens.base.page import PAGE_CSS, Page
from giktui.tui.widgets.list_rows import Column, Item, Rows
from giktui.tui.widgets.paged_list import PagedList
from giktui.wording.statuses import status_name

if TYPE_CHECKING:
    from giktui.report import Report
    from giktui.store import Entry

PREVIEWED = 60_000
"""Characters of the preview; a report is a third of it."""


def format_note(name: str) -> str:
    """What a format is good for; empty for one that speaks for itself."""
    return {
        "text": _("给人看的文本"), "tsv": _("贴进表格或网页"), "markdown": "Markdown", "html": _("网页"),
        "docx": "Word", "xlsx": "Excel", "csv": _("一格一行"), "csv-wide": _("一份一行"), "json": _("交换格式"),
        "parquet": "DuckDB, pandas",
    }.get(name, "")  # fmt: skip


class ExportScreen(Page):
    """Formats at the left, the preview at the right."""

    CSS_PATH: ClassVar = [PAGE_CSS, "screen.tcss"]
    BINDINGS: ClassVar = bindings("export")
    SCOPE = "export"
    KEYS = ("export.write", "export.next_format", "export.previous_format", "export.preview")

    def __init__(self, entry: "Entry") -> None:
        super().__init__()
        self.entry = entry

    def where(self) -> tuple[str, ...]:
        """Which report."""
        return (self.entry.agency, str(self.entry.year), _("导出"))

    def standing(self) -> str:
        """Its state."""
        return status_name(self.entry.status)

    def body(self) -> Iterable[Widget]:
        """Formats and preview."""
        with Horizontal(classes="body"):
            yield PagedList((Column(_("格式"), 9), Column("", 14)), id="formats")
            yield TextArea("", id="preview", read_only=True, soft_wrap=False, show_cursor=False)

    @property
    def main(self) -> PagedList:
        """The formats."""
        return self.query_one("#formats", PagedList)

    def on_mount(self) -> None:
        """List the formats."""
        from giktui.writers import FORMATS

        self.query_one(TextArea).cursor_blink = False
        self.main.show(Rows([Item(name, (name, format_note(name))) for name in FORMATS]))
        self.set_focus(self.main)

    @property
    def format(self) -> str:
        """The format under the cursor."""
        return str(self.main.item.key) if self.main.item else "text"

    def report(self) -> "Report":
        """The report as it is now in the database."""
        from giktui.store import load

        return load(self.giktui.db, self.entry.id)

    def on_paged_list_moved(self) -> None:
        """Another format: another preview."""
        from giktui.writers import FORMATS, write

        binary = FORMATS[self.format].binary
        try:
            said = write(self.report(), "text" if binary else self.format)
        except GiktuiError as error:
            said = str(error)
        text = said if isinstance(said, str) else ""
        note = _("（{format} 不是文本，下面是它的内容）").format(format=self.format) + "\n\n" if binary else ""
        self.query_one(TextArea).load_text(plain(note + text[:PREVIEWED]))

    def on_paged_list_chosen(self) -> None:
        """A second click writes."""
        self.action_write()

    def action_next_format(self) -> None:
        """The format below."""
        self.main.move_to(self.main.cursor + 1)

    def action_previous_format(self) -> None:
        """The format above."""
        self.main.move_to(self.main.cursor - 1)

    def action_preview(self) -> None:
        """Scroll the preview; again: choose the format."""
        preview = self.query_one(TextArea)
        self.set_focus(self.main if preview.has_focus else preview)

    def action_leave(self) -> None:
        """From the preview to the formats, from there back."""
        if self.query_one(TextArea).has_focus:
            self.set_focus(self.main)
        else:
            super().action_leave()

    def action_write(self) -> None:
        """Ask where to; never overwrite without asking."""
        from giktui.writers import FORMATS
        from giktui.writers.files import file_name

        name = file_name(f"{self.entry.agency}{self.entry.year}") + FORMATS[self.format].suffix

        def given(text: str | None) -> None:
            if text is None:
                return
            path = Path(text).expanduser()
            if path.is_dir():
                path = path / name
            if path.exists():
                question = _("{path} 已经有了，覆盖它？").format(path=path)
                self.app.push_screen(Confirm(question), lambda yes: self._write(path) if yes else None)
            else:
                self._write(path)

        self.app.push_screen(Prompt(_("写到哪个文件？"), str(Path.cwd() / name), title=_("导出")), given)

    def _write(self, path: Path) -> None:
        from giktui.writers import write_bytes
        from giktui.writers.files import write_file

        try:
            data = write_bytes(self.report(), self.format)
            write_file(path, data)
        except GiktuiError as error:
            self.tell(str(error))
        except OSError as error:
            said = _("写不了 {path}：{cause}。请换一个文件夹，或检查权限和磁盘空间。")
            self.tell(said.format(path=path, cause=error.strerror or error))
        else:
            self.giktui.say(_("已写到 {path}，{n} 字节。").format(path=path, n=len(data)))
