"""`giktui history YEAR`: who changed what, when, from what to what."""

from collections.abc import Iterable, Mapping
from itertools import zip_longest
from typing import TYPE_CHECKING, Annotated

import typer

from giktui.cli.app import completion, output
from giktui.cli.app.help import command_app, described
from giktui.cli.app.options import Agency, AsJson, Database, Year
from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.text.wrapping import wrapped
from giktui.wording.parts import part_name

if TYPE_CHECKING:
    from giktui.form import Form
    from giktui.store import Edit

app = command_app("history")

_LONGEST = 24
_PLACE, _VALUE, _DETAIL = 36, 24, 28
"""Columns of the terminal that these take at most."""

_WHOLE, _AROUND = 120, 8
"""Texts up to so many characters are shown whole; of others what differs, with so many around it."""


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
            "--cell",
            metavar=_("格"),
            autocompletion=completion.cells,
            help=_("只看一格（如 applications.received.total）或一部分文字（如 overview）"),
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
    print_edits(edits, form)
    return 0


def print_edits(edits: "Iterable[Edit]", form: "Form") -> None:
    """Changes as a table: which cell, from what to what; then how, who, when and why."""
    heads = [_("位置"), _("原为"), _("改为"), _("方式"), _("谁"), _("时间"), _("出处或理由")]
    output.table(heads, [row for edit in edits for row in _rows(edit, form)])


def _rows(edit: "Edit", form: "Form") -> list[tuple[str, ...]]:
    """One change as lines of the table: what is long goes on below. Of a text, what was changed in it."""
    from giktui.store import detail_words, local_time, origin_of

    old, new = _differing(edit.old, edit.new)
    fields = [
        (part_name(form, edit.cell), _PLACE), (old, _VALUE), (new, _VALUE), (origin_of(edit), 0),
        (edit.actor, 0), (local_time(edit.time), 0), (detail_words(edit), _DETAIL),
    ]  # fmt: skip
    columns = [list(wrapped(output.clean(text), width)) if width else [text] for text, width in fields]
    return list(zip_longest(*columns, fillvalue=""))


def _differing(old: object, new: object) -> tuple[str, str]:
    """Both values; of long texts what differs, with some words around it."""
    from giktui.store.journal.batches import text_line

    before, after = ("" if value is None else str(value) for value in (old, new))
    if max(len(before), len(after)) <= _WHOLE or not isinstance(old, str) or not isinstance(new, str):
        return before, after
    change = text_line("", before, after)
    start = change.at or 0

    def around(text: str, changed: object) -> str:
        first, last = max(0, start - _AROUND), start + len(str(changed)) + _AROUND
        return ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")

    return around(before, change.old), around(after, change.new)


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
        "brought": edit.brought,
    }


def short(value: object, longest: int = _LONGEST) -> str:
    """A value or text as a field of a table shows it, cut where it is long."""
    text = "" if value is None else " ".join(str(value).split())
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
