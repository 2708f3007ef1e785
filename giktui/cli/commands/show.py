"""`giktui show YEAR`: one report, to read."""

from giktui.cli.app import output
from giktui.cli.app.help import command_app, described
from giktui.cli.app.options import Agency, AsJson, Database, Year
from giktui.i18n import _
from giktui.wording.statuses import status_name

app = command_app("show")


@app.command(
    **described(
        "show",
        _("第一行是报告的状态，随后是全文。要写成文件，用 giktui export。"),
        examples=[
            ("giktui show 2024", _("在终端中阅读")),
            ("giktui show 2024 | less", _("分页阅读")),
            ("giktui show 2024 --json", _("连同状态，供脚本使用")),
        ],
    )
)
def show(year: Year, db: Database = None, agency: Agency = None, json: AsJson = False) -> int:
    """Print the report of `year`."""
    from giktui.cli.app.reports import database, stored
    from giktui.cli.commands.list import entry_as_json
    from giktui.store import load, local_time

    with database(db) as connection:
        entry = stored(connection, agency, year)
        report = load(connection, entry.id)
    if json:
        from giktui.interchange import as_dict

        output.as_json({"entry": entry_as_json(entry), "report": as_dict(report)})
        return 0
    from giktui.writers import write

    output.line(
        _("{agency} {year} 年 · {form} 年格式 · {status} · 第 {revision} 次修订 · {updated}").format(
            agency=entry.agency,
            year=entry.year,
            form=entry.form,
            status=status_name(entry.status),
            revision=entry.revision,
            updated=local_time(entry.updated),
        )
    )
    output.line()
    text = write(report, "text")
    assert isinstance(text, str)
    output.data(output.clean(text))
    return 0
