"""Which reports to look at first: those with what blocks, then those whose figures are unlike their peers'.

Peers are the agencies of the same level with about as many requests. What is unlike them is told by robust z-scores
(Iglewicz and Hoaglin 1993: the distance from the median in units of 1.4826 × the median absolute deviation), of the
shares that the form's measures name and of the growth of its sums, made milder where the numbers are small.
"""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log, log2, sqrt
from statistics import median

from giktui.i18n import _
from giktui.measures import Measure, common_measures
from giktui.report import Number
from giktui.store.agencies.tree import all_agencies, the_agency
from giktui.store.analysis.finding_counts import Counts, counted, counts_in
from giktui.store.analysis.overview import report_years
from giktui.store.analysis.problems import Problem, in_order
from giktui.store.analysis.trends import Scope, points
from giktui.store.models import Entry
from giktui.store.reports.index import each_entry
from giktui.wording.severities import SEVERITIES, severity_name

UNLIKE = 3.5
"""From this z-score on a figure counts as unlike its peers' (the value Iglewicz and Hoaglin recommend)."""

_SCALE = 1.4826
_PEERS = 8
"""Fewer peers tell nothing."""

_LEAST_SPREAD = {True: 5.0, False: 0.4}
"""The least deviation that is believed, of a share in points, of a growth in logarithms: equal peers tell nothing."""


@dataclass(frozen=True, slots=True)
class Unlike:
    """A figure unlike its peers': which, its value, the peers' median, and how far off in z."""

    measure: Measure
    growth: bool
    value: float
    usual: float
    z: float

    @property
    def text(self) -> str:
        """In a line: `予以公开和部分公开占比 12.5%，同级同规模的一般为 78.0%`."""
        if self.growth:
            said = _("{name}为上年的 {value} 倍，同级同规模的一般为 {usual} 倍")
            return said.format(name=self.measure.name, value=_times(self.value), usual=_times(self.usual))
        said = _("{name}：{value}，同级同规模的一般为 {usual}")
        return said.format(name=self.measure.name, value=f"{self.value:.1f}", usual=f"{self.usual:.1f}")

    def as_json(self) -> Mapping[str, object]:
        """The figure as the `--json` output has it."""
        z = round(self.z, 2)
        return {"measure": self.measure.id, "growth": self.growth, "z": z, "text": self.text}


@dataclass(frozen=True, slots=True)
class Standing:
    """A report with what is found in it, and what in it is unlike its peers, the farthest off first.

    `rarity` is how much its warnings tell: of each rule, in bits, the share of reports that are warned of it.
    """

    entry: Entry
    counts: Counts
    unlike: tuple[Unlike, ...]
    rarity: float = 0.0

    @property
    def rank(self) -> tuple[float, ...]:
        """Sorts by what a look is expected to find: errors, then what must be explained, then what is out of the way.

        A warning that most reports have tells next to nothing, one that few have tells as much as a figure far off.
        """
        strangeness = sum(one.z for one in self.unlike[:3])
        return (-self.counts.errors, -self.counts.soft, -(self.counts.warnings + self.rarity + strangeness))

    @property
    def why(self) -> str:
        """Why it stands where it does, in a line; empty for a report of which nothing is to be said."""
        numbers = (self.counts.errors, self.counts.soft, self.counts.warnings)
        said = [f"{severity_name(name)} {number}" for name, number in zip(SEVERITIES, numbers, strict=False) if number]
        return _("；").join([*([_("，").join(said)] if said else []), *(one.text for one in self.unlike[:2])])


def order_explained() -> str:
    """What `Standing.rank` goes by, in a line."""
    text = _(
        "先看哪些：错误多的在前，再是须说明的，再按警告（少见的在前）"
        "和与同级、同规模机关的差距（占比、增幅的稳健 z 值 {z} 以上）"
    )
    return text.format(z=UNLIKE)


def triage(db: sqlite3.Connection, year: int, agency: str | int | None = None) -> list[Standing]:
    """The reports on a year, of all agencies or of those directly below one, in the order in which to look at them."""
    parent = None if agency is None else the_agency(db, agency).id
    below = (
        None if parent is None else {id for (id,) in db.execute("SELECT id FROM agency WHERE parent = ?", (parent,))}
    )
    wanted = (entry for entry in each_entry(db, year=year) if below is None or entry.agency_id in below)
    return standings(counted(db, wanted), unlike_peers(db, [year]))


UnlikePeers = Mapping[tuple[int, int], Sequence[Unlike]]
"""What is unlike its peers, by agency and year, the farthest off first."""


@dataclass(frozen=True, slots=True)
class UnlikeReport:
    """A report in which something is unlike its peers, with the level of its agency and the agency above."""

    entry: Entry
    level: str
    parent: str
    unlike: tuple[Unlike, ...]


def standings(counts: Iterable[tuple[Entry, Counts]], unlike: UnlikePeers) -> list[Standing]:
    """The reports in the order in which to look at them, each with what is found in it and what is unlike its peers."""
    listed = list(counts)
    warned = Counter(rule for _entry, own in listed for rule in own.warned)
    found = [
        Standing(
            entry,
            own,
            tuple(unlike.get((entry.agency_id, entry.year), ())),
            sum(log2(len(listed) / warned[rule]) for rule in own.warned),
        )
        for entry, own in listed
    ]
    return sorted(found, key=lambda one: (*one.rank, one.entry.agency, one.entry.year))


def unlike_peers(db: sqlite3.Connection, years: Iterable[int]) -> UnlikePeers:
    """What in the reports on those years is unlike the reports of their peers on the same year."""
    return {(agency, year): ones for year in years for agency, ones in _unlike(db, year).items()}


def triaged(
    found: Iterable[Problem], unlike: UnlikePeers, also: Iterable[Entry] = ()
) -> list[tuple[Standing, list[Problem]]]:
    """The reports of the problems, and those of `also`, in the order of triage, each with its problems by severity."""
    reports: dict[int, tuple[Entry, list[Problem]]] = {entry.id: (entry, []) for entry in also}
    for problem in in_order(found, "severity"):
        own = reports[problem.entry.id][1] if problem.entry.id in reports else []
        own.append(problem)
        reports[problem.entry.id] = problem.entry, own
    counts = ((entry, counts_in([one.finding for one in own])) for entry, own in reports.values())
    return [(standing, reports[standing.entry.id][1]) for standing in standings(counts, unlike)]


def unlike_reports(db: sqlite3.Connection) -> Iterator[UnlikeReport]:
    """The reports of all years in which something is unlike their peers."""
    known = {agency.id: agency for agency in all_agencies(db)}
    unlike = unlike_peers(db, report_years(db))
    for entry in each_entry(db):
        if ones := unlike.get((entry.agency_id, entry.year)):
            agency = known[entry.agency_id]
            parent = known[agency.parent].name if agency.parent is not None else ""
            yield UnlikeReport(entry, agency.level or "", parent, tuple(ones))


def _unlike(db: sqlite3.Connection, year: int) -> Mapping[int, Sequence[Unlike]]:
    """What is unlike its peers, by agency, the farthest off first."""
    now, before = _values(db, year), _values(db, year - 1)
    sizes = now.get("received", {})
    peers = {agency: (level, _size(sizes.get(agency))) for agency, level in _levels(db, year).items()}
    found: dict[int, list[Unlike]] = defaultdict(list)
    for measure in common_measures():
        figures = dict(_figures(measure, now.get(measure.id, {}), before.get(measure.id, {})))
        groups: dict[object, list[int]] = defaultdict(list)
        for agency in figures:
            groups[peers.get(agency)].append(agency)
        for group in groups.values():
            for agency, one in _outliers(measure, group, figures, sizes):
                found[agency].append(one)
    return {agency: sorted(ones, key=lambda one: -one.z) for agency, ones in found.items()}


def _values(db: sqlite3.Connection, year: int) -> dict[str, dict[int, Number]]:
    """Each common measure of the reports on a year, by agency; blanks left out."""
    return {
        measure.id: {
            point.agency_id: point.value for point in points(db, measure, Scope(year=year)) if point.value is not None
        }
        for measure in common_measures()
    }


def _levels(db: sqlite3.Connection, year: int) -> dict[int, str]:
    rows = db.execute("SELECT agency.id, level FROM report JOIN agency ON agency.id = agency WHERE year = ?", (year,))
    return dict(rows.fetchall())


def _size(received: Number | None) -> int:
    """The size of an agency by its requests: none, then each threefold one class higher."""
    return 0 if not received else 1 + int(log(float(received), 3))


def _figures(measure: Measure, now: Mapping[int, Number], before: Mapping[int, Number]) -> Iterator[tuple[int, float]]:
    """A share as it is, of a sum its growth over last year in logarithms (a missing one counts as a half)."""
    for agency, value in now.items():
        if measure.is_share:
            yield agency, float(value)
        elif agency in before and (value or before[agency]):
            yield agency, log(max(float(value), 0.5) / max(float(before[agency]), 0.5))


def _outliers(
    measure: Measure, group: Sequence[int], figures: Mapping[int, float], sizes: Mapping[int, Number]
) -> Iterator[tuple[int, Unlike]]:
    if len(group) < _PEERS:
        return
    usual = median(figures[agency] for agency in group)
    spread = _SCALE * median(abs(figures[agency] - usual) for agency in group)
    for agency in group:
        count = max(1.0, float(sizes.get(agency, 0)))
        chance = 50 / sqrt(count) if measure.is_share else 1 / sqrt(count)
        off = abs(figures[agency] - usual)
        z = off / sqrt(max(spread, _LEAST_SPREAD[measure.is_share]) ** 2 + chance**2)
        if z >= UNLIKE:
            yield agency, Unlike(measure, not measure.is_share, figures[agency], usual, z)


def _times(logarithm: float) -> str:
    return f"{2.718281828459045**logarithm:.1f}"
