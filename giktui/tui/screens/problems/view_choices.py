"""What is asked before the problem table is sorted, grouped or narrowed, and how that is said."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from giktui.i18n import _
from giktui.tui.dialogs.asking import Choose
from giktui.tui.screens.problems.rows import order_names
from giktui.tui.screens.problems.table import ProblemTable
from giktui.wording.findings import finding_status_name
from giktui.wording.levels import agency_level_name
from giktui.wording.severities import SEVERITIES, severity_name

if TYPE_CHECKING:
    from textual.app import App

    from giktui.store.analysis.problems import Group, Wanted


class Viewed(Protocol):
    """What the choices need of the screen."""

    table: ProblemTable

    @property
    def app(self) -> "App[Any]":
        """The app, to show dialogs on."""

    def refill(self) -> None:
        """Show the table as it is looked at now."""


class ViewChoices:
    """Asks how one table is to be looked at."""

    def __init__(self, screen: Viewed) -> None:
        self.screen = screen

    def sort(self) -> None:
        """Choose what to sort by; the same once more turns it round."""
        table, orders = self.screen.table, list(order_names())
        view = table.view

        def chosen(number: int) -> None:
            table.sort(orders[number], falling=orders[number] == view.order and not view.falling)

        self._choose(_("按什么排列？"), list(order_names().values()), chosen, orders.index(view.order))

    def group(self) -> None:
        """Choose what to group by."""
        table = self.screen.table
        groups: tuple[Group | None, ...] = (None, "cause", "agency", "rule", "report")
        names = [_("不分组"), _("按起因"), _("按机关"), _("按规则"), _("按报告")]
        at = groups.index(table.view.group)
        self._choose(_("怎样分组？"), names, lambda number: table.look(group=groups[number]), at)

    def narrow(self, of: str) -> None:
        """One severity, state, rule, level, parent or year only."""
        table = self.screen.table
        values = table.values(of)
        words: dict[str, str] = {name: severity_name(name) for name in SEVERITIES}
        words |= {name: finding_status_name(name) for name in table.values("status")}
        words |= {name: agency_level_name(name) for name in table.values("level")}
        names = [words.get(value, value) for value in values]
        self._choose(_("只看哪一个？"), [_("全部"), *names], lambda n: table.only(of, values[n - 1] if n else None))

    def _choose(self, question: str, names: Sequence[str], chosen: Callable[[int], object], at: int = 0) -> None:
        def answered(number: int | None) -> None:
            if number is not None:
                chosen(number)
                self.screen.refill()

        self.screen.app.push_screen(Choose(question, names, chosen=at), answered)


def filters_said(wanted: "Wanted") -> str:
    """What is looked for, in words; empty where nothing is left out."""
    chosen = [
        (_("级别"), _("、").join(map(severity_name, wanted.severities))),
        (_("状态"), "" if wanted.statuses == ("open",) else _("、").join(map(finding_status_name, wanted.statuses))),
        (_("规则"), wanted.rule.rstrip("*-")),
        (_("层级"), agency_level_name(wanted.level)),
        (_("上级"), wanted.parent),
        (_("年份"), _("、").join(map(str, wanted.years))),
        (_("含"), wanted.words),
    ]
    return "  ".join(_("{name}：{what}").format(name=name, what=what) for name, what in chosen if what)
