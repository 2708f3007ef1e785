"""How the lines of the problem table look: a problem, a group, a report that is to be looked at."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from giktui.i18n import _
from giktui.report import number_text
from giktui.store.analysis.triage import order_explained
from giktui.text.wrapping import wrapped
from giktui.tui.finding_words import severity_width, short_message, short_suggestion
from giktui.tui.screens.problems.table import TRIAGE, Heading, Line, ProblemTable, key_of, report_of
from giktui.tui.widgets.list_rows import Column, Item
from giktui.wording.findings import finding_status_name
from giktui.wording.severities import severity_name

if TYPE_CHECKING:
    from giktui.store.analysis.problems import Problem

_MARK = "*"


def columns(*, wide: bool) -> tuple[Column, ...]:
    """The columns, each with what it sorts by; narrow ones where there is less room."""
    return (
        Column("", 1),
        Column(_("机关"), 24 if wide else 14, ends=True, sort="agency"),
        Column(_("年份"), 6, sort="year"),
        Column(_("级别"), max(severity_width(), cell_len(_("级别")) + 2), sort="severity"),
        Column(_("规则"), 22 if wide else 9, sort="rule"),
        Column(_("相差"), 8 if wide else 6, right=True, sort="difference"),
        Column(_("问题"), 0, sort="message"),
    )


def order_names() -> dict[str, str]:
    """What the table can be sorted by, in words."""
    return {
        TRIAGE: _("先看哪些"),
        "severity": _("级别"),
        "agency": _("机关"),
        "year": _("年份"),
        "rule": _("规则"),
        "place": _("位置"),
        "difference": _("差额"),
        "message": _("问题"),
        "status": _("状态"),
    }


class ProblemRows:
    """The lines of a table as rows for its columns, made when they come into the window."""

    def __init__(self, table: ProblemTable, *, wide: bool) -> None:
        self.table, self.lines, self.wide = table, table.lines, wide

    def __len__(self) -> int:
        return len(self.lines)

    def page(self, start: int, count: int) -> Sequence[Item]:
        """The lines from `start` on."""
        return [self._item(line) for line in self.lines[start : start + count]]

    def find(self, line: Line | None, otherwise: int) -> int:
        """The number of that line, or of the one that stands for the same; `otherwise` where it is not there."""
        wanted = None if line is None else _known_by(line)
        return next((number for number, one in enumerate(self.lines) if _known_by(one) == wanted), otherwise)

    def _item(self, line: Line) -> Item:
        fields, looks = self._heading(line) if isinstance(line, Heading) else self._problem(line)
        return Item(_known_by(line), fields, looks)

    def _problem(self, problem: "Problem") -> "_Fields":
        finding = problem.finding
        is_open = finding.status == "open"
        look = finding.severity if finding.severity in ("error", "soft") and is_open else ""
        muted = "" if is_open else "muted"
        return (
            _MARK if key_of(problem) in self.table.marked else "",
            problem.entry.agency,
            str(problem.entry.year),
            severity_name(finding.severity) if is_open else finding_status_name(finding.status),
            finding.rule if self.wide else finding.family,
            number_text(finding.delta),
            short_message(finding, problem.form),
        ), ("changed", muted, muted, look or muted, look or muted, muted, muted)

    def _heading(self, group: Heading) -> "_Fields":
        entry = report_of(group)
        marked = bool(group.problems) and all(key_of(one) in self.table.marked for one in group.problems)
        sign = _MARK if marked else "-" if group.shown else "+" if group.problems else ""
        by = self.table.view.group
        first = group.problems[0].finding if group.problems and by in ("cause", "rule") else None
        said = _("{n} 个").format(n=len(group.problems))
        if group.standing is not None:
            said = group.standing.why
        elif by == "cause":
            said += "  " + short_message(group.problems[0].finding, group.problems[0].form)
        return (
            sign,
            group.key if by == "agency" else entry.agency if entry is not None else "",
            str(entry.year) if entry is not None else "",
            severity_name(first.severity) if first is not None else "",
            "" if first is None else first.rule if self.wide else first.family,
            "",
            said,
        ), ("changed",) * 7


_Fields = tuple[tuple[str, ...], tuple[str, ...]]
"""The fields of a line, and how each looks."""


def _known_by(line: Line) -> object:
    return line.key if isinstance(line, Heading) else key_of(line)


def in_full(line: Line | None, width: int, height: int) -> str:
    """What is said of the line under the cursor below the table, where that has so much room.

    A problem is told as the form words it, or with short names where that and what to do about it would not fit.
    """
    if line is None:
        return ""
    if isinstance(line, Heading):
        if line.standing is not None:
            unlike = "\n".join(
                _("{text}（z {z}）").format(text=one.text, z=f"{one.z:.1f}") for one in line.standing.unlike[:4]
            )
            return "\n".join(filter(None, (line.standing.why, unlike, order_explained())))
        listed = line.problems[:height]
        return "\n".join(f"{one.finding.rule}  {short_message(one.finding, one.form)}" for one in listed)
    finding, where = line.finding, f"{line.entry.agency} {line.entry.year}  {line.finding.rule}"
    reason = _("已豁免：{reason}").format(reason=line.reason) if line.reason else ""
    said = [f"{where}  {finding.message}", finding.suggestion, reason]
    if sum(len(list(wrapped(one, width))) for one in said if one) > height:
        said = [where, short_message(finding, line.form), short_suggestion(finding, line.form), reason]
    return "\n".join(filter(None, said))
