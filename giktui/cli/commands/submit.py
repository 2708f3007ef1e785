"""`giktui submit YEAR`: locks a report that has nothing open."""

from giktui.cli.app import output
from giktui.cli.app.help import command_app, described
from giktui.cli.app.options import Agency, Database, Year
from giktui.i18n import _

app = command_app("submit")


@app.command(
    **described(
        "submit",
        _("有错误、或有未说明理由的“须说明”问题时拒绝。提交后报告锁定，不能再改；要改先 giktui reopen。"),
        examples=[("giktui submit 2024", _("提交 2024 年的报告"))],
    )
)
def submit(year: Year, db: Database = None, agency: Agency = None) -> int:
    """Lock the report of `year`."""
    from giktui.cli.app.reports import database, stored
    from giktui.store import actor
    from giktui.store import submit as lock

    with database(db, write=True) as connection:
        entry = stored(connection, agency, year)
        lock(connection, entry.id, actor=actor())
    output.line(_("{agency}{year}年的报告已提交并锁定。").format(agency=entry.agency, year=year))
    return 0
