"""`giktui stats MEASURE [YEAR]`: how a measure is spread over agencies, who leads, and the SQL behind it."""

from typing import TYPE_CHECKING, Annotated

import typer

from giktui.cli.app import completion, output
from giktui.cli.app.help import command_app, described
from giktui.cli.app.measures import MEASURE_HELP, Level, shown
from giktui.cli.app.options import AsJson, Database, parse_year
from giktui.i18n import _

if TYPE_CHECKING:
    from giktui.measures import Measure
    from giktui.report import Number
    from giktui.store import Connection
    from giktui.store.analysis.trends import Scope

    Value = str | Number | None
    Rows = tuple[list[str], list[tuple[Value, ...]]]

app = command_app("stats")


@app.command(
    **described(
        "stats",
        _("按年份和层级列出有数的报告数、合计（占比为合计之比）、最小、四分位和最大值。--rank 改为排名。"),
        examples=[
            ("giktui stats received", _("新收申请的分布")),
            ("giktui stats granted-share 2024 --level 县 --rank", _("各县公开占比的排名")),
            ("giktui stats received --sql", _("看所用的 SQL")),
        ],
    )
)
def stats(
    measure: Annotated[str, typer.Argument(metavar=_("指标"), help=MEASURE_HELP, autocompletion=completion.measures)],
    year: Annotated[int | None, typer.Argument(metavar=_("年份"), parser=parse_year, help=_("不写则各年都列"))] = None,
    *,
    level: Level = None,
    parent: Annotated[str | None, typer.Option("--parent", metavar=_("机关"), help=_("只看这个机关的下级"))] = None,
    rank: Annotated[bool, typer.Option("--rank", help=_("由高到低列出每个机关"))] = False,
    top: Annotated[
        int | None, typer.Option("--top", min=1, max=10**9, metavar=_("个数"), help=_("排名只列前若干名"))
    ] = None,
    sql: Annotated[bool, typer.Option("--sql", help=_("打印查询所用的 SQL，不执行"))] = False,
    json: AsJson = False,
    db: Database = None,
) -> int:
    """Print the distribution or the ranking of a measure."""
    from giktui.cli.app.reports import database
    from giktui.measures import find_measure
    from giktui.store import the_agency
    from giktui.store.agencies.tree import known_level
    from giktui.store.analysis.trends import Scope, measure_sql, spread_sql

    chosen = find_measure(measure)
    level = level and known_level(level)
    if sql:
        output.data((measure_sql(chosen) if rank else spread_sql(chosen)) + "\n")
        return 0
    with database(db) as connection:
        children_of = the_agency(connection, parent).id if parent else None
        scope = Scope(children_of=children_of, level=level, year=year)
        heads, rows = _ranking(connection, chosen, scope, top) if rank else _spread(connection, chosen, scope)
    if json:
        keys = _RANK_KEYS if rank else _SPREAD_KEYS
        listed = [dict(zip(keys, map(_exact, row), strict=True)) for row in rows]
        output.as_json({"measure": chosen.id, "ranking" if rank else "spread": listed})
        return 0
    output.line(chosen.name)
    numbers = range(3, len(heads)) if rank else range(2, len(heads))
    output.table(heads, [tuple(map(_shown, row)) for row in rows], right=numbers)
    return 0


_RANK_KEYS = ("agency", "level", "year", "value")
_SPREAD_KEYS = ("year", "level", "reports", "total", "least", "lower", "median", "upper", "most")


def _ranking(db: "Connection", measure: "Measure", scope: "Scope", top: int | None) -> "Rows":
    from itertools import islice

    from giktui.store.analysis.trends import points

    ranked = islice(points(db, measure, scope, highest=True), top)
    heads = [_("机关"), _("层级"), _("年份"), _("数值")]
    return heads, [(point.agency, point.level, point.year, point.value) for point in ranked]


def _spread(db: "Connection", measure: "Measure", scope: "Scope") -> "Rows":
    from giktui.store.analysis.trends import spreads

    heads = [_("年份"), _("层级"), _("报告"), _("合计"), _("最小"), _("下四分"), _("中位"), _("上四分"), _("最大")]
    return heads, [
        (s.year, s.level, s.reports, s.total, s.least, s.lower, s.median, s.upper, s.most)
        for s in spreads(db, measure, scope)
    ]


def _shown(value: "Value") -> "Value":
    return value if isinstance(value, str | int) else shown(value)


def _exact(value: "Value") -> str | int | None:
    from giktui.report import number_json

    return value if isinstance(value, str) else number_json(value)
