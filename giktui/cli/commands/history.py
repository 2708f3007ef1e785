"""`giktui history YEAR`: who changed what, when, from what to what."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from giktui.cli.app import output
from giktui.cli.app.help import command_app, described
from giktui.cli.app.options import Agency, AsJson, Database, Year
from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.wording.origins import origin_name
from giktui.wording.parts import part_name

if TYPE_CHECKING:
    from giktui.form import Form
    from giktui.store import Edit

app = command_app("history")

_LONGEST = 24
_LONGEST_DETAIL = 48


@app.command(
    **described(
        "history",
        _("每次改动一行，最近的在前：时间、谁、怎样（录入、粘贴、导入、撤销……）、哪一格、由什么改为什么、出处。"),
        examples=[
            ("giktui history 2024", _("最近的 50 次改动")),
            ("giktui history 2024 --cell applications.received.total", _("一格的来历")),
            ("giktui history 2024 --limit 0 --json", _("全部，供脚本使用")),
        ],
    )
)
def history(
    year: Year,
    *,
    cell: Annotated[
        str | None,
        typer.Option(
            "--cell", metavar=_("格"), help=_("只看一格（如 applications.received.total）或一部分文字（如 overview）")
        ),
    ] = None,
    limit: Annotated[
        int,
        typer.Option("--limit", "-n", min=0, max=10**9, metavar=_("数目"), help=_("最多列出多少次，0 为全部；默认 50")),
    ] = 50,
    json: AsJson = False,
    db: Database = None,
    agency: Agency = None,
) -> int:
    """Print the journal of the report of `year`."""
    from giktui.cli.app.reports import database, stored
    from giktui.form import load_form
    from giktui.store import history as edits_of

    with database(db) as connection:
        entry = stored(connection, agency, year)
        form = load_form(entry.form)
        texts = ("title", "preamble", *(section.id for section in form.sections))
        if cell is not None and cell not in form.cells and cell not in texts:
            raise GiktuiError(_("{form}版格式没有单元格 {cell}。").format(form=form.id, cell=cell))
        edits = edits_of(connection, entry.id, cell, limit or None)
    if json:
        edits_as_json = [edit_as_json(edit) for edit in edits]
        output.as_json({"agency": entry.agency, "year": entry.year, "edits": edits_as_json})
        return 0
    output.table(
        [_("时间"), _("谁"), _("方式"), _("位置"), _("原为"), _("改为"), _("出处或理由")],
        [edit_row(edit, form) for edit in edits],
    )
    return 0


def edit_row(edit: "Edit", form: "Form") -> tuple[str, ...]:
    """One change as a line of the table; long texts are cut."""
    from giktui.store import detail_words, local_time

    return (
        local_time(edit.time),
        edit.actor,
        origin_name(edit.origin),
        part_name(form, edit.cell),
        short(edit.old),
        short(edit.new),
        short(detail_words(edit), _LONGEST_DETAIL),
    )


def edit_as_json(edit: "Edit") -> Mapping[str, object]:
    """One change as `--json` has it; amounts are decimal strings."""
    return {
        "batch": edit.batch,
        "time": edit.time,
        "actor": edit.actor,
        "origin": edit.origin,
        "cell": edit.cell,
        "old": edit.old if isinstance(edit.old, int | None) else str(edit.old),
        "new": edit.new if isinstance(edit.new, int | None) else str(edit.new),
        "detail": edit.detail,
    }


def short(value: object, longest: int = _LONGEST) -> str:
    """A value or text as a field of a table shows it, cut where it is long."""
    text = "" if value is None else " ".join(str(value).split())
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
