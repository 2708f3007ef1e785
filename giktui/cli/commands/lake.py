"""`giktui lake …`: the database as Parquet files, and sums and statistics over them on DuckDB or Spark."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from giktui.cli.app import catalogue, output
from giktui.cli.app.help import Group, command_app, explained
from giktui.cli.app.measures import MEASURE_HELP, shown
from giktui.cli.app.options import Agency, Database, Year
from giktui.errors import GiktuiError
from giktui.i18n import _

app = command_app("lake", cls=Group)

Folder = Annotated[Path, typer.Argument(metavar=_("文件夹"), help=_("Parquet 文件所在的文件夹"))]
Engine = Annotated[Literal["duckdb", "spark"], typer.Option("--engine", metavar=_("引擎"), help=_("duckdb 或 spark"))]


@app.callback(help=_("{summary}。").format(summary=catalogue.commands()["lake"].summary))
def lake(ctx: typer.Context, db: Database = None) -> None:
    """Hand the database on to the command that reads it."""
    if ctx.invoked_subcommand == "write":
        ctx.default_map = {"write": {"db": db}}


@app.command(
    **explained(
        "write",
        _("把所有报告写成 Parquet，按年份和层级分文件夹，每格一行。文件夹须不存在或为空。"),
        examples=[("giktui lake write 年报湖", _("写入文件夹 年报湖"))],
    )
)
def write(folder: Folder, db: Database = None) -> int:
    """Write the database as Parquet."""
    from giktui.cli.app.reports import database
    from giktui.lake import write_lake

    with database(db) as connection:
        done = write_lake(connection, folder)
    output.message(_("已写入 {count} 份报告：{folder}").format(count=done, folder=folder))
    return 0


@app.command(
    **explained(
        "rollup",
        _("与 giktui rollup 相同的合计，从 Parquet 计算；机关用名称指定。"),
        examples=[("giktui lake rollup 年报湖 2024 -a 澄湖县人民政府", _("下级机关合计"))],
    )
)
def rollup(folder: Folder, year: Year, agency: Agency = None, engine: Engine = "duckdb") -> int:
    """Print the sums of the reports below an agency."""
    from giktui.cli.app.reports import wanted_agency
    from giktui.form import form_for_year
    from giktui.lake import open_lake
    from giktui.lake import rollup as add_up
    from giktui.wording.cells import cell_label

    name = wanted_agency(agency)
    if name is None:
        raise GiktuiError(_("请用 --agency 指明要汇总的机关。"))
    tables = open_lake(folder, engine)
    known = {row["name"]: row["id"] for row in tables.agencies.to_pyarrow().to_pylist()}
    if name not in known:
        raise GiktuiError(_("{folder} 中没有机关“{name}”。").format(folder=folder, name=name))
    sums = add_up(tables, known[name], year)
    if not sums:
        text = _(
            "{folder} 中没有“{name}”的下级机关 {year} 年的报告。请核对年份和机关，或用 giktui lake write 另写一份新的。"
        )
        raise GiktuiError(text.format(folder=folder, name=name, year=year))
    form = form_for_year(year)
    output.table(
        [_("单元格"), _("合计")], [(cell_label(form, id, section=True), shown(sums[id])) for id in sums], right=[1]
    )
    return 0


@app.command(
    **explained(
        "stats",
        _("与 giktui stats 相同的分布，从 Parquet 计算。"),
        examples=[("giktui lake stats 年报湖 received --engine spark", _("用 Spark 计算"))],
    )
)
def stats(
    folder: Folder,
    measure: Annotated[str, typer.Argument(metavar=_("指标"), help=MEASURE_HELP)],
    engine: Engine = "duckdb",
) -> int:
    """Print the distribution of a measure."""
    from giktui.measures import find_measure

    chosen = find_measure(measure)
    from giktui.lake import open_lake, spreads
    from giktui.lake.writing import LEVELS

    tables = open_lake(folder, engine)
    names = {slug: level for level, slug in LEVELS.items()}
    heads = [_("年份"), _("层级"), _("报告"), _("合计"), _("最小"), _("下四分"), _("中位"), _("上四分"), _("最大")]
    rows = [
        (s.year, names[s.level], s.reports, *map(shown, (s.total, s.least, s.lower, s.median, s.upper, s.most)))
        for s in spreads(tables, chosen)
    ]
    output.line(chosen.name)
    output.table(heads, rows, right=range(2, len(heads)))
    return 0
