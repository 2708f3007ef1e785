"""`giktui delete YEAR --reason …`: takes a report that was a mistake out of every list, count and sum."""

from typing import Annotated

import typer

from giktui.cli.app import output
from giktui.cli.app.help import command_app, described
from giktui.cli.app.options import Agency, Database, Year
from giktui.i18n import _

app = command_app("delete")


@app.command(
    **described(
        "delete",
        _(
            "名录、统计、汇总、检查、导出里都不再有它，同一年可以重新填报。"
            "修改记录和原件留在库中，giktui restore 可以恢复。"
        ),
        examples=[
            ("giktui delete 2024 --reason 年份填错", _("删除 2024 年的报告")),
            ("giktui delete 2024 -a 澄湖县水务局 -r 机关填错", _("数据库有多个机关时")),
        ],
    )
)
def delete(
    year: Year,
    *,
    reason: Annotated[str, typer.Option("--reason", "-r", metavar=_("理由"), help=_("为什么删除"))],
    db: Database = None,
    agency: Agency = None,
) -> int:
    """Delete the report of `year`."""
    from giktui.cli.app.reports import database, stored
    from giktui.store import actor, delete_report

    with database(db, write=True) as connection:
        deleted = delete_report(connection, stored(connection, agency, year).id, reason, actor=actor())
    output.line(
        _("已删除{agency}{year}年的报告；giktui restore {year} 可以恢复").format(agency=deleted.agency, year=year)
    )
    return 0
