"""`giktui reread`: the kept files once more, with the present reader."""

from typing import Annotated

import typer

from giktui.cli.app import output
from giktui.cli.app.help import command_app, described
from giktui.cli.app.options import Database
from giktui.cli.commands.history import short
from giktui.i18n import _
from giktui.wording.parts import part_name

app = command_app("reread")


@app.command(
    **described(
        "reread",
        _(
            "导入的文件原样留在数据库中；程序改进以后，可以重新读一遍。不加 --apply 时只列出会改什么。"
            "导入以后人工改过的地方一律不动。退出码：0 没有不同，1 有。"
        ),
        examples=[("giktui reread", _("会改什么")), ("giktui reread --apply", _("改"))],
    )
)
def reread(
    *,
    apply: Annotated[bool, typer.Option("--apply", help=_("照新读出的改；可以撤销"))] = False,
    db: Database = None,
) -> int:
    """Print, report by report, what the present reader makes of the files differently."""
    from giktui.cli.app.reports import database
    from giktui.form import load_form
    from giktui.store import reread as each_reread

    different = False
    with database(db, write=apply) as connection:
        for one in each_reread(connection, apply=apply):
            different |= bool(one.changes or one.message)
            form = load_form(one.entry.form)
            line = _("{agency} {year}（{file}）：{n} 处不同，{doubts} 处存疑").format(
                agency=one.entry.agency,
                year=one.entry.year,
                file=one.file,
                n=len(one.changes),
                doubts=len(one.doubts),
            )
            output.line(line + _("；") + one.message if one.message else line)
            for change in one.changes:
                place = part_name(form, change.part)
                output.line(f"  {place}: {short(change.old) or _('空白')} → {short(change.new) or _('空白')}")
    return int(different)
