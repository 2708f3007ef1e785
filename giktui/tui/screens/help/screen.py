"""Help: every action with its keys, the present screen's first, from the keymap itself."""

from collections.abc import Iterable
from typing import ClassVar

from rich.cells import cell_len
from textual.widget import Widget

from giktui.i18n import _
from giktui.text.matching import matches
from giktui.tui.actions.action import Action
from giktui.tui.keymap import actions, bindings, key_name, keymap_path
from giktui.tui.screens.base.filtered_page import FilteredPage
from giktui.tui.widgets.filter_line import FilterLine
from giktui.tui.widgets.list_rows import Column, Item, Rows
from giktui.tui.widgets.paged_list import PagedList


def scope_name(scope: str) -> str:
    """What a part of the app is called."""
    return {
        "app": _("到处可用"), "page": _("各屏共有"), "list": _("列表"), "matrix": _("机关与年度表"),
        "home": _("首页"), "report": _("报告"), "grid": _("填表"), "narrative": _("文字"), "sections": _("部分列表"),
        "compare": _("比较"), "findings": _("全部问题"), "findings_all": _("全部检查"),
        "problems": _("问题一览"), "comments": _("批注"), "twins": _("雷同"), "history": _("修改记录"),
        "import": _("导入"), "export": _("导出"), "trend": _("趋势"), "status": _("报送情况"), "agencies": _("机关"),
        "start": _("开始"), "help": _("帮助"), "requests": _("申请登记台账"), "rollup": _("汇总"), "rules": _("规则"),
    }[scope]  # fmt: skip


class HelpScreen(FilteredPage):
    """All keys. Where to change them stands in the title."""

    BINDINGS: ClassVar = bindings("help")
    SCOPE = "help"
    KEYS = ("help.filter",)

    def __init__(self, scopes: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.scopes = scopes

    def where(self) -> tuple[str, ...]:
        """What this is."""
        return ("giktui", _("帮助"), _("全部按键"))

    def standing(self) -> str:
        """Where the keys can be changed; or how many pass the filter."""
        return self.passed(len(self.main.source), len(actions()), _("可在 {path} 改键").format(path=keymap_path()))

    def body(self) -> Iterable[Widget]:
        """The filter and the actions: what is pressed, what for, where, and the name for a key of one's own."""
        keys = max(cell_len(self._keys_of(found)) for found in actions())
        width = min(keys, 24 if self.is_wide else 20)
        columns = [Column(_("按键"), width), Column(_("作用"), 0), Column(_("哪里"), 14)]
        if self.is_wide:
            columns.append(Column(_("名称（改键用）"), 26))
        yield FilterLine(_("输入按键或作用的一部分；Enter 回到列表，Esc 取消"))
        yield PagedList(columns, id="keys")

    @property
    def main(self) -> PagedList:
        """The actions."""
        return self.query_one("#keys", PagedList)

    def on_mount(self) -> None:
        """List them."""
        self.refill()
        self.set_focus(self.main)

    def refill(self) -> None:
        """The actions that have in them what was typed, those of the screen one came from first."""
        ordered = sorted(actions(), key=lambda found: self._rank(found.scope))
        items = [self._item(found) for found in ordered]
        self.main.empty = _("没有这样的操作：按 Esc 取消筛选。")
        self.main.show(Rows([item for item in items if matches(" ".join(item.fields), self.word)]), cursor=0)
        self.retitle()

    def _rank(self, scope: str) -> int:
        return self.scopes.index(scope) if scope in self.scopes else len(self.scopes)

    def _item(self, found: Action) -> Item:
        fields = (self._keys_of(found), found.name, scope_name(found.scope), found.id)
        return Item(found, fields, ("changed", "", "muted", "muted"))

    def _keys_of(self, found: Action) -> str:
        return "  ".join(key_name(key) for key in self.giktui.keys_of(found.id))

    def action_help(self) -> None:
        """It is shown already: back."""
        self.action_leave()
