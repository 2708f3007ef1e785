"""`giktui proposals …`: what came from outside and holds once somebody here accepts it: reasons, names, the tree."""

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
    given = {"db": db} if ctx.invoked_subcommand in ("list", "agencies") else {"db": db, "agency": agency}
    ctx.default_map = {str(ctx.invoked_subcommand): given}


@app.command(
    **explained(
        "list",
        _("列出外来的、还没有决定的：对问题的说明，对机关别名和上级的说法，各来自哪个文件。"),
        examples=[("giktui proposals list", _("全部")), ("giktui proposals list --json", _("供脚本使用"))],
    )
)
def list_proposals(*, json: AsJson = False, db: Database = None) -> int:
    """Print what waits for a decision."""
    from giktui.cli.app.reports import database
    from giktui.store import entry_of
    from giktui.store.agencies.claims import claim_words, claims
    from giktui.store.review.proposed_waivers import proposed_waivers

    with database(db) as connection:
        found = [(entry_of(connection, one.report), one) for one in proposed_waivers(connection)]
        said = claims(connection)
    if json:
        listed = [
            {"agency": entry.agency, "year": entry.year, "rule": one.rule, "reason": one.reason, "source": one.source}
            for entry, one in found
        ]
        about = [
            {"agency": one.agency, "kind": one.kind, "value": one.value, "source": one.source, "taken_by": one.actor}
            for one in said
        ]
        output.as_json({"proposals": listed, "agencies": about})
        return 0
    heads = [_("机关"), _("年份"), _("规则"), _("理由"), _("出处")]
    rows: list[tuple[object, ...]] = [(entry.agency, entry.year, o.rule, o.reason, o.source) for entry, o in found]
    rows += [(one.agency, "", "", claim_words(one), one.source) for one in said]
    output.table(heads, rows)
    return 0


@app.command(
    **explained(
        "agencies",
        _("采用别人对机关的说法：别名、上级；写 --refuse 则不采用。不写机关时是全部。采用的记入各份报告的历史。"),
        examples=[
            ("giktui proposals agencies", _("全部采用，先看再问")),
            ("giktui proposals agencies 澄湖县司法局 --refuse", _("一个机关的，不采用")),
        ],
    )
)
def agencies(
    names: Annotated[list[str] | None, typer.Argument(metavar=_("机关"), help=_("只这些机关的"))] = None,
    *,
    refuse: Annotated[bool, typer.Option("--refuse", help=_("不采用"))] = False,
    yes: Yes = False,
    db: Database = None,
) -> int:
    """Accept, or refuse, what senders said of agencies."""
    from giktui.cli.app.reports import database
    from giktui.store import actor
    from giktui.store.agencies.claims import accept_claim, claim_words, claims, refuse_claim

    failed = 0
    with database(db, write=True) as connection:
        wanted = claims(connection, names or ())
        if not wanted:
            raise GiktuiError(_("没有待决定的对机关的说法。giktui proposals list 列出全部。"))
        for one in wanted:
            output.line(f"{one.agency}  {claim_words(one)}  {one.source}")
        question = _("不采用这 {n} 条？") if refuse else _("采用这 {n} 条？")
        if not agreed(question.format(n=len(wanted)), yes=yes):
            return 1
        for one in wanted:
            try:
                if refuse:
                    refuse_claim(connection, one)
                else:
                    accept_claim(connection, one, actor=actor())
            except GiktuiError as error:
                failed += 1
                output.message(str(error))
    output.message((_("没有采用 {n} 条") if refuse else _("采用 {n} 条")).format(n=len(wanted) - failed))
    return int(failed > 0)


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
