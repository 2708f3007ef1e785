"""The tree of agencies: add, rename, move, level, who may make rules, and what became of them in reforms."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.widget import Widget
from textual.widgets import Static

from giktui.i18n import _
from giktui.tui.dialogs.asking import Choose, Prompt
from giktui.tui.keymap import bindings
from giktui.tui.safe_text import safe
from giktui.tui.screens.agencies.reform import Reform
from giktui.tui.screens.base.filtered_page import FilteredPage
from giktui.tui.widgets.filter_line import FilterLine
from giktui.tui.widgets.list_rows import Column, Item
from giktui.tui.widgets.paged_list import PagedList
from giktui.wording.levels import agency_level_name

if TYPE_CHECKING:
    from giktui.store import Agency, Connection

_MARK = "*"


class _Tree:
    """The agencies whose name has a word in it, in the order of the tree, a page at a time."""

    def __init__(self, db: "Connection", word: str, marked: Collection[int]) -> None:
        from giktui.store.analysis.overview import outline

        self.db, self.marked = db, marked
        self.outline = outline(db, word)

    def __len__(self) -> int:
        return len(self.outline)

    def page(self, start: int, count: int) -> Sequence[Item]:
        """The agencies from `start` on."""
        from giktui.store import may_make_rules, the_agency

        items = []
        for id, depth in self.outline[start : start + count]:
            agency = the_agency(self.db, id)
            may = may_make_rules(agency)
            rules = _("不详") if may is None else _("可") if may else _("不可")
            given = "" if agency.makes_rules is None else _("（指定）")
            mark = _MARK if id in self.marked else ""
            level = agency_level_name(agency.level) or "-"
            items.append(Item(agency, (mark, "  " * depth + agency.name, level, rules + given)))
        return items


class AgenciesScreen(FilteredPage):
    """All agencies, each under the one it belongs to."""

    BINDINGS: ClassVar = bindings("agencies")
    SCOPE = "agencies"
    KEYS = (
        "agencies.add", "agencies.add_top", "agencies.rename", "agencies.move", "agencies.level", "agencies.rules",
        "agencies.mark", "agencies.reform", "agencies.filter",
    )  # fmt: skip

    _every = 0
    """How many agencies there are."""

    def __init__(self) -> None:
        super().__init__()
        self.marked: set[int] = set()
        self.reform = Reform(self)

    def where(self) -> tuple[str, ...]:
        """Where one is."""
        return ("giktui", _("机关"))

    def standing(self) -> str:
        """How many there are or pass the filter, how many are marked."""
        said = self.passed(len(self.main.source), self._every, _("共 {n} 个").format(n=self._every))
        return said + ("  " + _("已选 {n}").format(n=len(self.marked)) if self.marked else "")

    def body(self) -> Iterable[Widget]:
        """The filter, the tree, the other names of the one under the cursor."""
        from giktui.store import LEVELS

        yield FilterLine(_("输入机关名称的一部分；Enter 回到列表，Esc 取消"))
        level = max(6, *(cell_len(agency_level_name(one)) for one in LEVELS))
        columns = (Column("", 1), Column(_("机关"), 0), Column(_("层级"), level), Column(_("规章"), 12))
        yield PagedList(columns, id="tree")
        yield Static(id="detail", classes="about")

    @property
    def main(self) -> PagedList:
        """The tree."""
        return self.query_one("#tree", PagedList)

    def on_mount(self) -> None:
        """Read the tree."""
        self.follow(self.refill)

    def refill(self, at: int | None = None) -> None:
        """Read the tree again, the cursor on the agency of that id, or where it was."""
        if at is not None:
            self.marked.clear()
        here = at if at is not None else self.agency.id if self.agency else None
        tree = _Tree(self.giktui.db, self.word, self.marked)
        if not self.word:
            self._every = len(tree)
        cursor = next((n for n, (id, _depth) in enumerate(tree.outline) if id == here), self.main.cursor)
        self.main.empty = _("没有这样的机关：按 Esc 看全部。") if self.word else _("还没有机关。按 A 新增一个。")
        self.main.show(tree, cursor=cursor)
        self.retitle()

    @property
    def agency(self) -> "Agency | None":
        """The agency under the cursor."""
        from giktui.store import Agency

        item = self.main.item
        return item.key if item and isinstance(item.key, Agency) else None

    def on_paged_list_moved(self) -> None:
        """Under which other names its reports arrive, and from whom it took over."""
        from giktui.store import other_names
        from giktui.store.agencies.lineage import predecessors

        said = ""
        if self.agency is not None:
            names = other_names(self.giktui.db, self.agency.id)
            said = self.agency.name + ("\n" + _("别名：{names}").format(names=_("、").join(names)) if names else "")
            before = [
                _("{agency}，{day}").format(
                    agency=f"{one.agency} {one.share}" if one.share != 1 else one.agency, day=one.day
                )
                for one in predecessors(self.giktui.db, self.agency.id)
            ]
            said += "\n" + _("前身：{names}").format(names=_("；").join(before)) if before else ""
        self.query_one("#detail", Static).update(safe(said))

    def _change(self, action: "Callable[[], Agency]") -> None:
        changed: list[Agency] = []
        if self.attempt(lambda: changed.append(action())):
            self.refill(changed[0].id)

    def _ask_name(self, parent: "Agency | None") -> None:
        from giktui.store import ensure_agency

        def given(name: str | None) -> None:
            if name:
                above = parent.id if parent else None
                self._change(lambda: ensure_agency(self.giktui.db, name, parent=above))

        where = _("“{name}”的下级").format(name=parent.name) if parent else _("顶级机关")
        self.app.push_screen(Prompt(_("名称"), title=_("新增{where}").format(where=where)), given)

    def action_mark(self) -> None:
        """Choose the agency, or leave it out, and go down."""
        if self.agency is not None:
            self.marked ^= {self.agency.id}
            self.main.reload()
            self.retitle()
            self.main.action_down()

    def action_reform(self) -> None:
        """What became of the marked agencies, or of this one."""
        from giktui.store import all_agencies

        chosen = [one for one in all_agencies(self.giktui.db) if one.id in self.marked]
        chosen = chosen or ([self.agency] if self.agency is not None else [])
        if chosen:
            self.reform.begin(chosen)

    def action_add(self) -> None:
        """A new agency under this one."""
        self._ask_name(self.agency)

    def action_add_top(self) -> None:
        """A new agency under none."""
        self._ask_name(None)

    def action_rename(self) -> None:
        """Another official name; the old one still finds it."""
        from giktui.store import rename_agency

        agency = self.agency
        if agency is None:
            return

        def given(name: str | None) -> None:
            if name:
                self._change(lambda: rename_agency(self.giktui.db, agency.id, name))

        self.app.push_screen(Prompt(_("新名称（原名仍能找到它）"), agency.name, title=_("改名")), given)

    def action_move(self) -> None:
        """Under another agency, or to the top."""
        from giktui.store import all_agencies, move_agency

        agency = self.agency
        if agency is None:
            return
        others = [other for other in all_agencies(self.giktui.db) if other.id != agency.id]

        def chosen(number: int | None) -> None:
            if number is not None:
                above = others[number - 1].id if number else None
                self._change(lambda: move_agency(self.giktui.db, agency.id, above))

        names = [_("（顶级）"), *(other.name for other in others)]
        self.app.push_screen(Choose(_("“{name}”移到谁的下级？").format(name=agency.name), names), chosen)

    def action_level(self) -> None:
        """省, 市, 县, 乡, 部门."""
        from giktui.store import LEVELS, ensure_agency

        agency = self.agency
        if agency is None:
            return
        levels = ("", *LEVELS)

        def chosen(number: int | None) -> None:
            if number is not None:
                self._change(lambda: ensure_agency(self.giktui.db, agency.name, level=levels[number]))

        names = [_("（不详）"), *map(agency_level_name, LEVELS)]
        self.app.push_screen(Choose(_("层级"), names, chosen=levels.index(agency.level)), chosen)

    def action_rules(self) -> None:
        """Whether it may make rules (规章)."""
        from giktui.store import ensure_agency

        agency = self.agency
        if agency is None:
            return

        def chosen(number: int | None) -> None:
            if number is not None:
                self._change(lambda: ensure_agency(self.giktui.db, agency.name, makes_rules=number == 0))

        question = _("“{name}”可以制定规章吗？").format(name=agency.name)
        self.app.push_screen(Choose(question, [_("可"), _("不可")]), chosen)
