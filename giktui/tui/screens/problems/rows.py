"""How the lines of the problem table look: a problem, a group, a report that is to be looked at."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from giktui.i18n import _
from giktui.report import number_text
from giktui.store.analysis.triage import order_explained
from giktui.tui.finding_words import severity_width, short_message
from giktui.tui.screens.problems.table import TRIAGE, Heading, Line, ProblemTable, key_of, report_of
from giktui.tui.widgets.list_rows import Column, Item
from giktui.wording.findings import finding_status_name
from giktui.wording.severities import severity_name

if TYPE_CHECKING:
    from giktui.store.analysis.problems import Problem

_MARK = "*"


def columns(*, wide: bool) -> tuple[Column, ...]:
    """The columns, each with what it sorts by; on a wide screen with the difference."""
    difference = (Column(_("差"), 8, right=True, sort="difference"),) if wide else ()
    return (
        Column("", 1),
        Column(_("机关"), 24 if wide else 16, sort="agency"),
        Column(_("年份"), 6, sort="year"),
        Column(_("级别"), max(6, severity_width()), sort="severity"),
        Column(_("规则"), 22 if wide else 14, sort="rule"),
        *difference,
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
        mark, agency, year, severity, rule, difference, said, looks = (
            self._heading(line) if isinstance(line, Heading) else self._problem(line)
        )
        middle = (difference,) if self.wide else ()
        return Item(_known_by(line), (mark, agency, year, severity, rule, *middle, said), looks[: 6 + self.wide])

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
            finding.rule,
            number_text(finding.delta),
            short_message(finding, problem.form),
            ("changed", muted, muted, look or muted, look or muted, muted, muted),
        )

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
            first.rule if first is not None else "",
            "",
            said,
            ("changed",) * 7,
        )


_Fields = tuple[str, str, str, str, str, str, str, tuple[str, ...]]


def _known_by(line: Line) -> object:
    return line.key if isinstance(line, Heading) else key_of(line)


def in_full(line: Line | None) -> str:
    """What is said of the line under the cursor below the table."""
    if line is None:
        return ""
    if isinstance(line, Heading):
        if line.standing is not None:
            unlike = "\n".join(
                _("{text}（z {z}）").format(text=one.text, z=f"{one.z:.1f}") for one in line.standing.unlike[:4]
            )
            return "\n".join(filter(None, (line.standing.why, unlike, order_explained())))
        return "\n".join(f"{one.finding.rule}  {one.finding.message}" for one in line.problems[:4])
    finding, entry = line.finding, line.entry
    said = f"{entry.agency} {entry.year}  {finding.rule}  {finding.message}"
    said += f"\n{finding.suggestion}" if finding.suggestion else ""
    return said + ("\n" + _("已豁免：{reason}").format(reason=line.reason) if line.reason else "")
