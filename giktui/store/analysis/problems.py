"""Every finding over all agencies and years, a row each: what the reviewer's table shows and `check --all` writes."""

import sqlite3
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any, Literal

from giktui.checks import Finding, severity_order
from giktui.form import Form, Severity, load_form
from giktui.report import Number, number_text
from giktui.store.agencies.tree import all_agencies
from giktui.store.analysis.checking import check_all
from giktui.store.models import Entry
from giktui.store.reports.waivers import waivers
from giktui.text.matching import matches, parts_of
from giktui.wording.cells import cell_label, column_label, row_label, section_title

Group = Literal["cause", "agency", "rule", "report"]
"""What the problems can be grouped by: what one wrong cell broke, the agency, the rule, the report."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding with the report it is about. `reason` is why it was accepted, empty if it was not."""

    entry: Entry
    finding: Finding
    level: str = ""
    parent: str = ""
    reason: str = ""

    @property
    def form(self) -> Form:
        """The form of the report."""
        return load_form(self.entry.form)

    @property
    def cell(self) -> str:
        """The cell it is about: the one to repair, else a side of a broken sum, else the first; empty for a text."""
        finding = self.finding
        repaired = next((cell for cell in finding.cells if cell in self._repaired), "")
        if repaired:
            return repaired
        cells = [cell for cell in finding.cells if cell in self.form.cells]
        values = dict(finding.values)
        sides = (side for side in (finding.right, finding.left) if side is not None)
        single = (cell for side in sides for cell in cells if values.get(cell) == side)
        return next(single, cells[0] if cells else "")

    @property
    def _repaired(self) -> Mapping[str, Number | None]:
        """The report's own cells that the likeliest repair changes, with their new values."""
        changes = self.finding.repairs[0].cells if self.finding.repairs else ()
        return {one.cell: one.new for one in changes if not one.agency and one.year is None}

    @property
    def section(self) -> str:
        """The title of the section it is about; empty for one about the whole report."""
        span = self.finding.span
        id = self.cell.partition(".")[0] or (span[0] if span else "")
        return next((section_title(section) for section in self.form.sections if section.id == id), "")

    @property
    def row(self) -> str:
        """The label of the row, behind its group."""
        if not self.cell:
            return ""
        table, row, _column = self.cell.split(".")
        return row_label(self.form.table(table).row(row))

    @property
    def column(self) -> str:
        """The label of the column."""
        if not self.cell:
            return ""
        table, _row, column = self.cell.split(".")
        return column_label(self.form.table(table).column(column))

    @property
    def place(self) -> str:
        """Section, row and column in one, for a line of a table."""
        return cell_label(self.form, self.cell) if self.cell else self.section

    @property
    def stands(self) -> Number | None:
        """What stands in the cell, as far as the finding knows it."""
        return dict(self.finding.values).get(self.cell) if self.cell else None

    @property
    def should_be(self) -> Number | None:
        """What it should be: as it is repaired, else the other side of the sum of which the cell is one side."""
        if self.cell in self._repaired:
            return self._repaired[self.cell]
        stands, left, right = self.stands, self.finding.left, self.finding.right
        if stands is None or left is None or right is None:
            return None
        return right if stands == left else left if stands == right else None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which problems: all that are given must fit. `words` may come in any order, an agency's
    name by the initials of its pinyin; a `rule` may end in `*`."""

    years: Sequence[int] = ()
    agency: str | int | None = None
    words: str = ""
    level: str = ""
    parent: str = ""
    rule: str = ""
    severities: Sequence[Severity] = ()
    statuses: Sequence[str] = ("open",)

    def takes(self, problem: Problem) -> bool:
        """Whether the problem is one of them."""
        finding = problem.finding
        entry = problem.entry
        text = f"{entry.agency} {entry.year} {finding.rule} {problem.place} {finding.message}".casefold()
        return (
            (not self.statuses or finding.status in self.statuses)
            and (not self.severities or finding.severity in self.severities)
            and (not self.level or problem.level == self.level)
            and (not self.parent or problem.parent == self.parent)
            and (not self.rule or fnmatchcase(finding.rule.casefold(), self.rule.casefold()))
            and all(part in text or matches(entry.agency, part) for part in parts_of(self.words))
        )

    def takes_report(self, entry: Entry, level: str = "", parent: str = "") -> bool:
        """Whether a report without problems is wanted: where nothing is asked that only a problem can have."""
        text = f"{entry.agency} {entry.year}".casefold()
        return (
            not (self.severities or self.rule)
            and "open" in self.statuses
            and (not self.years or entry.year in self.years)
            and (not self.level or level == self.level)
            and (not self.parent or parent == self.parent)
            and all(part in text or matches(entry.agency, part) for part in parts_of(self.words))
        )


COLUMNS = (
    "agency", "year", "rule", "severity", "status", "section", "row", "column", "stands", "should_be", "difference",
    "message", "suggestion", "reason",
)  # fmt: skip
"""The columns of the table, as JSON and scripts call them."""


def fields(problem: Problem) -> tuple[object, ...]:
    """The problem as a row of the table, in the order of COLUMNS; numbers as text in plain digits, blanks empty."""
    finding = problem.finding
    return (
        problem.entry.agency,
        problem.entry.year,
        finding.rule,
        finding.severity,
        finding.status,
        problem.section,
        problem.row,
        problem.column,
        number_text(problem.stands),
        number_text(problem.should_be),
        number_text(finding.delta),
        finding.message,
        finding.suggestion,
        problem.reason,
    )


def problems(
    db: sqlite3.Connection, wanted: Wanted = Wanted(), *, jobs: int | None = 1
) -> Generator[Problem, None, None]:
    """The problems of all stored reports that are wanted, report by report, by agency and year.

    With `jobs` above 1 (None: as many as there are processors) other processes check, too.
    """
    known = {agency.id: agency for agency in all_agencies(db)}
    for year in wanted.years or (None,):
        for entry, findings in check_all(db, wanted.agency, year, jobs=jobs):
            agency = known[entry.agency_id]
            parent = known[agency.parent].name if agency.parent is not None else ""
            yield from filter(wanted.takes, of_report(db, entry, findings, agency.level, parent))


def of_report(
    db: sqlite3.Connection, entry: Entry, findings: Sequence[Finding], level: str = "", parent: str = ""
) -> list[Problem]:
    """The findings of one report as problems, each with the reason it was accepted for."""
    accepted = any(finding.status == "waived" for finding in findings)
    reasons = {waiver.fingerprint: waiver.reason for waiver in waivers(db, entry.id)} if accepted else {}
    return [
        Problem(entry, f, level, parent, reasons.get(f.fingerprint, "") if f.status == "waived" else "")
        for f in findings
    ]


SORTS: Mapping[str, Callable[[Problem], tuple[Any, ...]]] = {
    "severity": lambda one: (severity_order.index(one.finding.severity), one.entry.agency, one.entry.year),
    "agency": lambda one: (one.entry.agency, one.entry.year, severity_order.index(one.finding.severity)),
    "year": lambda one: (-one.entry.year, severity_order.index(one.finding.severity), one.entry.agency),
    "rule": lambda one: (one.finding.rule, one.entry.agency, one.entry.year),
    "place": lambda one: (one.section, one.cell, one.entry.agency, one.entry.year),
    "difference": lambda one: (-abs(float(one.finding.delta or 0)), one.entry.agency, one.entry.year),
    "message": lambda one: (one.finding.message, one.entry.agency, one.entry.year),
    "status": lambda one: (one.finding.status, one.entry.agency, one.entry.year),
}
"""What the table can be sorted by, besides the order of `triage`."""


def in_order(found: Iterable[Problem], by: str, *, falling: bool = False) -> list[Problem]:
    """The problems sorted by one of SORTS, or the other way round; equal ones as they came."""
    return sorted(found, key=SORTS[by], reverse=falling)


def grouped(found: Iterable[Problem], by: Group) -> dict[str, list[Problem]]:
    """The problems by agency, by rule, by report or by cause, each group under what it is known by.

    The largest group of agencies or rules first; reports and causes in the order of their first problems.
    """
    groups: dict[str, list[Problem]] = {}
    for problem in found:
        groups.setdefault(_group_of(problem, by), []).append(problem)
    if by in ("report", "cause"):
        return groups
    return dict(sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])))


def _group_of(problem: Problem, by: Group) -> str:
    entry, finding = problem.entry, problem.finding
    if by == "agency":
        return entry.agency
    if by == "rule":
        return finding.rule
    return str(entry.id) if by == "report" else f"{entry.id} {finding.cause or finding.fingerprint}"
