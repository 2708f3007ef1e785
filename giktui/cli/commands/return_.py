"""`giktui return YEAR --reason …`: gives a report back to its agency with remarks."""

from typing import Annotated

import typer

from giktui.cli.app import output
from giktui.cli.app.help import command_app, described
from giktui.cli.app.options import Agency, AsJson, Database, Year
from giktui.i18n import _

app = command_app("return")


@app.command(
    **described(
        "return",
        _("报告可以修改，状态为“已退回”，意见记入历史。再次提交后，用 --changed 看退回以后改了什么。"),
        examples=[
            ("giktui return 2025 -a 澄湖县教育局 --reason 表三与台账不符，请核对", _("退回一份报告")),
            ("giktui return 2025 -a 澄湖县教育局 --changed", _("退回以后改了哪些")),
        ],
    )
)
def give_back(
    year: Year,
    *,
    reason: Annotated[str | None, typer.Option("--reason", "-r", metavar=_("意见"), help=_("要改什么，为什么"))] = None,
    changed: Annotated[bool, typer.Option("--changed", help=_("不退回，列出上次退回以后改了什么"))] = False,
    json: AsJson = False,
    db: Database = None,
    agency: Agency = None,
) -> int:
    """Give the report of `year` back, or list what has changed since it was."""
    from giktui.cli.app.reports import database, stored
    from giktui.cli.commands.history import edit_as_json, print_edits
    from giktui.errors import GiktuiError
    from giktui.form import load_form
    from giktui.store import actor
    from giktui.store.review.returning import changed_since_return, remarks, return_report

    if changed == (reason is not None):
        raise GiktuiError(_("退回用 --reason 写明意见；查看退回以后的改动用 --changed"))
    with database(db, write=not changed) as connection:
        entry = stored(connection, agency, year)
        if reason is not None:
            entry = return_report(connection, entry.id, reason, actor=actor())
            said = reason
            edits = []
        else:
            said = remarks(connection, entry.id)
            edits = changed_since_return(connection, entry.id)
    if json:
        found = [edit_as_json(edit) for edit in edits]
        output.as_json({"agency": entry.agency, "year": entry.year, "reason": said, "edits": found})
    elif reason is not None:
        output.line(_("{agency}{year}年的报告已退回：{reason}").format(agency=entry.agency, year=year, reason=said))
    elif not said:
        output.line(_("{agency}{year}年的报告没有退回过").format(agency=entry.agency, year=year))
    else:
        output.line(_("退回意见：{reason}").format(reason=said))
        print_edits(edits, load_form(entry.form))
    return 0
