"""Options that say which request is meant."""

from typing import Annotated

import typer

from giktui.cli.app.options import parse_year
from giktui.i18n import _

Number = Annotated[str, typer.Argument(metavar=_("编号"), help=_("申请的编号；没有编号的写 #加 list 列出的号"))]
OfYear = Annotated[
    int | None,
    typer.Option("--year", metavar=_("年份"), parser=parse_year, help=_("收到申请的年份，编号各年重复时要写")),
]
