"""What the problem table shows: which problems, in what order, in which groups, and which of them are marked."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from giktui.checks import severity_order
from giktui.store.analysis.problems import Group, Problem, Wanted, grouped, in_order
from giktui.store.analysis.triage import Standing, UnlikeReport, triaged
from giktui.store.models import Entry

Key = tuple[int, str]
"""What a problem is known by while the table is looked at: its report's id and its fingerprint."""

TRIAGE = "triage"
"""The order by what a look at a report is expected to find; all others are of `problems.SORTS`."""


def key_of(problem: Problem) -> Key:
    """The problem's key."""
    return problem.entry.id, problem.finding.fingerprint


@dataclass(frozen=True, slots=True)
class Heading:
    """A group of problems as a line of the table; `shown` says whether its problems stand below it.

    In the order of triage a report is a group, and `standing` says why it stands where it does. One whose figures are
    unlike its peers' is there without a problem, too.
    """

    key: str
    problems: tuple[Problem, ...]
    shown: bool
    standing: Standing | None = None


Line = Problem | Heading


@dataclass(frozen=True)
class View:
    """How the problems are looked at: which, in what order, in which groups. What they come to is worked out once."""

    found: tuple[Problem, ...] = ()
    unlike: Mapping[int, UnlikeReport] = field(default_factory=dict)
    wanted: Wanted = field(default_factory=Wanted)
    order: str = "severity"
    falling: bool = False
    group: Group | None = None

    @cached_property
    def shown(self) -> list[Problem]:
        """The problems that are looked for, in order."""
        if self.order == TRIAGE:
            return [one for _standing, own in self._triaged for one in own if self.wanted.takes(one)]
        return in_order(filter(self.wanted.takes, self.found), self.order, falling=self.falling)

    @cached_property
    def _triaged(self) -> list[tuple[Standing, list[Problem]]]:
        """The reports in the order of triage, among them those without a problem that are unlike their peers."""
        unlike = {(one.entry.agency_id, one.entry.year): one.unlike for one in self.unlike.values()}
        found = triaged(self.found, unlike, (one.entry for one in self.unlike.values()))
        return found[::-1] if self.falling else found

    @cached_property
    def groups(self) -> list[tuple[str, tuple[Problem, ...], Standing | None]]:
        """The groups: what each is known by, its problems, and how its report stands in the order of triage."""
        if self.group is None:
            return []
        own = grouped(self.shown, self.group)
        if self.group != "report" or self.order != TRIAGE:
            return [(key, tuple(problems), None) for key, problems in own.items()]
        return [
            (str(one.entry.id), tuple(own.get(str(one.entry.id), ())), one)
            for one, _own in self._triaged
            if str(one.entry.id) in own or self._is_wanted(one.entry.id)
        ]

    def _is_wanted(self, report: int) -> bool:
        """Whether a report without a problem that is looked for is to be shown for what is unlike its peers."""
        unlike = self.unlike.get(report)
        return unlike is not None and self.wanted.takes_report(unlike.entry, unlike.level, unlike.parent)


@dataclass(slots=True)
class ProblemTable:
    """The problems that have come so far, how they are looked at, and which groups are open, which problems marked."""

    view: View = field(default_factory=View)
    opened: set[str] = field(default_factory=set)
    marked: set[Key] = field(default_factory=set)

    @property
    def found(self) -> tuple[Problem, ...]:
        """All problems."""
        return self.view.found

    @property
    def shown(self) -> list[Problem]:
        """The problems that are looked for, in order."""
        return self.view.shown

    def add(self, problems: Iterable[Problem]) -> None:
        """More problems have been found."""
        self.view = replace(self.view, found=(*self.view.found, *problems))

    def look(self, **fields: object) -> None:
        """Look at them in another way: the fields of View that are to change."""
        self.view = replace(self.view, **fields)  # type: ignore[arg-type]

    def narrow(self, **fields: object) -> None:
        """Look for other problems: the fields of Wanted that are to change."""
        wanted = replace(self.view.wanted, **fields)  # type: ignore[arg-type]
        if wanted != self.view.wanted:
            self.look(wanted=wanted)

    def sort(self, order: str, *, falling: bool = False) -> None:
        """Sort by that; in the order of triage the reports are the lines, and with the next order no more."""
        triage, was = order == TRIAGE, self.view.order == TRIAGE
        group = "report" if triage else None if was and self.view.group == "report" else self.view.group
        self.look(order=order, falling=falling, group=group)

    @property
    def lines(self) -> list[Line]:
        """The lines of the table: the problems, or their groups with the problems of those that are open."""
        if self.view.group is None:
            return list(self.shown)
        lines: list[Line] = []
        for key, own, standing in self.view.groups:
            lines.append(Heading(key, own, key in self.opened, standing))
            if key in self.opened:
                lines.extend(own)
        return lines

    def toggle_group(self, key: str) -> None:
        """Open or close a group."""
        self.opened ^= {key}

    def toggle_mark(self, problems: Iterable[Problem]) -> None:
        """Mark them all, or take their marks away where all have one."""
        keys = {key_of(problem) for problem in problems}
        self.marked = self.marked - keys if keys <= self.marked else self.marked | keys

    def chosen(self, here: Problem | None) -> list[Problem]:
        """What an action is for: the marked problems that are looked for, else the one under the cursor."""
        marked = [problem for problem in self.shown if key_of(problem) in self.marked]
        return marked or ([here] if here is not None else [])

    def replace(self, found: Mapping[int, list[Problem]]) -> None:
        """Take these problems for those of their reports, and all marks away."""
        kept = [one for one in self.found if one.entry.id not in found]
        self.look(found=(*kept, *(problem for own in found.values() for problem in own)))
        self.marked.clear()

    def values(self, of: str) -> list[str]:
        """What there is to choose from: the severities, states, rules, levels, parents or years there are."""
        told: dict[str, Callable[[Problem], str]] = {
            "severity": lambda one: one.finding.severity,
            "status": lambda one: one.finding.status,
            "rule": lambda one: one.finding.family,
            "level": lambda one: one.level,
            "parent": lambda one: one.parent,
            "year": lambda one: str(one.entry.year),
        }
        found = {told[of](problem) for problem in self.found} - {""}
        return [one for one in severity_order if one in found] if of == "severity" else sorted(found)

    def only(self, of: str, value: str | None) -> None:
        """Look for one of `values` only; None: for all again."""
        if of == "status":
            self.narrow(statuses=("open",) if value is None else (value,))
        elif of in ("severity", "year"):
            chosen = () if value is None else (value if of == "severity" else int(value),)
            self.narrow(**{"severities" if of == "severity" else "years": chosen})
        else:
            self.narrow(**{of: "" if value is None else f"{value}*" if of == "rule" else value})

    def everything(self) -> None:
        """Look for all problems, whatever was chosen."""
        for of in ("severity", "status", "rule", "level", "parent", "year"):
            self.only(of, None)


def report_of(line: Line) -> Entry | None:
    """The report that a line is about; None for a group that may be about several."""
    if isinstance(line, Problem):
        return line.entry
    if line.standing is not None:
        return line.standing.entry
    reports = {one.entry for one in line.problems}
    return reports.pop() if len(reports) == 1 else None


def next_report(lines: Sequence[Line], cursor: int, step: int) -> int:
    """The line where the next report's problems begin (the report before, with a `step` of -1)."""
    reports = [None if (entry := report_of(line)) is None else entry.id for line in lines]
    if not reports:
        return cursor
    here, place = reports[cursor], cursor
    while 0 <= place + step < len(reports):
        place += step
        if reports[place] is not None and reports[place] != here:
            break
    else:
        return cursor
    while step < 0 and place > 0 and reports[place - 1] == reports[place]:
        place -= 1
    return place
