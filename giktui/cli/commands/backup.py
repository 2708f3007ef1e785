"""`giktui backup FILE`: a copy of the database, while others work in it."""

from pathlib import Path
from typing import Annotated

import typer

from giktui.cli.app import output
from giktui.cli.app.help import command_app, described
from giktui.cli.app.options import Database
from giktui.i18n import _

app = command_app("backup")


@app.command(
    **described(
        "backup",
        _("用 SQLite 的联机备份，别人正在填报时也可以做。备份是整个数据库，台账里的姓名和内容也在其中，请同样保管。"),
        examples=[
            ("giktui backup 年报-0131.db", _("备份")),
            ("giktui --db 年报-0131.db list", _("备份就是数据库，可直接打开")),
        ],
    )
)
def backup(
    file: Annotated[Path, typer.Argument(metavar=_("文件"), help=_("备份写入的文件，不能已经存在"))],
    db: Database = None,
) -> int:
    """Copy the database to the file."""
    from giktui.cli.app.reports import database
    from giktui.store import backup as copy
    from giktui.store.journal.agreement import disagreeing

    with database(db) as connection:
        copy(connection, file)
    output.message(_("已备份到 {file}").format(file=file))
    with database(file) as connection:
        wrong = list(disagreeing(connection))
    for entry in wrong:
        said = _("{agency} {year} 年的报告与修改记录不一致，备份中也是如此。请用 giktui doctor 核对，保留更早的备份。")
        output.message(said.format(agency=entry.agency, year=entry.year))
    return int(bool(wrong))
