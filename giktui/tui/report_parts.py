"""The parts of a report as the screens go through them: title and preamble, then the sections, each with its state."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from giktui.form import Form
from giktui.i18n import _
from giktui.report import Report

if TYPE_CHECKING:
    from giktui.checks import Finding

FRONT = "front"
"""The entry above the sections: title and preamble."""


def parts_of(form: Form) -> tuple[str, ...]:
    """What the list shows: title and preamble, then the sections."""
    return (FRONT, *(section.id for section in form.sections))


def short_title(form: Form, part: str) -> str:
    """A part in two words behind its number, `三 依申请公开`."""
    from giktui.wording.cells import section_short_title

    return _("〇 标题引言") if part == FRONT else section_short_title(form.section(part))


def progress_of(report: Report, part: str) -> str:
    """How far a part is: `175/175` cells, or how many characters a text has."""
    if part == FRONT:
        return "" if report.title else _("空")
    section = report.definition.section(part)
    if section.table is None:
        text = report.narratives.get(part, "")
        return _("{n}字").format(n=sum(not character.isspace() for character in text)) if text else _("空")
    ids = [cell.id for cell in section.table.cells]
    return f"{sum(id in report.cells for id in ids)}/{len(ids)}"


def state_of(report: Report, part: str) -> str:
    """`空`, `未完` or `完成`: how much of a part is filled in."""
    if part == FRONT:
        return _("完成") if report.title else _("空")
    section = report.definition.section(part)
    if section.table is None:
        return _("完成") if report.narratives.get(part) else _("空")
    ids = [cell.id for cell in section.table.cells]
    filled = sum(id in report.cells for id in ids)
    return _("完成") if filled == len(ids) else _("未完") if filled else _("空")


def section_of(finding: "Finding", form: Form) -> str | None:
    """The section a finding is about: where its text or its first cell stands."""
    if finding.span is not None:
        return FRONT if finding.span[0] in ("title", "preamble") else finding.span[0]
    return form.cells[finding.cells[0]].table if finding.cells and finding.cells[0] in form.cells else None


def counts_by_section(findings: Iterable["Finding"], form: Form) -> Mapping[str, int]:
    """How many open errors and soft findings each section has."""
    counts: dict[str, int] = {}
    for finding in findings:
        section = section_of(finding, form)
        if section is not None and finding.status == "open" and finding.severity in ("error", "soft"):
            counts[section] = counts.get(section, 0) + 1
    return counts
