"""Reforms on the agencies screen: agencies merged into one, one split into several, two names of one made one."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol

from giktui.i18n import _
from giktui.tui.dialogs.asking import Choose, Confirm, Prompt
from giktui.tui.host import Host

if TYPE_CHECKING:
    from textual.app import App

    from giktui.store import Agency


class ReformDesk(Protocol):
    """What the reforms need of the screen."""

    @property
    def app(self) -> "App[Any]":
        """The app, to show dialogs on."""

    @property
    def giktui(self) -> Host:
        """The app, with its database."""

    def attempt(self, action: Callable[[], object]) -> bool:
        """Do it; False, having said why, where that failed."""

    def refill(self, at: int | None = None) -> None:
        """Show the tree as it is now, the cursor on the agency of that id."""


class Reform:
    """Asks what became of agencies, and writes it down."""

    def __init__(self, desk: ReformDesk) -> None:
        self.desk = desk

    def begin(self, agencies: "Sequence[Agency]") -> None:
        """Ask what became of the agencies (the marked, or the one under the cursor)."""
        names = _("、").join(agency.name for agency in agencies)
        ways = [_("整个并入、改设为一个机关，各自的报告都留着")]
        if len(agencies) == 1:
            ways.append(_("拆分：几个机关各接一部分"))
        if len(agencies) == 2:
            ways.append(_("两个名称其实是一个机关：合并成一个"))

        def chosen(way: int | None) -> None:
            if way == 0:
                self._succeed(agencies)
            elif way is not None and len(agencies) == 1:
                self._split(agencies[0])
            elif way is not None:
                self._merge(agencies[0], agencies[1])

        self.desk.app.push_screen(Choose(_("“{names}”怎样改了？").format(names=names), ways), chosen)

    def _succeed(self, agencies: "Sequence[Agency]") -> None:
        from giktui.store import actor
        from giktui.store.agencies.lineage import succeed

        db, old = self.desk.giktui.db, [agency.name for agency in agencies]
        self._ask(
            _("接续的机关（没有则添加）"),
            lambda new: self._ask_day(lambda day: self._do(lambda: succeed(db, new, old, day=day, actor=actor()))),
        )

    def _split(self, agency: "Agency") -> None:
        from giktui.store import actor
        from giktui.store.agencies.lineage import succeed_in_parts

        db = self.desk.giktui.db

        def given(said: str) -> None:
            parts = read_parts(said)
            if parts is None:
                self.desk.giktui.say(_("“{text}”看不懂，应如：甲局 0.6，乙局 0.4").format(text=said), error=True)
                return
            self._ask_day(
                lambda day: self._do(lambda: succeed_in_parts(db, agency.name, parts, day=day, actor=actor())[0])
            )

        self._ask(_("分给谁、各占多少，如：甲局 0.6，乙局 0.4；合计不足 1 的，原机关继续存在"), given)

    def _merge(self, one: "Agency", other: "Agency") -> None:
        from giktui.store import actor
        from giktui.store.agencies.merging import looks_like_reform, merge_agencies

        db = self.desk.giktui.db

        def chosen(number: int | None) -> None:
            if number is None:
                return
            stays, goes = (one, other) if number == 0 else (other, one)

            def merge(yes: bool | None) -> None:
                if yes:
                    self._do(lambda: merge_agencies(db, stays.id, goes.id, actor=actor()).agency)

            doubt = looks_like_reform(db, stays.id, goes.id)
            if doubt:
                self.desk.app.push_screen(Confirm(doubt, _("仍然当作一个机关合并？")), merge)
            else:
                merge(True)

        ways = [_("留“{name}”").format(name=agency.name) for agency in (one, other)]
        self.desk.app.push_screen(Choose(_("留哪个名称？另一个成为别名"), ways), chosen)

    def _ask(self, question: str, then: Callable[[str], object], value: str = "") -> None:
        def given(text: str | None) -> None:
            if text:
                then(text)

        self.desk.app.push_screen(Prompt(question, value, title=_("机构改革")), given)

    def _ask_day(self, then: Callable[[date], object]) -> None:
        def given(said: str) -> None:
            try:
                day = date.fromisoformat(said)
            except ValueError:
                self.desk.giktui.say(_("“{text}”不是日期，应如 2024-05-01").format(text=said), error=True)
                return
            then(day)

        self._ask(_("哪一天起？"), given, f"{date.today().year}-01-01")

    def _do(self, action: "Callable[[], Agency]") -> None:
        changed: list[Agency] = []
        if self.desk.attempt(lambda: changed.append(action())):
            self.desk.refill(changed[0].id)


def read_parts(text: str) -> dict[str, Decimal] | None:
    """Who takes over what part, of `甲局 0.6，乙局 40%`; None where that is not what it says."""
    parts: dict[str, Decimal] = {}
    for piece in filter(None, (one.strip() for one in re.split("[,，、;；]", text))):
        found = re.fullmatch(r"([^\s:：]+?)\s*[:：]?\s*(\d+(?:\.\d+)?)\s*([%％]?)", piece)
        if found is None or found[1] in parts:
            return None
        parts[found[1]] = Decimal(found[2]) / (100 if found[3] else 1)
    return parts or None
