"""A folder as a list: go in and out, mark files and folders."""

from collections.abc import Collection
from pathlib import Path

from textual.message import Message

from giktui.i18n import _
from giktui.tui.widgets.list_rows import Column, Item, Rows
from giktui.tui.widgets.paged_list import PagedList


class FileList(PagedList):
    """The readable files of a folder, folders first. `marked` holds what was chosen, here and in other folders."""

    class Entered(Message):
        """Another folder is shown."""

    def __init__(self, folder: Path, suffixes: Collection[str], *, id: str | None = None) -> None:
        columns = (Column("", 2), Column(_("文件"), 0), Column(_("大小"), 10, right=True))
        super().__init__(columns, id=id)
        self.folder = folder
        self.suffixes = frozenset(suffixes)
        self.marked: set[Path] = set()

    def enter(self, folder: Path, at: Path | None = None) -> str:
        """Show a folder, the cursor on `at`; what is wrong, if it cannot be read."""
        try:
            found = [path for path in folder.iterdir() if not path.name.startswith(".")]
            folders = sorted((path for path in found if path.is_dir()), key=lambda path: path.name)
            files = sorted((path for path in found if path.is_file()), key=lambda path: path.name)
        except OSError as error:
            return _("读不了文件夹 {folder}：{cause}").format(folder=folder, cause=error.strerror or error)
        self.folder = folder
        paths = [*folders, *(path for path in files if path.suffix.lower() in self.suffixes)]
        items = [self._item(path) for path in paths]
        if folder.parent != folder:
            items.insert(0, Item(folder.parent, ("", _("..（上一级）"), ""), ("", "muted", "")))
        cursor = next((n for n, item in enumerate(items) if item.key == at), min(1, len(items) - 1))
        self.show(Rows(items), cursor=max(0, cursor))
        self.post_message(self.Entered())
        return ""

    def _item(self, path: Path) -> Item:
        mark = "* " if path in self.marked else "  "
        if path.is_dir():
            return Item(path, (mark, path.name + "/", ""), ("changed", "", ""))
        try:
            size = f"{path.stat().st_size / 1024:.1f} KB"
        except OSError:  # gone since the folder was read
            size = "?"
        return Item(path, (mark, path.name, size), ("changed", "", ""))

    @property
    def path(self) -> Path | None:
        """What is under the cursor."""
        return self.item.key if self.item and isinstance(self.item.key, Path) else None

    def mark(self) -> None:
        """Choose what is under the cursor, or leave it out again; go to the next line."""
        path = self.path
        if path is None or path == self.folder.parent:
            return
        self.marked ^= {path}
        here = self.cursor
        self.enter(self.folder)
        self.move_to(here + 1)
