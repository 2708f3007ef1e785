"""Every finding of many reports as a row: what the problem table and the lists of `check --all` are made from."""

import sqlite3
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import NamedTuple

from giktui.checks import Finding, Status
from giktui.checks.arithmetic import apart
from giktui.form import Form, Severity, load_form, section_title
from giktui.i18n import _
from giktui.report import Number
from giktui.store.analysis.checking import checked
from giktui.store.analysis.rule_settings import rule_settings
from giktui.store.models import Entry
from giktui.store.reports.index import each_entry
from giktui.store.reports.waivers import waivers


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings are asked for; what is empty asks for all. `rules` are ids or patterns (`PL-*`)."""

    agency: str | int | None = None
    years: tuple[int, ...] = ()
    rules: tuple[str, ...] = ()
    severities: frozenset[Severity] = frozenset()
    statuses: frozenset[Status] = frozenset({"open"})

    def takes(self, finding: Finding) -> bool:
        """Whether the finding is asked for."""
        return (
            finding.status in self.statuses
            and (not self.severities or finding.severity in self.severities)
            and (not self.rules or any(fnmatchcase(finding.rule.upper(), rule.upper()) for rule in self.rules))
        )


class Place(NamedTuple):
    """Where a finding is, in the form's words: section, row, column; empty where it has none."""

    section: str
    row: str
    column: str


class FindingRow(NamedTuple):
    """A finding with its report, where it is, and what stands there beside what should.

    `reason` is why it is waived, empty while it is not.
    """

    entry: Entry
    finding: Finding
    place: Place
    stands: Number | None
    should: Number | None
    reason: str

    @property
    def difference(self) -> Number | None:
        """How far the two are apart."""
        return None if self.stands is None or self.should is None else apart(self.stands, self.should)


def all_findings(db: sqlite3.Connection, wanted: Wanted = Wanted()) -> Iterator[FindingRow]:
    """The findings that are asked for, by agency and year, one report at a time: memory does not grow with them."""
    settings = rule_settings(db)
    for entry in wanted_entries(db, wanted):
        yield from rows_of(db, entry, checked(db, entry, settings=settings), wanted)


def wanted_entries(db: sqlite3.Connection, wanted: Wanted) -> Iterator[Entry]:
    """The reports of the agency and years that are asked for."""
    chosen: Collection[int | None] = wanted.years or (None,)
    for year in chosen:
        yield from each_entry(db, wanted.agency, year)


def rows_of(
    db: sqlite3.Connection, entry: Entry, findings: Collection[Finding], wanted: Wanted = Wanted()
) -> Iterator[FindingRow]:
    """The rows of one report's findings, as far as they are asked for."""
    reasons: Mapping[str, str] = {}
    if any(finding.status == "waived" for finding in findings):
        reasons = {waiver.fingerprint: waiver.reason for waiver in waivers(db, entry.id)}
    form = load_form(entry.form)
    for finding in findings:
        if wanted.takes(finding):
            reason = reasons.get(finding.fingerprint, "") if finding.status == "waived" else ""
            yield row_of(entry, finding, form, reason)


def row_of(entry: Entry, finding: Finding, form: Form, reason: str = "") -> FindingRow:
    """The row of one finding: at the cell that its likeliest repair changes, else at its first."""
    repaired = (
        {one.cell: one.new for one in finding.repairs[0].cells if not one.agency and one.year is None}
        if (finding.repairs)
        else {}
    )
    cell = next((one for one in finding.cells if one in repaired), finding.cells[0] if finding.cells else "")
    stands, should = finding.left, finding.right
    if cell:
        stands = dict(finding.values).get(cell)
        others = [side for side in (finding.left, finding.right) if side is not None and side != stands]
        should = repaired[cell] if cell in repaired else others[0] if len(others) == 1 else None
    return FindingRow(entry, finding, place_of(form, finding, cell), stands, should, reason)


def place_of(form: Form, finding: Finding, cell: str = "") -> Place:
    """Where the finding is, in the form's words; `cell` is the one of its cells that matters most."""
    if cell and cell in form.cells:
        about = form.cells[cell]
        section = form.section(about.table)
        table = form.table(about.table)
        return Place(_section(form, section.id), table.row(about.row).label, table.column(about.column).label)
    if finding.span:
        return Place(_section(form, finding.span[0]), "", "")
    return Place("", "", "")


def _section(form: Form, id: str) -> str:
    if id == "preamble":
        return _("引言")
    section = next((one for one in form.sections if one.id == id), None)
    return section_title(section) if section else ""
