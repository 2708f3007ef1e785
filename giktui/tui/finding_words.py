"""How the screens word the state of a report and its findings: words and numbers, with colour beside them only."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from giktui.i18n import _
from giktui.wording.findings import finding_status_name
from giktui.wording.severities import SEVERITIES, severity_name

if TYPE_CHECKING:
    from giktui.checks.finding import Finding
    from giktui.form import Form
    from giktui.store import Entry


def severity_width() -> int:
    """The cells that a column of severities needs."""
    return max(map(cell_len, (_("级别"), *map(severity_name, SEVERITIES))))


def section_of(finding: "Finding") -> str:
    """The section a finding is about; empty where it is about the whole report."""
    if finding.cells:
        return finding.cells[0].partition(".")[0]
    return finding.span[0] if finding.span else ""


def short_message(finding: "Finding", form: "Form") -> str:
    """The message for a line: the number of its section (`[三]`) for the whole title, cells by their short names."""
    from giktui.wording.shortened import shortened

    return shortened(finding.message, form, section_of(finding))


def short_suggestion(finding: "Finding", form: "Form") -> str:
    """The suggestion with the short names of its cells; empty where there is none."""
    from giktui.wording.shortened import shortened

    return shortened(finding.suggestion, form) if finding.suggestion else ""


def place_of(finding: "Finding") -> str | None:
    """Where to go to mend it: a cell, the words of a text, or the section it is in."""
    if finding.cells:
        return finding.cells[0]
    return place_in_text(*finding.span) if finding.span else section_of(finding) or None


def place_in_text(part: str, start: int, end: int) -> str:
    """The characters of a text as a place to go to: `overview@12-30`."""
    return f"{part}@{start}-{end}"


def words_at(place: str) -> tuple[str, tuple[int, int] | None]:
    """The cell or text of a place, and the characters that are meant if it is words of a text."""
    part, _at, span = place.partition("@")
    start, _to, end = span.partition("-")
    return part, (int(start), int(end)) if start.isdecimal() and end.isdecimal() else None


def locked_words(entry: "Entry") -> str:
    """That the report is submitted, by whom and when."""
    from giktui.store import local_time

    return _("报告已由 {actor} 于 {time} 提交，只能查看；撤回提交按 {key}").format(
        actor=entry.submitted_by, time=local_time(entry.submitted_at or entry.updated), key="O"
    )


class Counts(NamedTuple):
    """How many open findings a report has, by severity; how many are waived."""

    error: int = 0
    soft: int = 0
    warning: int = 0
    info: int = 0
    waived: int = 0

    @classmethod
    def of(cls, findings: Iterable["Finding"]) -> "Counts":
        """Count them, a cause once; what was not evaluated does not count."""
        from giktui.checks import counts

        listed = list(findings)
        tally = Counter[str](f.status for f in listed if f.status != "open")
        tally.update(counts(listed))
        return cls(*(tally[name] for name in (*SEVERITIES, "waived")))

    def short(self) -> str:
        """`2错1疑`: what stands in the way of submitting; `无误` if nothing does."""
        parts = [
            _("{n}错").format(n=min(self.error, 99)) if self.error else "",
            _("{n}疑").format(n=min(self.soft, 99)) if self.soft else "",
        ]
        return "".join(parts) or _("无误")

    def words(self) -> str:
        """`错误 2、须说明 1、警告 3、提示 0，已豁免 1`."""
        named = _("、").join(f"{severity_name(name)} {getattr(self, name)}" for name in SEVERITIES)
        waived = f"{finding_status_name('waived')} {self.waived}"
        return _("{counts}，{waived}").format(counts=named, waived=waived) if self.waived else named

    def brief(self) -> str:
        """As `words`, but without what there is none of; empty if there is nothing."""
        named = [(severity_name(name), getattr(self, name)) for name in SEVERITIES]
        return _("、").join(f"{name} {n}" for name, n in (*named, (finding_status_name("waived"), self.waived)) if n)

    @property
    def look(self) -> str:
        """The component class that colours a cell of such a report."""
        return "error" if self.error else "soft" if self.soft else "fine"
