"""`giktui undo YEAR`: takes back the last change of a report, whoever made it and in whatever session."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from giktui.cli import output
from giktui.cli.help import command_app, described
from giktui.cli.history import place_name, short
from giktui.cli.options import Agency, Database, LatestYear
from giktui.errors import GiktuiError
from giktui.i18n import _

app = command_app("undo")


@app.command(
    **described(
        "undo",
        _("不写年份时，是最近改动过的那份报告。撤销本身也记入历史；giktui redo 把它恢复。"),
        examples=[
            ("giktui undo", _("撤销最近一次改动，不论是哪份报告")),
            ("giktui undo 2024", _("撤销 2024 年报告最近一次改动")),
        ],
    )
)
def undo(year: LatestYear = None, db: Database = None, agency: Agency = None) -> int:
    """Print what was changed back."""
    from giktui.store import undo as take_back

    return step(take_back, year, db, agency, nothing=_("没有可撤销的改动"))


def step(take: Callable[..., Any], year: int | None, db: Path | None, agency: str | None, *, nothing: str) -> int:
    """Undo or redo (`take`) in the report of `year`, or in that changed last, and print each value changed.

    Raises GiktuiError if there was nothing to undo or redo.
    """
    from giktui.cli.reports import changed_last, database, stored
    from giktui.form import load_form
    from giktui.store import actor

    with database(db, write=True) as connection:
        entry = changed_last(connection, agency) if year is None else stored(connection, agency, year)
        taken = take(connection, entry.id, actor=actor())
    if taken is None:
        raise GiktuiError(
            _("{agency}{year}年的报告：{nothing}。").format(agency=entry.agency, year=entry.year, nothing=nothing)
        )
    form = load_form(entry.form)
    output.line(_("{agency} {year} 年").format(agency=entry.agency, year=entry.year))
    output.table(
        [_("位置"), _("原为"), _("改为")],
        [(place_name(edit.cell, form), short(edit.old), short(edit.new)) for edit in taken.edits],
    )
    return 0
