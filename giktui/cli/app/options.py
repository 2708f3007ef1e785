"""Options that many commands share, and how their values find a report."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from giktui.cli.app import completion
from giktui.errors import GiktuiError
from giktui.i18n import _

Database = Annotated[
    Path | None,
    typer.Option("--db", metavar=_("文件"), help=_("数据库；不写时取 $GIKTUI_DB，再不然取用户数据文件夹中的那一个")),
]
Agency = Annotated[
    str | None,
    typer.Option(
        "--agency",
        "-a",
        metavar=_("机关"),
        autocompletion=completion.agencies,
        help=_("机关名称；不写时取 $GIKTUI_AGENCY，数据库只有一个机关时可省略"),
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help=_("输出一个 JSON 对象，供脚本使用"))]


def chosen_format(format: str, json: bool, default: str) -> str:
    """What `--format` and `--json` say together. GiktuiError where they contradict each other."""
    if json and format not in (default, "json"):
        raise GiktuiError(_("--json 与 --format {format} 不能同时使用").format(format=format))
    return "json" if json else format


def is_year(text: str) -> bool:
    """Whether an argument is a year: four digits, full-width ones too. A file of such a name is written ./2024."""
    from giktui.incoming import FIRST_YEAR, LAST_YEAR

    return text.isdecimal() and len(text) == 4 and FIRST_YEAR <= int(text) <= LAST_YEAR


def parse_year(text: str) -> int:
    """The year a user typed."""
    if is_year(text):
        return int(text)
    raise typer.BadParameter(_("“{text}”不是四位数的年份").format(text=text))


def parse_day(text: str) -> date:
    """A day as 2026-01-31."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(_("“{text}”不是日期，应如 2026-01-31").format(text=text)) from error


Year = Annotated[
    int,
    typer.Argument(
        metavar=_("年份"),
        parser=parse_year,
        help=_("报告所属的年份，如 2024"),
        show_default=False,
        autocompletion=completion.years,
    ),
]
LatestYear = Annotated[
    int | None,
    typer.Argument(
        metavar=_("年份"),
        parser=parse_year,
        help=_("报告所属的年份；不写时是最近改动过的报告"),
        show_default=False,
        autocompletion=completion.years,
    ),
]
