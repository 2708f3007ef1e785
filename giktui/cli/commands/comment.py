"""`giktui comment …`: what is said of a cell, a paragraph or a report; answered, and closed."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from giktui.cli.app import catalogue, output
from giktui.cli.app.help import Group, command_app, explained
from giktui.cli.app.options import Agency, AsJson, Database, Year
from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.wording.parts import part_name

if TYPE_CHECKING:
    from giktui.store.review.comments import Comment

app = command_app("comment", cls=Group)

Number = Annotated[
    int, typer.Argument(metavar=_("编号"), min=1, max=2**31, help=_("批注的编号，见 giktui comment list"))
]
Text = Annotated[str, typer.Argument(metavar=_("内容"), help=_("批注的内容"))]


@app.callback(help=_("{summary}。").format(summary=catalogue.commands()["comment"].summary))
def comment(ctx: typer.Context, db: Database = None, agency: Agency = None) -> None:
    """Hand the database and the agency on to the command below."""
    given = {"db": db, "agency": agency} if ctx.invoked_subcommand in ("add", "list") else {"db": db}
    ctx.default_map = {str(ctx.invoked_subcommand): given}


@app.command(
    **explained(
        "add",
        _("批注一格（--cell）、一段文字（--section 和 --paragraph）或整份报告。已提交的报告也可以批注。"),
        examples=[
            ("giktui comment add 2025 请核对台账 --cell applications.received.total", _("一格")),
            ("giktui comment add 2025 与上年相同 --section problems --paragraph 2", _("第五部分的第二段")),
        ],
    )
)
def add(
    year: Year,
    text: Text,
    *,
    cell: Annotated[str | None, typer.Option("--cell", metavar=_("格"), help=_("单元格的编号"))] = None,
    section: Annotated[
        str | None, typer.Option("--section", metavar=_("部分"), help=_("overview、problems、other 等"))
    ] = None,
    paragraph: Annotated[int | None, typer.Option("--paragraph", metavar=_("段"), help=_("第几段，从 1 数起"))] = None,
    db: Database = None,
    agency: Agency = None,
) -> int:
    """Say something of the report of `year`."""
    from giktui.cli.app.reports import database, stored
    from giktui.store import actor
    from giktui.store.review.comments import add_comment

    if cell is not None and section is not None:
        raise GiktuiError(_("--cell 与 --section 不能同时使用"))
    if paragraph is not None and section is None:
        raise GiktuiError(_("--paragraph 要与 --section 一起使用"))
    with database(db, write=True) as connection:
        entry = stored(connection, agency, year)
        made = add_comment(connection, entry.id, text, actor=actor(), part=cell or section or "", paragraph=paragraph)
    output.line(_("已批注，编号 {id}").format(id=made.id))
    return 0


@app.command(
    **explained(
        "list",
        _("列出一份报告的批注和答复；--all 连已办结的。"),
        examples=[("giktui comment list 2025", _("没有办结的")), ("giktui comment list 2025 --all --json", _("全部"))],
    )
)
def list_comments(
    year: Year,
    *,
    every: Annotated[bool, typer.Option("--all", help=_("连已办结的"))] = False,
    json: AsJson = False,
    db: Database = None,
    agency: Agency = None,
) -> int:
    """Print the comments on the report of `year`."""
    from giktui.cli.app.reports import database, stored
    from giktui.form import load_form
    from giktui.store import local_time
    from giktui.store.review.comments import comments

    with database(db) as connection:
        entry = stored(connection, agency, year)
        found = comments(connection, entry.id, closed=every)
    if json:
        output.as_json({"agency": entry.agency, "year": entry.year, "comments": [_as_json(one) for one in found]})
        return 0
    form = load_form(entry.form)
    for one in found:
        place = part_name(form, one.part) or _("整份报告")
        head = _("    答复") if one.answers else f"{one.id:>4}  {place}"
        state = _("（已办结）") if one.closed_at else ""
        brought = _("（由 {source} 带入）").format(source=one.source) if one.source else ""
        output.line(f"{head}  {one.actor} {local_time(one.time)}{state}{brought}")
        if one.quote and not one.answers:
            output.line(_("        原文  {text}").format(text=one.quote))
        output.line(f"        {one.text}")
    return 0


@app.command(
    **explained(
        "answer",
        _("答复一条批注。"),
        examples=[("giktui comment answer 3 已按台账更正", _("答复编号为 3 的批注"))],
    )
)
def answer(number: Number, text: Text, *, db: Database = None) -> int:
    """Answer a comment."""
    from giktui.cli.app.reports import database
    from giktui.store import actor
    from giktui.store.review.comments import answer_comment

    with database(db, write=True) as connection:
        answer_comment(connection, number, text, actor=actor())
    output.line(_("已答复"))
    return 0


@app.command(
    **explained(
        "close",
        _("办结一条批注，连同它的答复。"),
        examples=[("giktui comment close 3", _("编号为 3 的批注"))],
    )
)
def close(number: Number, *, db: Database = None) -> int:
    """Close a comment."""
    from giktui.cli.app.reports import database
    from giktui.store import actor
    from giktui.store.review.comments import close_comment

    with database(db, write=True) as connection:
        close_comment(connection, number, actor=actor())
    output.line(_("已办结"))
    return 0


def _as_json(one: "Comment") -> Mapping[str, object]:
    return {
        "id": one.id,
        "part": one.part,
        "quote": one.quote,
        "answers": one.answers,
        "text": one.text,
        "actor": one.actor,
        "time": one.time,
        "closed_by": one.closed_by,
        "closed_at": one.closed_at,
        "source": one.source,
    }
