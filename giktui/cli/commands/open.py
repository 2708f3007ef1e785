"""`giktui open YEAR`: the full-screen app, at that report."""

import typer

from giktui.cli.app.full_screen import open_full_screen
from giktui.cli.app.help import command_app, described
from giktui.cli.app.options import Agency, Database, Year
from giktui.i18n import _

app = command_app("open")


@app.command(
    **described(
        "open",
        _("年份还没有报告时，可在界面中新建。"),
        examples=[
            ("giktui open 2024", _("打开 2024 年的报告")),
            ("giktui open 2024 -a 澄湖县人民政府", _("数据库有多个机关时")),
        ],
    )
)
def open_report(ctx: typer.Context, year: Year, db: Database = None, agency: Agency = None) -> None:
    """Open the app at the report of `year`."""
    open_full_screen(ctx.obj, db, agency, year)
