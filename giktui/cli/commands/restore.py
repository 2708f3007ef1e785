"""`giktui restore YEAR`: puts a deleted report back."""

from giktui.cli.app import output
from giktui.cli.app.help import command_app, described
from giktui.cli.app.options import Agency, Database, Year
from giktui.errors import GiktuiError
from giktui.i18n import _

app = command_app("restore")


@app.command(
    **described(
        "restore",
        _("那一年已另有报告时拒绝。删除过几份时恢复最后一份。"),
        examples=[
            ("giktui restore 2024", _("恢复 2024 年的报告")),
            ("giktui restore 2024 -a 澄湖县水务局", _("数据库有多个机关时")),
        ],
    )
)
def restore(year: Year, *, db: Database = None, agency: Agency = None) -> int:
    """Restore the report of `year` that was deleted last."""
    from giktui.cli.app.reports import database, wanted_agency
    from giktui.store import actor, deletions, find_agency, restore_report

    with database(db, write=True) as connection:
        found = deletions(connection, year=year)
        if name := wanted_agency(agency):
            owner = find_agency(connection, name)
            found = [
                one for one in found if name == one.agency or (owner and find_agency(connection, one.agency) == owner)
            ]
        if not found:
            raise GiktuiError(_("没有删除过{year}年的报告；giktui list --deleted 列出删除了的").format(year=year))
        names = list(dict.fromkeys(one.agency for one in found))
        if len(names) > 1:
            text = _("删除过几个机关{year}年的报告：{names}；请用 --agency 指定一个")
            raise GiktuiError(text.format(year=year, names=_("、").join(names)))
        restored = restore_report(connection, found[0], actor=actor())
    output.line(_("已恢复{agency}{year}年的报告").format(agency=restored.agency, year=restored.year))
    return 0
