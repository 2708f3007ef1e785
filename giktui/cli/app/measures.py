"""Measures as arguments, and their values as tables."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from giktui.i18n import _
from giktui.measures import common_measures

if TYPE_CHECKING:
    from giktui.report import Number
    from giktui.store.analysis.trends import Point

MEASURE_HELP = _("指标：{known}，或单元格编号").format(known=_("、").join(one.id for one in common_measures()))

Level = Annotated[
    str | None, typer.Option("--level", metavar=_("层级"), help=_("只看这一层级：省、市、县、乡 或 部门"))
]


def by_name_and_year(points: "Iterable[Point]") -> "tuple[list[int], dict[str, dict[int, Number | None]]]":
    """The years there are, ascending, and for each agency its values by year."""
    values: dict[str, dict[int, Number | None]] = {}
    for point in points:
        values.setdefault(point.agency, {})[point.year] = point.value
    years = sorted({year for by_year in values.values() for year in by_year})
    return years, values


def shown(value: "Number | None") -> str:
    """A value in a table: `-` where it is not stated."""
    from giktui.report import number_text

    return "-" if value is None else number_text(value)
