"""Measures over years and agencies, in SQL that can be shown (`stats --sql`)."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from giktui.form import FORM_IDS
from giktui.measures import Measure, share
from giktui.report import Number
from giktui.store.agencies.lineage import predecessors
from giktui.store.agencies.tree import the_agency
from giktui.store.connection.connect import query
from giktui.store.reports.cells import decode

Stored = int | str | float | None


@dataclass(frozen=True, slots=True)
class Scope:
    """Which reports are looked at: those of an agency, of all children of one, of a level, of a year; None: of all."""

    agency: int | None = None
    children_of: int | None = None
    level: str | None = None
    year: int | None = None

    def parameters(self) -> dict[str, int | str | None]:
        """The named parameters of the queries."""
        return {"agency": self.agency, "children_of": self.children_of, "level": self.level, "year": self.year}


@dataclass(frozen=True, slots=True)
class Point:
    """A measure of one agency's report on one year; None where a cell it needs is blank."""

    agency_id: int
    agency: str
    level: str
    year: int
    value: Number | None


@dataclass(frozen=True, slots=True)
class Spread:
    """How a measure is spread over the agencies of one level in one year.

    `reports` counts those that state it; `total` is their sum (of a share: the share of the sums); quartiles are by
    nearest rank, so each is some agency's own value.
    """

    year: int
    level: str
    reports: int
    total: Number | None
    least: Number | None
    lower: Number | None
    median: Number | None
    upper: Number | None
    most: Number | None


def points(
    db: sqlite3.Connection, measure: Measure, scope: Scope = Scope(), *, highest: bool = False
) -> Iterator[Point]:
    """The measure of every report in scope, by agency and year; with `highest` the greatest value first (a ranking)."""
    order = f"{_value(measure)} DESC NULLS LAST, name, year" if highest else "name, year"
    sql = f"SELECT agency, name, level, year, part, whole FROM ({measure_sql(measure)}) ORDER BY {order}"
    for id, name, level, year, part, whole in db.execute(sql, scope.parameters()):
        yield Point(id, name, level, year, _number(measure, part, whole))


def line_points(db: sqlite3.Connection, measure: Measure, agency_id: int) -> list[Point]:
    """The measure of an agency, by year; in years before it reported, that of its predecessors added up.

    A year is left out where one of the predecessors does not state it: the others are no whole.
    """
    owner = the_agency(db, agency_id)
    sums = _line_sums(db, measure, agency_id, frozenset())
    return [Point(owner.id, owner.name, owner.level, year, _number(measure, *sums[year])) for year in sorted(sums)]


def _line_sums(
    db: sqlite3.Connection, measure: Measure, agency_id: int, seen: frozenset[int]
) -> dict[int, tuple[Stored, Stored]]:
    """Part and whole of the measure by year, as they are stored, along the line of the agency."""
    rows = db.execute(measure_sql(measure), Scope(agency=agency_id).parameters()).fetchall()
    sums = {year: (part, whole) for _id, _name, _level, year, part, whole in rows}
    before = [one for one in predecessors(db, agency_id) if one.agency_id not in seen]
    if not before:
        return sums
    theirs = [(one, _line_sums(db, measure, one.agency_id, seen | {agency_id})) for one in before]
    for year in set.intersection(*({*found} for _one, found in theirs)) - sums.keys():
        if year < min(one.day.year for one, _found in theirs):
            parts = [[_shared(value, one.share) for value in found[year]] for one, found in theirs]
            sums[year] = (_added(part for part, _whole in parts), _added(whole for _part, whole in parts))
    return sums


def _shared(stored: Stored, share: Decimal) -> Number | None:
    value = _exact(stored)
    return value if value is None or share == 1 else value * share


def _added(values: Iterable[Number | None]) -> int | str | None:
    """Their sum as it is stored; None where one of them is blank."""
    stated = list(values)
    if any(value is None for value in stated):
        return None
    total = sum(value for value in stated if value is not None)
    return total if isinstance(total, int) else f"{total.normalize():f}"


def spreads(db: sqlite3.Connection, measure: Measure, scope: Scope = Scope()) -> list[Spread]:
    """The distribution of the measure in each year and level, by year."""
    found = []
    lines = db.execute(spread_sql(measure), scope.parameters())
    for (year, level), group in groupby(lines, key=itemgetter(0, 1)):
        values = [(part, whole) for _year, _level, part, whole in group]
        count = len(values)
        places = (1, (count + 3) // 4, (count + 1) // 2, (3 * count + 3) // 4, count)
        five = (_number(measure, *values[place - 1]) for place in places)
        total = _number(measure, *(_total(column) for column in zip(*values, strict=True)))
        found.append(Spread(year, level, count, total, *five))
    return found


def measure_sql(measure: Measure) -> str:
    """The query behind a measure: a line a report of (agency id, name, level, year, part, whole)."""
    joins, lines = [], {}
    every = (id for cells in measure.ways for id in (*cells.cells, *cells.of))
    for number, line in enumerate(dict.fromkeys(id.rsplit(".", 1)[0] for id in every)):
        table, row = line.split(".")
        lines[line] = f"line{number}"
        joins.append(
            f"LEFT JOIN {table} AS line{number} ON line{number}.report = report.id AND line{number}.row = '{row}'"
        )

    def added(cells: Sequence[str]) -> str:
        names = (id.rsplit(".", 1) for id in cells)
        return " + ".join(f'{lines[line]}."{column}"' for line, column in names) or "NULL"

    def by_form(sums: Sequence[str]) -> str:
        """One sum for all forms, or each form's own."""
        if len(sums) == 1 and len(measure.on) == len(FORM_IDS):
            return sums[0]
        forms = (", ".join(f"'{form}'" for form in forms) for forms in measure.ways.values())
        cases = (f"WHEN report.form IN ({those}) THEN {value}" for those, value in zip(forms, sums, strict=True))
        return f"CASE {' '.join(cases)} END"

    part = by_form([added(cells.cells) for cells in measure.ways])
    whole = by_form([added(cells.of) for cells in measure.ways]) if measure.is_share else "NULL"
    return query("measure").format(part=part, whole=whole, joins="\n".join(joins)).strip()


def spread_sql(measure: Measure) -> str:
    """The query behind `spreads`: sorting is left to SQLite, whose window functions take twice as long as all else."""
    return query("spread").format(measure=measure_sql(measure), value=_value(measure)).strip()


def _value(measure: Measure) -> str:
    return "part * 100.0 / nullif(whole, 0)" if measure.is_share else "part + 0"


def _number(measure: Measure, part: Stored, whole: Stored) -> Number | None:
    top, bottom = _exact(part), _exact(whole)
    if not measure.is_share or top is None or bottom is None:
        return None if measure.is_share else top
    return share(top, bottom)


def _total(column: Sequence[Stored]) -> int | str | None:
    stated = [value for value in map(_exact, column) if value is not None]
    total = sum(stated)
    return None if not stated else total if isinstance(total, int) else str(total)


def _exact(stored: Stored) -> Number | None:
    return decode(repr(stored) if isinstance(stored, float) else stored)
