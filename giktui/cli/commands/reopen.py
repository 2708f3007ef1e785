"""`giktui reopen YEAR --reason …`: unlocks a submitted report."""

from typing import Annotated

import typer

from giktui.cli.app import output
from giktui.cli.app.help import command_app, described
from giktui.cli.app.options import Agency, Database, Year
from giktui.i18n import _

app = command_app("reopen")


@app.command(
    **described(
        "reopen",
        _("理由记入历史。"),
        examples=[("giktui reopen 2024 --reason 漏计两件申请", _("撤回 2024 年报告的提交"))],
    )
)
def reopen(
    year: Year,
    *,
    reason: Annotated[str, typer.Option("--reason", "-r", metavar=_("理由"), help=_("为什么撤回"))],
    db: Database = None,
    agency: Agency = None,
) -> int:
    """Unlock the report of `year`."""
    from giktui.cli.app.reports import database, stored
    from giktui.store import actor
    from giktui.store import reopen as unlock

    with database(db, write=True) as connection:
        entry = stored(connection, agency, year)
        unlock(connection, entry.id, reason, actor=actor())
    output.line(_("{agency}{year}年的报告已撤回，又是草稿。").format(agency=entry.agency, year=year))
    return 0
