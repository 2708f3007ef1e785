"""`giktui proposals …`: reasons that came from outside, to be accepted or refused."""

from typing import TYPE_CHECKING, Annotated

import typer

from giktui.cli.app import catalogue, output
from giktui.cli.app.asking import agreed
from giktui.cli.app.help import Group, command_app, explained
from giktui.cli.app.options import Agency, AsJson, Database, Year
from giktui.errors import GiktuiError
from giktui.i18n import _

if TYPE_CHECKING:
    from giktui.store import Connection
    from giktui.store.review.proposed_waivers import ProposedWaiver

app = command_app("proposals", cls=Group)

Rule = Annotated[
    str | None, typer.Argument(metavar=_("规则"), help=_("只这一条规则的；不写时是这份报告的全部"), show_default=False)
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help=_("不再询问"))]


@app.callback(help=_("{summary}。").format(summary=catalogue.commands()["proposals"].summary))
def proposals(ctx: typer.Context, db: Database = None, agency: Agency = None) -> None:
    """Hand the database and the agency on to the command below."""
    given = {"db": db} if ctx.invoked_subcommand == "list" else {"db": db, "agency": agency}
    ctx.default_map = {str(ctx.invoked_subcommand): given}


@app.command(
    **explained(
        "list",
        _("列出还没有决定的说明：哪份报告、哪条规则、什么理由、来自哪个文件。"),
        examples=[("giktui proposals list", _("全部")), ("giktui proposals list --json", _("供脚本使用"))],
    )
)
def list_proposals(*, json: AsJson = False, db: Database = None) -> int:
    """Print what waits for a decision."""
    from giktui.cli.app.reports import database
    from giktui.store import entry_of
    from giktui.store.review.proposed_waivers import proposed_waivers

    with database(db) as connection:
        found = [(entry_of(connection, one.report), one) for one in proposed_waivers(connection)]
    if json:
        listed = [
            {"agency": entry.agency, "year": entry.year, "rule": one.rule, "reason": one.reason, "source": one.source}
            for entry, one in found
        ]
        output.as_json({"proposals": listed})
        return 0
    heads = [_("机关"), _("年份"), _("规则"), _("理由"), _("出处")]
    output.table(heads, [(entry.agency, entry.year, one.rule, one.reason, one.source) for entry, one in found])
    return 0


@app.command(
    **explained(
        "accept",
        _("采用一份报告收到的说明：理由成为正式的说明，记入历史。问题已不存在的不采用。"),
        examples=[("giktui proposals accept 2025 -a 澄湖县教育局", _("全部采用"))],
    )
)
def accept(year: Year, rule: Rule = None, *, yes: Yes = False, db: Database = None, agency: Agency = None) -> int:
    """Accept the reasons for the report of `year`."""
    from giktui.cli.app.reports import database
    from giktui.store import actor
    from giktui.store.review.proposed_waivers import accept_proposed

    failed = 0
    with database(db, write=True) as connection:
        wanted = _wanted(connection, year, agency, rule)
        if not agreed(_("采用这 {n} 条？").format(n=len(wanted)), yes=yes):
            return 1
        for one in wanted:
            try:
                accept_proposed(connection, one, actor=actor())
            except GiktuiError as error:
                failed += 1
                output.message(str(error))
    output.message(_("采用 {n} 条").format(n=len(wanted) - failed))
    return int(failed > 0)


@app.command(
    **explained(
        "refuse",
        _("不采用一份报告收到的说明；问题仍然未处理。"),
        examples=[("giktui proposals refuse 2025 XY-FORCE-documents -a 澄湖县教育局", _("一条规则的"))],
    )
)
def refuse(year: Year, rule: Rule = None, *, yes: Yes = False, db: Database = None, agency: Agency = None) -> int:
    """Refuse the reasons for the report of `year`."""
    from giktui.cli.app.reports import database
    from giktui.store.review.proposed_waivers import refuse_proposed

    with database(db, write=True) as connection:
        wanted = _wanted(connection, year, agency, rule)
        if not agreed(_("不采用这 {n} 条？").format(n=len(wanted)), yes=yes):
            return 1
        for one in wanted:
            refuse_proposed(connection, one)
    output.message(_("没有采用 {n} 条").format(n=len(wanted)))
    return 0


def _wanted(db: "Connection", year: int, agency: str | None, rule: str | None) -> "list[ProposedWaiver]":
    """What waits for a decision on a report, shown line by line. Raises GiktuiError where nothing does."""
    from giktui.cli.app.reports import stored
    from giktui.store.review.proposed_waivers import proposed_waivers

    entry = stored(db, agency, year)
    found = [one for one in proposed_waivers(db, entry.id) if rule is None or one.rule.casefold() == rule.casefold()]
    if not found:
        raise GiktuiError(
            _("{agency}{year}年的报告没有待决定的说明。giktui proposals list 列出全部。").format(
                agency=entry.agency, year=year
            )
        )
    for one in found:
        output.line(f"{one.rule}  {one.reason}")
    return found
