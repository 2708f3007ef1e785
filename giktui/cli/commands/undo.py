"""`giktui undo YEAR`: takes back the user's last change of a report, of whatever session; anyone's if asked to."""

from pathlib import Path
from typing import Annotated

import typer

from giktui.cli.app import output
from giktui.cli.app.help import command_app, described
from giktui.cli.app.options import Agency, Database, LatestYear
from giktui.cli.commands.history import short
from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.wording.parts import part_name

app = command_app("undo")

Anyone = Annotated[bool, typer.Option("--anyone", help=_("别人的改动也撤销或恢复"))]


@app.command(
    **described(
        "undo",
        _(
            "撤销自己最近一次改动；最近的改动是别人的，就说出是谁的，加 --anyone 才撤销。"
            "不写年份时，是最近改动过的那份报告。撤销本身也记入历史；giktui redo 把它恢复。"
        ),
        examples=[
            ("giktui undo", _("撤销最近一次改动，不论是哪份报告")),
            ("giktui undo 2024", _("撤销 2024 年报告最近一次改动")),
        ],
    )
)
def undo(year: LatestYear = None, *, anyone: Anyone = False, db: Database = None, agency: Agency = None) -> int:
    """Print what was changed back."""
    return step(year, db, agency, back=True, anyone=anyone)


def step(year: int | None, db: Path | None, agency: str | None, *, back: bool, anyone: bool) -> int:
    """Undo (`back`) or redo in the report of `year`, or in that changed last, and print each value changed.

    Raises GiktuiError if there was nothing to undo or redo, or only what somebody else did and `anyone` is not set.
    """
    from giktui.cli.app.reports import changed_last, database, stored
    from giktui.form import load_form
    from giktui.store import actor, local_time, next_redo, next_undo, redo, step_label
    from giktui.store import undo as take_back

    with database(db, write=True) as connection:
        entry = changed_last(connection, agency) if year is None else stored(connection, agency, year)
        pending = (next_undo if back else next_redo)(connection, entry.id, actor())
        if pending is not None and pending.actor != actor() and not anyone:
            text = _("{agency}{year}年的报告最近一次改动是 {actor} 在 {time} 所做：{label}。仍要继续请加 --anyone。")
            raise GiktuiError(
                text.format(
                    agency=entry.agency,
                    year=entry.year,
                    actor=pending.actor,
                    time=local_time(pending.time),
                    label=step_label(entry, pending.parts),
                )
            )
        chosen = pending.revision if pending else None
        taken = (take_back if back else redo)(connection, entry.id, actor=actor(), step=chosen)
    if taken is None:
        nothing = _("没有可撤销的改动") if back else _("没有可恢复的改动")
        raise GiktuiError(
            _("{agency}{year}年的报告：{nothing}。").format(agency=entry.agency, year=entry.year, nothing=nothing)
        )
    form = load_form(entry.form)
    output.line(_("{agency} {year} 年").format(agency=entry.agency, year=entry.year))
    output.table(
        [_("位置"), _("原为"), _("改为")],
        [(part_name(form, edit.cell), short(edit.old), short(edit.new)) for edit in taken.edits],
    )
    return 0
