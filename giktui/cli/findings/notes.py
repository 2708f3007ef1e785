"""A stored report's open and accepted findings as notes to be written beside it."""

from typing import TYPE_CHECKING

from giktui.i18n import _
from giktui.wording.severities import severity_name
from giktui.writers.annotated import Notes, Severity, noted

if TYPE_CHECKING:
    from giktui.store import Connection, Entry


def notes_of(connection: "Connection", entry: "Entry") -> Notes:
    """Each finding at the cell to be looked at, else at its section; what is about the whole report at the first."""
    from giktui.form import load_form
    from giktui.store.analysis.checking import checked
    from giktui.store.analysis.problems import of_report

    sections = [section.id for section in load_form(entry.form).sections]
    said: list[tuple[str, str, Severity, str]] = []
    for problem in of_report(connection, entry, checked(connection, entry)):
        finding = problem.finding
        if finding.status == "not_evaluated":
            continue
        line = _("{severity} {rule}：{message}").format(
            severity=severity_name(finding.severity), rule=finding.rule, message=finding.message
        )
        if finding.suggestion:
            line += _("（建议：{what}）").format(what=finding.suggestion)
        if problem.reason:
            line += _("（已豁免：{what}）").format(what=problem.reason)
        section = problem.cell.partition(".")[0] or (finding.span[0] if finding.span else "")
        said.append((problem.cell, section if section in sections else sections[0], finding.severity, line))
    return noted(said)
