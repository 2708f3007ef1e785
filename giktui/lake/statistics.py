"""The sums and distributions of `giktui.store`, once more in Ibis: the same numbers from Parquet, on any engine."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from giktui.form import form_for_year
from giktui.lake.tables import Lake
from giktui.measures import Measure, share
from giktui.report import Number
from giktui.store.analysis.trends import Spread

if TYPE_CHECKING:
    import ibis.expr.types as ir

_QUARTILES = ("least", "lower", "median", "upper", "most")


def rollup(lake: Lake, agency: int, year: int) -> dict[str, Number]:
    """Every cell of the year's form as the sum of the reports below the agency; a cell blank in all is absent."""
    below = lake.counted.filter(lake.counted.parent == agency, lake.counted.year == year).select("agency_id")
    cells = lake.cells.filter(lake.cells.year == year, lake.cells.counts_as.notnull()).semi_join(below, "agency_id")
    sums = cells.group_by("counts_as").aggregate(total=cells.value.sum())
    found = {row["counts_as"]: _exact(row["total"]) for row in _rows(sums)}
    return {id: found[id] for id in form_for_year(year).cells if id in found}


def spreads(lake: Lake, measure: Measure, *, year: int | None = None) -> list[Spread]:
    """The distribution of the measure in each year and level, by year and level; quartiles by nearest rank."""
    import ibis

    measured = _measured(lake, measure, year)
    group = ibis.window(group_by=["year", "level"])
    ranked = measured.mutate(
        place=ibis.row_number().over(group_by=["year", "level"], order_by="value") + 1,
        reports=measured.count().over(group),
    )
    picks = {}
    for name, place in _places(ranked).items():
        picks[f"{name}_part"] = ranked.part.max(where=ranked.place == place)
        picks[f"{name}_whole"] = ranked.whole.max(where=ranked.place == place)
    lines = ranked.group_by(["year", "level"]).aggregate(
        count=ranked.reports.max(), total_part=ranked.part.sum(), total_whole=ranked.whole.sum(), **picks
    )
    names = ("total", *_QUARTILES)
    return [
        Spread(
            int(row["year"]),
            str(row["level"]),
            int(row["count"]),
            *(_value(measure, row[f"{name}_part"], row[f"{name}_whole"]) for name in names),
        )
        for row in _rows(lines.order_by(["year", "level"]))
    ]


def _measured(lake: Lake, measure: Measure, year: int | None) -> "ir.Table":
    """A line a report that states the measure: part, whole, and the value it is ranked by."""
    import ibis

    cells = lake.cells if year is None else lake.cells.filter(lake.cells.year == year)
    wanted = {id for way in measure.ways for id in (*way.cells, *way.of)}
    cells = cells.filter(cells.cell.isin(sorted(wanted)))
    in_part = _any(_among(cells, forms, way.cells) for way, forms in measure.ways.items())
    in_whole = _any(_among(cells, forms, way.of or way.cells) for way, forms in measure.ways.items())
    sums = cells.group_by(["year", "level", "agency_id", "form"]).aggregate(
        part=cells.value.sum(where=in_part),
        whole=cells.value.sum(where=in_whole),
        parts=cells.count(where=in_part),
        wholes=cells.count(where=in_whole),
    )
    stated = _any(
        sums.form.isin(forms) & (sums.parts == len(way.cells)) & (sums.wholes == len(way.of or way.cells))
        for way, forms in measure.ways.items()
    )
    complete = sums.filter(stated)
    if not measure.is_share:
        return complete.mutate(value=complete.part)
    something = complete.filter(complete.whole != 0)
    return something.mutate(value=something.part.cast(ibis.dtype("float64")) / something.whole.cast("float64"))


def _any(conditions: "Iterable[ir.BooleanValue]") -> "ir.BooleanValue":
    return reduce(or_, conditions)


def _among(cells: "ir.Table", forms: Sequence[str], wanted: Sequence[str]) -> "ir.BooleanValue":
    return cells.form.isin(forms) & cells.cell.isin(wanted)


def _places(ranked: "ir.Table") -> dict[str, Any]:
    """The rank of each quartile: ⌈n·k/4⌉, but at least 1."""
    n = ranked.reports
    return dict(zip(_QUARTILES, (1, (n + 3) // 4, (n + 1) // 2, (3 * n + 3) // 4, n), strict=True))


def _value(measure: Measure, part: object, whole: object) -> Number | None:
    top, bottom = _exact(part), _exact(whole)
    return share(top, bottom) if measure.is_share else top


def _exact(value: object) -> Number:
    """A decimal of the engine as the value it stands for: whole numbers int, amounts without trailing zeros."""
    exact = Decimal(str(value))
    return int(exact) if exact == exact.to_integral_value() else exact.normalize()


def _rows(table: "ir.Table") -> list[dict[str, Any]]:
    return list(table.to_pyarrow().to_pylist())
