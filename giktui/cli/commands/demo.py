"""`giktui demo`: the shipped examples in a database of their own, checked, compared and opened."""

import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from giktui.checks import Finding
from giktui.cli.app import output
from giktui.cli.app.help import command_app, described
from giktui.cli.app.options import Database
from giktui.cli.findings.printing import Checked, print_checked
from giktui.diff import compare, render
from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.resources import folder
from giktui.store import checked, connect, entries, load
from giktui.store.reports.importing import import_files

app = command_app("demo")

_COMPARED = ("disclosure", "proceedings")


@app.command(
    **described(
        "demo",
        _("示例是一个虚构的县 2020、2024、2025 年的报告。数据库建在临时文件夹里，不碰您自己的数据。"),
        examples=[
            ("giktui demo", _("看一遍，然后打开全屏界面")),
            ("giktui demo --no-open --db 试试.db", _("只打印，数据库留下来")),
        ],
    )
)
def demo(
    ctx: typer.Context,
    *,
    opened: Annotated[bool, typer.Option("--open/--no-open", help=_("最后是否打开全屏界面"))] = True,
    db: Database = None,
) -> int:
    """Import, check and compare the examples; then open the app, on a terminal."""
    path = db or Path(tempfile.mkdtemp(prefix="giktui-demo-")) / "demo.db"
    if path.exists():
        raise GiktuiError(_("{path} 已经存在；示例要建在一个新的数据库里").format(path=path))
    with closing(connect(path)) as connection:
        _step("giktui import examples")
        for one in import_files(connection, sorted(folder("examples").glob("*.txt"))):
            for entry in one.entries:
                output.line(f"{Path(one.path).name}  {entry.agency} {entry.year}")
        _step("giktui check")
        stored = entries(connection)
        for entry in stored:
            findings: list[Finding] = checked(connection, entry)
            print_checked(Checked(entry.agency, entry.year, findings), waived=False, verbose=False)
        older, newer = (load(connection, entry.id) for entry in stored[-2:])
        _step(f"giktui diff {older.year} {newer.year} --section 二 --section 四")
        output.data(render(compare(older, newer), "table", sections=_COMPARED))
    output.line()
    output.line(_("数据库：{path}").format(path=path))
    output.line(_("再次打开：giktui --db {path}").format(path=path))
    if opened and sys.stdin.isatty() and sys.stdout.isatty():
        typer.prompt(_("按 Enter 键打开全屏界面"), default="", show_default=False, prompt_suffix=" ")
        ctx.obj(path, newer.agency, newer.year)
    return 0


def _step(command: str) -> None:
    output.line()
    output.line(f"$ {command}")
