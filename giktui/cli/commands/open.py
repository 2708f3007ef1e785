"""`giktui open YEAR`: the full-screen app, at that report."""

import os
import sys
from pathlib import Path

import typer

from giktui.cli.app.application import OpenApp
from giktui.cli.app.help import command_app, described
from giktui.cli.app.options import Agency, Database, Year
from giktui.errors import GiktuiError
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


def open_full_screen(open_app: OpenApp, db: Path | None, agency: str | None, year: int | None) -> None:
    """Open the app on the database. GiktuiError if there is no terminal to open it on."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise GiktuiError(_("全屏界面需要终端；脚本中请用命令，见 giktui --help"))
    from giktui.cli.app.terminal import ask_whether_chinese_is_read
    from giktui.store import default_path

    ask_whether_chinese_is_read()
    open_app(db or default_path(), agency or os.environ.get("GIKTUI_AGENCY"), year)
