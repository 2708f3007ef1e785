"""`giktui undo YEAR`: takes back the last change of a report, whoever made it and in whatever session."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from giktui.cli import output
from giktui.cli.help import command_app, described
from giktui.cli.history import place_name, short
from giktui.cli.options import Agency, Database, Year
from giktui.errors import GiktuiError
from giktui.i18n import _

app = command_app("undo")


@app.command(
    **described(
        "undo",
        _("撤销本身也记入历史；giktui redo 把它恢复。"),
        examples=[("giktui undo 2024", _("撤销 2024 年报告最近一次改动"))],
    )
)
def undo(year: Year, db: Database = None, agency: Agency = None) -> int:
    """Print what was changed back."""
    from giktui.store import undo as take_back

    return step(take_back, year, db, agency, nothing=_("没有可撤销的改动"))


def step(take: Callable[..., Any], year: int, db: Path | None, agency: str | None, *, nothing: str) -> int:
    """Undo or redo (`take`) in the report of `year`, and print each value changed. GiktuiError if there was nothing."""
    from giktui.cli.reports import database, stored
    from giktui.form import load_form
    from giktui.store import actor

    with database(db, write=True) as connection:
        entry = stored(connection, agency, year)
        taken = take(connection, entry.id, actor=actor())
    if taken is None:
        raise GiktuiError(
            _("{agency}{year}年的报告：{nothing}。").format(agency=entry.agency, year=year, nothing=nothing)
        )
    form = load_form(entry.form)
    output.table(
        [_("位置"), _("原为"), _("改为")],
        [(place_name(edit.cell, form), short(edit.old), short(edit.new)) for edit in taken.edits],
    )
    return 0
