"""What the problem table shows: which problems, in what order, in which groups, and which of them are marked."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from giktui.checks import severity_order
from giktui.store.analysis.problems import Group, Problem, Wanted, grouped, in_order

Key = tuple[int, str]
"""What a problem is known by while the table is looked at: its report's id and its fingerprint."""


def key_of(problem: Problem) -> Key:
    """The problem's key."""
    return problem.entry.id, problem.finding.fingerprint


@dataclass(frozen=True, slots=True)
class Heading:
    """A group of problems as a line of the table; `shown` says whether its problems stand below it."""

    name: str
    count: int
    shown: bool


Line = Problem | Heading


@dataclass(slots=True)
class ProblemTable:
    """The problems that have come so far, and how they are looked at."""

    found: list[Problem] = field(default_factory=list)
    wanted: Wanted = field(default_factory=Wanted)
    order: str = "severity"
    group: Group | None = None
    opened: set[str] = field(default_factory=set)
    marked: set[Key] = field(default_factory=set)

    def narrow(self, **fields: object) -> None:
        """Look for other problems: the fields of Wanted that are to change."""
        self.wanted = replace(self.wanted, **fields)  # type: ignore[arg-type]

    @property
    def shown(self) -> list[Problem]:
        """The problems that are looked for, in order."""
        return in_order(filter(self.wanted.takes, self.found), self.order)

    @property
    def lines(self) -> list[Line]:
        """The lines of the table: the problems, or their groups with the problems of those that are open."""
        if self.group is None:
            return list(self.shown)
        lines: list[Line] = []
        for name, own in grouped(self.shown, self.group).items():
            lines.append(Heading(name, len(own), name in self.opened))
            if name in self.opened:
                lines.extend(own)
        return lines

    def toggle_group(self, name: str) -> None:
        """Open or close a group."""
        self.opened ^= {name}

    def toggle_mark(self, problems: Iterable[Problem]) -> None:
        """Mark them all, or take their marks away where all have one."""
        keys = {key_of(problem) for problem in problems}
        self.marked = self.marked - keys if keys <= self.marked else self.marked | keys

    def chosen(self, here: Problem | None) -> list[Problem]:
        """What an action is for: the marked problems that are looked for, else the one under the cursor."""
        marked = [problem for problem in self.shown if key_of(problem) in self.marked]
        return marked or ([here] if here is not None else [])

    def in_group(self, name: str) -> list[Problem]:
        """The problems of a group."""
        return grouped(self.shown, self.group)[name] if self.group else []

    def replace(self, found: Mapping[int, list[Problem]]) -> None:
        """Take these problems for those of their reports, and all marks away."""
        self.found = [one for one in self.found if one.entry.id not in found]
        self.found += [problem for own in found.values() for problem in own]
        self.marked.clear()

    def values(self, of: str) -> list[str]:
        """What there is to choose from: the severities, states, rules, levels, parents or years there are."""
        told: dict[str, Callable[[Problem], str]] = {
            "severity": lambda one: one.finding.severity,
            "status": lambda one: one.finding.status,
            "rule": lambda one: "-".join(one.finding.rule.split("-")[:2]),
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


def next_report(lines: Sequence[Line], cursor: int, step: int) -> int:
    """The line where the next report's problems begin (the report before, with a `step` of -1)."""
    reports = [line.entry.id if isinstance(line, Problem) else None for line in lines]
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
