"""Import: choose files and folders, watch what becomes of each, see the doubts with their places, open a report."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.tui.keymap import bindings
from giktui.tui.safe_text import safe
from giktui.tui.screens.base.page import Page
from giktui.tui.widgets.file_list import FileList
from giktui.tui.widgets.key_line import KeyLine
from giktui.tui.widgets.list_rows import Column, Item, Rows, by_text
from giktui.tui.widgets.paged_list import PagedList
from giktui.tui.widgets.path_suggester import PathSuggester
from giktui.wording.statuses import import_status_name

if TYPE_CHECKING:
    from giktui.store.reports.import_result import Imported


class ImportScreen(Page):
    """Two lists, one at a time: the files to choose from, then what became of them."""

    BINDINGS: ClassVar = bindings("import")
    SCOPE = "import"
    KEYS = ("import.choose", "import.mark", "import.go", "import.path", "import.replace")

    def __init__(self, paths: Sequence[Path] = ()) -> None:
        super().__init__()
        self.paths = tuple(paths)
        self.done: list[Imported] = []
        self.running = False
        self.stopping = False  # not the worker's cancellation: a worker cancelled before it began would never say so
        self.replace = False

    def where(self) -> tuple[str, ...]:
        """What is done here."""
        return ("giktui", _("导入（替换已有的）") if self.replace else _("导入"))

    def standing(self) -> str:
        """How many files are chosen, or how far the import has come."""
        if self.running:
            return _("已读 {n} 个文件，Esc 停止").format(n=len(self.done))
        if self.done:
            kinds = [imported.status for imported in self.done]
            return _("读入 {read}，存疑 {doubts}，拒绝 {refused}，已有 {present}").format(
                read=kinds.count("read"),
                doubts=kinds.count("doubts"),
                refused=kinds.count("refused"),
                present=kinds.count("present"),
            )
        return _("选文件或文件夹，已选 {n} 个").format(n=len(self.files.marked))

    def body(self) -> Iterable[Widget]:
        """The path, the two lists, the line under the cursor in full."""
        from giktui.readers import KINDS

        suffixes = {suffix for kind in KINDS for suffix in kind.suffixes}
        yield Input(
            placeholder=_("路径；→ 补全，Enter 进入文件夹或导入文件"),
            id="path",
            suggester=PathSuggester(),
        )
        yield FileList(Path.cwd(), suffixes, id="files")
        columns = (
            Column(_("结果"), 6, order=by_text(0)),
            Column(_("文件"), 28, order=by_text(1)),
            Column(_("机关、年份"), 0, order=by_text(2)),
            Column(_("说明"), 20),
        )
        yield PagedList(columns, id="done")
        yield Static(id="detail", classes="about")

    @property
    def files(self) -> FileList:
        """What there is to choose from."""
        return self.query_one("#files", FileList)

    @property
    def results(self) -> PagedList:
        """What became of the files."""
        return self.query_one("#done", PagedList)

    @property
    def main(self) -> PagedList:
        """The list that is shown."""
        return self.results if self.results.display else self.files

    def on_mount(self) -> None:
        """Show the present folder, or begin at once with what was asked for."""
        field = self.query_one("#path", Input)
        field.cursor_blink = False
        self.results.display = False
        self._enter(Path.cwd())
        self.set_focus(self.files)
        if self.paths:
            self._begin(self.paths)

    def _enter(self, folder: Path) -> None:
        at = self.files.folder if self.files.folder.parent == folder else None
        trouble = self.files.enter(folder, at)
        if trouble:
            self.tell(trouble)
            return
        field = self.query_one("#path", Input)
        field.value = str(folder).rstrip("/") + "/"
        field.cursor_position = len(field.value)
        self.retitle()

    def on_paged_list_moved(self) -> None:
        """What is under the cursor, in full."""
        imported = self.imported
        said = ""
        if imported is not None:
            said = f"{imported.path}\n{imported.message}\n" + "\n".join(
                f"{doubt.rule}{doubt.place}  {doubt.message}" for doubt in imported.doubts
            )
        elif not self.results.display:
            said = _("Enter 进入文件夹或导入这个文件；空格选定几个，i 一起导入。文件夹连同下级一起导入。")
        self.query_one("#detail", Static).update(safe(said))

    def on_paged_list_chosen(self) -> None:
        """A second click does what Enter does."""
        self.action_choose()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """A folder is shown, a file or pattern is imported."""
        event.stop()
        path = Path(event.value.strip()).expanduser()
        if path.is_dir():
            self._enter(path)
            self.set_focus(self.files)
        elif path.exists() or any(sign in str(path) for sign in "*?["):
            self._begin((path,))
        else:
            self.tell(_("没有 {path}。请检查路径，按 → 可以补全。").format(path=path))

    @property
    def imported(self) -> "Imported | None":
        """What became of the file under the cursor."""
        from giktui.store.reports.import_result import Imported

        item = self.results.item if self.results.display else None
        return item.key if item and isinstance(item.key, Imported) else None

    def action_path(self) -> None:
        """Type a path."""
        if not self.running:
            self._show_files()
            self.set_focus(self.query_one("#path", Input))

    def action_choose(self) -> None:
        """Into the folder; import the file; open the report imported."""
        path = self.files.path
        if self.results.display:
            self.action_open()
        elif path is not None and path.is_dir():
            self._enter(path)
        elif path is not None:
            self._begin((path,))

    def action_mark(self) -> None:
        """Choose the file or folder, or leave it out."""
        if not self.results.display:
            self.files.mark()
            self.retitle()

    def action_go(self) -> None:
        """Import what is chosen, else what is under the cursor."""
        if self.results.display:
            return
        chosen = sorted(self.files.marked) or ([self.files.path] if self.files.path else [])
        if chosen:
            self._begin(chosen)

    def action_replace(self) -> None:
        """Let what is imported take the place of reports that are there; the old ones stay in the journal."""
        if not self.results.display:
            self.replace = not self.replace
            self.retitle()

    def action_open(self) -> None:
        """The report from the file under the cursor."""
        imported = self.imported
        if imported is None or not imported.entries:
            self.giktui.say(_("这一行没有报告可以打开。"))
        else:
            doubtful = next((cell for doubt in imported.doubts for cell in doubt.cells), None)
            self.giktui.open_report(imported.entries[0], doubtful)

    def action_leave(self) -> None:
        """Stop the import; from its results to the files; from there back."""
        if self.running:
            self.stopping = True
        elif self.results.display and not self.paths:
            self._show_files()
        else:
            super().action_leave()

    def _show_files(self) -> None:
        self.query_one(KeyLine).name_keys(self.KEYS)
        self.results.display = False
        self.files.display = self.query_one("#path", Input).display = True
        self.done = []
        self.files.marked.clear()
        self._enter(self.files.folder)
        self.set_focus(self.files)

    def _begin(self, paths: Sequence[Path]) -> None:
        self.files.display = self.query_one("#path", Input).display = False
        self.results.display = True
        self.query_one(KeyLine).name_keys(("import.open", "import.path"))
        self.set_focus(self.results)
        self.done = []
        self.running, self.stopping = True, False
        self._show(())
        self._import(tuple(paths))

    @work(thread=True, exclusive=True, group="import")
    def _import(self, paths: tuple[Path, ...]) -> None:
        from giktui.store import DatabaseError, connect, import_files

        worker = get_current_worker()
        trouble = ""
        try:
            db = connect(self.giktui.path)
            try:
                for imported in import_files(db, paths, replace=self.replace, stop=lambda: self.stopping):
                    self.app.call_from_thread(self._show, (imported,))
                    if worker.is_cancelled:
                        break
                if self.stopping or worker.is_cancelled:
                    trouble = _("已停止；此前导入的都已保存，再次导入会跳过它们。")
            finally:
                db.close()
        except (GiktuiError, DatabaseError) as error:
            trouble = str(error)
        self.app.call_from_thread(self._finished, trouble)

    def _show(self, imported: "Sequence[Imported]") -> None:
        if not self.is_open:
            return
        at_end = self.results.cursor >= len(self.done) - 1
        self.done.extend(imported)
        rows = Rows([self._item(one) for one in self.done])
        self.results.show(rows, cursor=len(self.done) - 1 if at_end else None)
        self.retitle()

    def _item(self, imported: "Imported") -> Item:
        looks = {"read": "fine", "doubts": "soft", "refused": "error", "present": "muted"}
        entries = _("、").join(f"{entry.agency} {entry.year}" for entry in imported.entries)
        fields = (import_status_name(imported.status), Path(imported.path).name, entries, imported.message)
        return Item(imported, fields, (looks[imported.status], "", "", ""))

    def _finished(self, trouble: str) -> None:
        self.running = False
        if not self.is_open:
            return
        if not self.done and not trouble:
            trouble = _("这里没有文件。")
        self.results.move_to(next((n for n, one in enumerate(self.done) if one.status == "doubts"), 0))
        self.retitle()
        if trouble:
            self.tell(trouble)
