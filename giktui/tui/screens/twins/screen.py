"""Twins: pairs of reports with a text or table in common, to be looked at side by side."""

from collections.abc import Iterable
from contextlib import closing
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.widget import Widget
from textual.widgets import Static

from giktui.errors import GiktuiError
from giktui.form import load_form
from giktui.i18n import _
from giktui.tui.keymap import bindings
from giktui.tui.safe_text import safe
from giktui.tui.screens.base.page import Page
from giktui.tui.widgets.list_rows import Column, Item
from giktui.tui.widgets.paged_list import PagedList
from giktui.wording.cells import section_title

if TYPE_CHECKING:
    from giktui.store.analysis.twins import Twin


class TwinsScreen(Page):
    """A line a pair, the most alike first; they come in once a thread has compared all reports of the year."""

    BINDINGS: ClassVar = bindings("twins")
    SCOPE = "twins"
    KEYS = ("twins.compare", "twins.one", "twins.other")

    def __init__(self, year: int | None = None) -> None:
        super().__init__()
        self.year = year
        self.twins: list[Twin] | None = None

    def where(self) -> tuple[str, ...]:
        """What is shown, of which year."""
        return ("giktui", _("雷同"), _("全部年份") if self.year is None else str(self.year))

    def standing(self) -> str:
        """How many pairs, and what they are sorted by."""
        found = _("正在比较……") if self.twins is None else _("{n} 对").format(n=len(self.twins))
        return found + "  " + _("最相似的在前")

    def body(self) -> Iterable[Widget]:
        """The pairs."""
        columns = (
            Column(_("机关"), 0),
            Column(_("年份"), 4),
            Column(_("机关"), 0),
            Column(_("年份"), 4),
            Column(_("部分"), 24),
            Column(_("相似"), 10, right=True),
        )
        yield PagedList(columns, id="twins")
        yield Static(id="detail", classes="about")

    @property
    def main(self) -> PagedList:
        """The list."""
        return self.query_one("#twins", PagedList)

    def on_mount(self) -> None:
        """Begin to compare."""
        self.set_focus(self.main)
        self._find()

    @work(thread=True, exclusive=True, group="twins")
    def _find(self) -> None:
        from giktui.store import DatabaseError, connect
        from giktui.store.analysis.twins import find_twins

        try:
            with closing(connect(self.giktui.path, write=False)) as db:
                found = find_twins(db, self.year)
        except (GiktuiError, DatabaseError) as error:
            self.app.call_from_thread(self.tell, str(error))
            return
        self.app.call_from_thread(self._found, found)

    def _found(self, found: "list[Twin]") -> None:
        if self.is_open:
            self.twins = found
            self.main.empty = _("没有找到雷同的文字或表格。")
            self.main.show_items([self._item(twin) for twin in found])
            self.retitle()
            said = _("Enter 并排比较") if found else ""
            self.query_one("#detail", Static).update(safe(said))

    @staticmethod
    def _item(twin: "Twin") -> Item:
        title = section_title(load_form(twin.one.form).section(twin.section))
        said = _("{n} 个数相同").format(n=twin.figures) if twin.figures else f"{twin.percent}%"
        one, other = twin.one, twin.other
        return Item(twin, (one.agency, str(one.year), other.agency, str(other.year), title, said))

    @property
    def here(self) -> "Twin | None":
        """The pair under the cursor."""
        from giktui.store.analysis.twins import Twin

        item = self.main.item
        return item.key if item and isinstance(item.key, Twin) else None

    def on_paged_list_chosen(self) -> None:
        """A second click compares."""
        self.action_compare()

    def action_compare(self) -> None:
        """The two side by side."""
        if self.here is not None:
            self.giktui.show("compare", old=self.here.one, new=self.here.other)

    def action_one(self) -> None:
        """Open the report on the left."""
        if self.here is not None:
            self.giktui.open_report(self.here.one, self.here.section)

    def action_other(self) -> None:
        """Open the report on the right."""
        if self.here is not None:
            self.giktui.open_report(self.here.other, self.here.section)
