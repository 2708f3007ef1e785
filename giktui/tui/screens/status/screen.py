"""Who has reported on a year and who has not, with findings; a reminder for those missing, as text to paste."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.widget import Widget
from textual.widgets import Static

from giktui.i18n import _
from giktui.tui.dialogs.asking import Choose
from giktui.tui.finding_words import Counts
from giktui.tui.keymap import bindings
from giktui.tui.safe_text import safe
from giktui.tui.screens.base.background_counts import BackgroundCounts
from giktui.tui.screens.base.page import Page
from giktui.tui.screens.status.reminder import Reminder
from giktui.tui.widgets.list_rows import Column, Item
from giktui.tui.widgets.paged_list import PagedList
from giktui.wording.statuses import status_name

if TYPE_CHECKING:
    from giktui.store import Entry
    from giktui.store.analysis.status import Standing


class StatusScreen(Page):
    """A line an agency, in the order of the tree."""

    BINDINGS: ClassVar = bindings("status")
    SCOPE = "status"
    KEYS = ("status.open", "status.only", "status.year", "status.remind", "status.rollup")

    def __init__(self, year: int | None = None) -> None:
        super().__init__()
        self.year = year if year is not None else date.today().year - 1
        self.every: list[Standing] = []
        self.shown: list[Standing] = []
        self.only = 0
        self.counts = BackgroundCounts(self, self.in_window, self.show_counts)

    def where(self) -> tuple[str, ...]:
        """Which year."""
        return ("giktui", str(self.year), _("报送情况"))

    def standing(self) -> str:
        """How many have reported."""
        there = [standing for standing in self.every if standing.entry]
        return _("应报 {all}，已报 {there}，已提交 {submitted}，缺 {missing}，逾期 {late}").format(
            all=len(self.every),
            there=len(there),
            submitted=sum(standing.entry.locked for standing in there if standing.entry),
            missing=len(self.every) - len(there),
            late=sum(standing.late for standing in self.every),
        )

    def body(self) -> Iterable[Widget]:
        """Which are shown, the agencies, the one under the cursor."""
        columns = (Column(_("机关"), 0), Column(_("状态"), 8), Column(_("问题"), 8), Column(_("期限"), 18))
        yield Static(id="filters", classes="detail")
        yield PagedList(columns, id="agencies")
        yield Static(id="detail", classes="about")

    @property
    def main(self) -> PagedList:
        """The agencies."""
        return self.query_one("#agencies", PagedList)

    def on_mount(self) -> None:
        """Read who has reported."""
        self.follow(self.reread)

    def on_screen_resume(self) -> None:
        """Back from a report."""
        self.reread()

    def reread(self) -> None:
        """The state of things now."""
        from giktui.store.analysis.status import status

        self.every = status(self.giktui.db, self.year)
        self.refill()
        self.counts.again()

    def _kinds(self) -> "list[tuple[str, Callable[[Standing], bool]]]":
        return [
            (_("全部"), lambda _standing: True),
            (_("未报"), lambda standing: standing.entry is None),
            (_("已报未提交"), lambda standing: standing.entry is not None and not standing.entry.locked),
            (_("已提交"), lambda standing: standing.entry is not None and standing.entry.locked),
            (_("逾期"), lambda standing: standing.late),
            (_("有错误"), lambda standing: self._counts_of(standing).error > 0),
        ]

    def refill(self) -> None:
        """Show those asked for."""
        name, wanted = self._kinds()[self.only]
        self.shown = [standing for standing in self.every if wanted(standing)]
        self.main.empty = _("没有这样的机关。按 f 换一种看法，按 y 换年份。")
        self.main.show(_Standings(self))
        said = _("只看：{which}  {n} 个").format(which=name, n=len(self.shown))
        if rest := len(self.every) - len(self.shown):
            said += _("，其余 {n} 个没有列出").format(n=rest)
        self.query_one("#filters", Static).update(safe(said))
        self.retitle()

    def item(self, standing: "Standing") -> Item:
        """A line of the list."""
        entry = standing.entry
        counts = self.counts.of((entry.id,)) if entry else None
        fields = (
            "  " * standing.depth + standing.agency.name,
            status_name(entry.status) if entry else status_name("missing"),
            counts.short() if counts else "",
            _("{due} 已逾期").format(due=standing.due) if standing.late else str(standing.due),
        )
        late = "soft" if standing.late else "muted"
        return Item(standing, fields, ("", "" if entry else "error", counts.look if counts else "", late))

    def in_window(self) -> "dict[tuple[int, ...], Entry]":
        """The reports of the agencies in the window; to find those with errors, all of them."""
        shown = self.every if self._only_errors else [self.shown[row] for row in self.main.window]
        return {(one.entry.id,): one.entry for one in shown if one.entry}

    def show_counts(self) -> None:
        """The rows anew; more of them where only those with errors are shown."""
        if self._only_errors:
            self.refill()
        else:
            self.main.reload()
            self._describe()

    @property
    def _only_errors(self) -> bool:
        return self.only == len(self._kinds()) - 1

    def _counts_of(self, standing: "Standing") -> Counts:
        return (self.counts.of((standing.entry.id,)) if standing.entry else None) or Counts()

    @property
    def current(self) -> "Standing | None":
        """The agency under the cursor."""
        from giktui.store.analysis.status import Standing

        item = self.main.item
        return item.key if item and isinstance(item.key, Standing) else None

    def on_paged_list_moved(self) -> None:
        """Another agency."""
        self._describe()
        self.counts.soon()

    def _describe(self) -> None:
        """Say it in words."""
        standing = self.current
        said = ""
        if standing is not None:
            counts = self.counts.of((standing.entry.id,)) if standing.entry else None
            state = status_name(standing.entry.status) if standing.entry else status_name("missing")
            said = _("{name}：{what}").format(name=standing.agency.name, what=state)
            said += f"\n{counts.words()}" if counts else "\n"
        self.query_one("#detail", Static).update(safe(said))

    def on_paged_list_chosen(self) -> None:
        """A second click opens."""
        self.action_open()

    def action_open(self) -> None:
        """The report; where there is none, a new one."""
        standing = self.current
        if standing is None:
            return
        if standing.entry is not None:
            self.giktui.open_report(standing.entry)
        else:
            self.giktui.show("new_report", agency=standing.agency.name, year=self.year)

    def action_only(self) -> None:
        """Only some of them."""

        def chosen(number: int | None) -> None:
            if number is not None:
                self.only = number
                self.refill()

        names = [name for name, _wanted in self._kinds()]
        self.app.push_screen(Choose(_("只看哪些？"), names, chosen=self.only), chosen)

    def action_year(self) -> None:
        """Another year."""
        from giktui.store.analysis.overview import report_years

        years = sorted({*report_years(self.giktui.db), date.today().year - 1, self.year})

        def chosen(number: int | None) -> None:
            if number is not None:
                self.year = years[number]
                self.reread()

        names = [str(year) for year in years]
        self.app.push_screen(Choose(_("哪一年？"), names, chosen=years.index(self.year)), chosen)

    def action_rollup(self) -> None:
        """The reports below the agency added up, beside its own."""
        from giktui.tui.screens.rollup.screen import show_rollup

        if self.current is not None:
            show_rollup(self, self.current.agency.name, self.year)

    def action_remind(self) -> None:
        """The text for those among the shown that have not submitted."""
        waiting = [s for s in self.shown if s.entry is None or not s.entry.locked]
        if not waiting:
            self.giktui.say(_("这里的机关都已提交。"))
            return
        self.app.push_screen(Reminder(self.year, waiting))


class _Standings:
    """The shown agencies as rows, made when they come into the window."""

    def __init__(self, screen: StatusScreen) -> None:
        self.screen = screen

    def __len__(self) -> int:
        return len(self.screen.shown)

    def page(self, start: int, count: int) -> Sequence[Item]:
        """The agencies from `start` on."""
        return [self.screen.item(standing) for standing in self.screen.shown[start : start + count]]
