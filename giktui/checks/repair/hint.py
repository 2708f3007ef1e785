"""A repair hint: changes of cells that settle broken sums, and in words why they are likely."""

from typing import Literal, NamedTuple, cast, get_args

from giktui.checks.cells import label
from giktui.i18n import _
from giktui.report import Number

Reason = Literal[
    "transposed",
    "shifted",
    "digit_doubled",
    "digit_missing",
    "digit_extra",
    "digit_wrong",
    "neighbour",
    "total",
    "none",
]


class Change(NamedTuple):
    """One cell, what stands there, what should, and why that is likely.

    `agency` or `year` name the report it is of, where that is not the one looked at.
    """

    cell: str
    old: Number
    new: int
    reason: Reason
    agency: str = ""
    year: int | None = None


class Hint(NamedTuple):
    """Changes that together satisfy the broken rules `mends`; hints that mend the same rules are alternatives."""

    changes: tuple[Change, ...]
    mends: tuple[str, ...]
    form: str

    @property
    def why(self) -> str:
        """The reason that all changes have, as a code; `none` where they have not one."""
        reasons = {change.reason for change in self.changes}
        return reasons.pop() if len(reasons) == 1 else "none"

    @property
    def elsewhere(self) -> int:
        """How many of the cells are of other reports."""
        return sum(bool(change.agency) or change.year is not None for change in self.changes)

    @property
    def text(self) -> str:
        """The hint as a sentence: `（七）总计·自然人 10 → 12 即可同时满足 2 条（…）`."""
        said = _("，").join(f"{_named(self.form, change)} {change.old} → {change.new}" for change in self.changes)
        reasons = dict.fromkeys(reason_text(change.reason) for change in self.changes if change.reason != "none")
        why = _("（{reasons}）").format(reasons=_("；").join(reasons)) if reasons else ""
        if len(self.mends) == 1:
            return _("{changes} 即可满足这一条{why}").format(changes=said, why=why)
        return _("{changes} 即可同时满足 {n} 条{why}").format(changes=said, n=len(self.mends), why=why)


class Hints(NamedTuple):
    """The smallest repairs, likeliest first. `complete` is False when the search stopped before it had seen all."""

    answers: tuple[Hint, ...]
    complete: bool


def reason_words(code: str) -> str:
    """Why a repair is likely, for any code that a finding's repair may have; empty for one that says nothing."""
    own = {"includes": _("把别的行已计的又计了一次"), "split": _("一个数分到了两列"), "unit": _("单位有误")}
    return own.get(code) or (reason_text(cast("Reason", code)) if code in get_args(Reason) else "")


def reason_text(reason: Reason) -> str:
    """Why a change is likely, in words."""
    return {
        "transposed": _("两个数字颠倒"),
        "shifted": _("填到了相邻的行或列"),
        "digit_doubled": _("一个数字重复输入"),
        "digit_missing": _("少了一个数字"),
        "digit_extra": _("多了一个数字"),
        "digit_wrong": _("一个数字有误"),
        "neighbour": _("与相邻格相同"),
        "total": _("合计有误"),
        "none": "",
    }[reason]


def _named(form: str, change: Change) -> str:
    """The cell as the form names it, with the report where that is another."""
    name = label(form, change.cell, section=False)
    if change.agency:
        return _("{agency}报告的{cell}").format(agency=change.agency, cell=name)
    return name if change.year is None else _("{year} 年报告的{cell}").format(year=change.year, cell=name)
