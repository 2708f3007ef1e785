"""`giktui trend [MEASURE…]`: measures over the years, as a table, a plot in the terminal, CSV, JSON or a web page."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from giktui.cli.app import completion, output
from giktui.cli.app.help import command_app, described
from giktui.cli.app.measures import MEASURE_HELP, by_name_and_year, shown
from giktui.cli.app.options import Agency, AsJson, Database, chosen_format
from giktui.i18n import _
from giktui.writers.table_csv import as_csv

if TYPE_CHECKING:
    from giktui.measures import Measure
    from giktui.store import Connection
    from giktui.writers.chart import Series

app = command_app("trend")

Format = Literal["table", "plot", "csv", "html", "json"]


@app.command(
    **described(
        "trend",
        _("不写指标时列出常用的各项。--children 列出全部下级机关，每个机关一行。“-”表示未填或没有可比的数。"),
        examples=[
            ("giktui trend -a 澄湖县人民政府", _("一个机关的各项指标")),
            ("giktui trend received --format plot", _("在终端里画出新收申请")),
            ("giktui trend received --children -a 澄湖县人民政府", _("各下级机关的新收申请")),
            ("giktui trend --format html -o 趋势.html", _("带图的网页")),
        ],
    )
)
def trend(
    measures: Annotated[
        list[str] | None, typer.Argument(metavar=_("指标"), help=MEASURE_HELP, autocompletion=completion.measures)
    ] = None,
    *,
    children: Annotated[bool, typer.Option("--children", help=_("列出全部下级机关，而不是机关自己"))] = False,
    format: Annotated[
        Format, typer.Option("--format", "-f", metavar=_("格式"), help=_("table、plot、csv、html 或 json"))
    ] = "table",
    destination: Annotated[
        Path | None, typer.Option("--output", "-o", metavar=_("文件"), help=_("写入的文件；不写时打印到标准输出"))
    ] = None,
    json: AsJson = False,
    db: Database = None,
    agency: Agency = None,
) -> int:
    """Print measures by year."""
    from giktui.cli.app.reports import database, wanted_agency
    from giktui.measures import common_measures, find_measure
    from giktui.store import the_agency

    written_as = chosen_format(format, json, "table")
    chosen = [find_measure(name) for name in measures] if measures else list(common_measures())
    with database(db) as connection:
        owner = the_agency(connection, wanted_agency(agency))
        years, series = _series(connection, chosen, owner.id, children=children)
    text = _written(owner.name, years, series, written_as)
    if destination is None:
        output.data(text)
    else:
        from giktui.writers.files import write_file

        write_file(destination, text.encode("utf-8-sig" if written_as == "csv" else "utf-8"))
        output.message(_("已写入 {path}").format(path=destination))
    return 0


def _series(db: "Connection", chosen: "list[Measure]", id: int, *, children: bool) -> "tuple[list[int], list[Series]]":
    from giktui.store.analysis.trends import Scope, line_points, points
    from giktui.writers.chart import Series

    below = Scope(children_of=id)
    found = [
        (measure, *by_name_and_year(points(db, measure, below) if children else line_points(db, measure, id)))
        for measure in chosen
    ]
    years = sorted({year for _measure, its_years, _values in found for year in its_years})
    return years, [
        Series(f"{agency} {measure.name}" if children else measure.name, [values.get(year) for year in years])
        for measure, _years, by_agency in found
        for agency, values in by_agency.items()
    ]


def _written(agency: str, years: "list[int]", series: "list[Series]", format: str) -> str:
    from giktui.report import number_json, number_text

    title = _("{agency}历年数据").format(agency=agency)
    if format == "csv":
        return as_csv(["", *years], [(line.name, *map(number_text, line.values)) for line in series])
    if format == "html":
        from giktui.writers.chart import chart_page

        return chart_page(title, years, series)
    if format == "json":
        return output.json_text(
            {
                "agency": agency,
                "years": years,
                "series": [{"name": line.name, "values": list(map(number_json, line.values))} for line in series],
            }
        )
    if format == "plot":
        return _plots(years, series)
    rows = [(line.name, *map(shown, line.values)) for line in series]
    return output.table_text([_("指标"), *map(str, years)], rows, right=range(1, len(years) + 1))


def _plots(years: list[int], series: "list[Series]") -> str:
    """A plot a series. No Chinese goes into a plot: plotext counts characters, not terminal columns."""
    import plotext

    drawn = []
    for line in series:
        stated = [(year, float(value)) for year, value in zip(years, line.values, strict=True) if value is not None]
        if not stated:
            continue
        plotext.clear_figure()
        plotext.theme("clear")
        plotext.plot_size(min(plotext.terminal_width() or 80, 100), 15)
        plotext.bar([str(year) for year, _value in stated], [value for _year, value in stated], width=0.5)
        colour = output.wants_colour(sys.stdout)
        plot = plotext.build() if colour else plotext.uncolorize(plotext.build())
        drawn.append(f"{output.clean(line.name)}\n{plot.rstrip()}\n")
    return "\n".join(drawn)
