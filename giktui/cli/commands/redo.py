"""`giktui redo YEAR`: does again what was undone last."""

from giktui.cli.app.help import command_app, described
from giktui.cli.app.options import Agency, Database, LatestYear
from giktui.cli.commands.undo import Anyone, step
from giktui.i18n import _

app = command_app("redo")


@app.command(
    **described(
        "redo",
        _("不写年份时，是最近改动过的那份报告。撤销之后又有别的改动，就不能再恢复了。"),
        examples=[("giktui redo", _("恢复刚撤销的改动，不论是哪份报告")), ("giktui redo 2024", _("恢复刚撤销的改动"))],
    )
)
def redo(year: LatestYear = None, *, anyone: Anyone = False, db: Database = None, agency: Agency = None) -> int:
    """Print what was changed again."""
    return step(year, db, agency, back=False, anyone=anyone)
