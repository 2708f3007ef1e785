"""`giktui waive YEAR RULE --reason …`: accepts findings, one or many, with who, when and why."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from giktui.cli.app import completion, output
from giktui.cli.app.asking import agreed
from giktui.cli.app.help import command_app, described
from giktui.cli.app.options import Agency, Database, parse_year
from giktui.errors import GiktuiError
from giktui.i18n import _

if TYPE_CHECKING:
    from giktui.checks import Finding
    from giktui.store import Connection
    from giktui.store.analysis.problems import Problem

app = command_app("waive")

_SHOWN = 20
"""So many findings of a selection are listed; of the others, how many they are."""


@app.command(
    **described(
        "waive",
        _(
            "豁免“须说明”和“警告”；错误必须改正，提示无需处理。所涉的数字改变后，豁免自动失效。"
            "写 --rule 时按范围豁免：不写机关、年份就是全部的。"
        ),
        examples=[
            ("giktui waive 2025 XY-FORCE-documents --reason 清理时合并计数", _("豁免一条规则的问题")),
            ("giktui waive 2024 CP-ZERO -a 澄湖县司法局 -r 本年没有申请", _("数据库有多个机关时")),
            ("giktui waive 2024 TX-ROW --finding 3f9a1c02d4e5b6a7 -r 口径不同", _("其中一条，按 --json 里的指纹")),
            ("giktui waive --rule 'PL-*' --year 2024 -r 已逐一核实 --dry-run", _("一批，先看有哪些")),
        ],
    )
)
def waive(
    year: Annotated[
        int | None,
        typer.Argument(
            metavar=_("年份"),
            parser=parse_year,
            autocompletion=completion.years,
            help=_("报告所属的年份，如 2024"),
            show_default=False,
        ),
    ] = None,
    rule: Annotated[
        str | None,
        typer.Argument(
            metavar=_("规则"),
            autocompletion=completion.rules,
            help=_("check 列出的规则编号，如 XY-FORCE-documents"),
            show_default=False,
        ),
    ] = None,
    *,
    reason: Annotated[str, typer.Option("--reason", "-r", metavar=_("理由"), help=_("为什么可以豁免"))],
    pattern: Annotated[
        str | None,
        typer.Option(
            "--rule",
            metavar=_("规则"),
            autocompletion=completion.rules,
            help=_("按范围豁免：规则编号，可以用 *，如 PL-*"),
        ),
    ] = None,
    years: Annotated[
        list[int] | None, typer.Option("--year", metavar=_("年份"), parser=parse_year, help=_("按范围豁免：只这些年"))
    ] = None,
    fingerprint: Annotated[
        str | None, typer.Option("--finding", metavar=_("指纹"), help=_("只豁免这一条；check --json 里有指纹"))
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("只列出会豁免哪些，不豁免"))] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=_("不再询问"))] = False,
    db: Database = None,
    agency: Agency = None,
) -> int:
    """Accept the open findings of a rule in one report, or of a selection of reports."""
    from giktui.cli.app.reports import database, wanted_agency

    if pattern is None and (year is None or rule is None or years):
        raise GiktuiError(_("请写年份和规则，或者用 --rule 按范围豁免"))
    if pattern is not None and (year is not None or rule is not None):
        raise GiktuiError(_("--rule 与年份、规则这两个参数不能同时写；年份用 --year"))
    if not reason.strip():
        raise GiktuiError(_("请写明理由。"))
    with database(db, write=not dry_run) as connection:
        if pattern is not None:
            found = _selected(connection, pattern, years or [], wanted_agency(agency))
        else:
            assert year is not None and rule is not None, "checked above"
            found = _of_report(connection, agency, year, rule)
        if fingerprint is not None:
            found = [one for one in found if one.finding.fingerprint == fingerprint]
            if not found:
                raise GiktuiError(_("没有指纹是 {text} 的未处理问题").format(text=fingerprint))
        single = pattern is None
        if not single or dry_run:
            _list(found)
            if dry_run or not agreed(_("豁免这 {n} 条？").format(n=len(found)), yes=yes):
                return int(not dry_run)
        return _accept(connection, found, reason, told=single)


def _of_report(connection: "Connection", agency: str | None, year: int, rule: str) -> "list[Problem]":
    """The open findings of a rule in one report. Raises GiktuiError if there are none, saying what there is instead."""
    from giktui.cli.app.reports import stored
    from giktui.store.analysis.checking import checked
    from giktui.store.analysis.problems import of_report

    entry = stored(connection, agency, year)
    everything = of_report(connection, entry, checked(connection, entry))
    found = [one for one in everything if _is_open(one.finding) and one.finding.rule.upper() == rule.upper()]
    if not found:
        text = _("{agency}{year}年的报告没有待处理的 {rule}；{instead}")
        instead = _instead([one.finding for one in everything], rule)
        raise GiktuiError(text.format(agency=entry.agency, year=year, rule=rule, instead=instead))
    return found


def _selected(connection: "Connection", pattern: str, years: Sequence[int], agency: str | None) -> "list[Problem]":
    """The open findings that fit and can be waived. Raises GiktuiError if there are none."""
    from giktui.store import the_agency
    from giktui.store.analysis.problems import Wanted, problems
    from giktui.store.reports.waivers import WAIVABLE

    owner = the_agency(connection, agency).id if agency else None
    wanted = Wanted(years=years, agency=owner, rule=pattern, severities=WAIVABLE)
    found = list(problems(connection, wanted, jobs=None))
    if not found:
        raise GiktuiError(_("范围内没有可以豁免的 {rule}").format(rule=pattern))
    return found


def _accept(connection: "Connection", found: "Sequence[Problem]", reason: str, *, told: bool) -> int:
    """Waive each; what a submitted report keeps from being waived is named at the end."""
    from giktui.store import Locked, actor
    from giktui.store import waive as accept

    locked: dict[str, int] = {}
    for one in found:
        try:
            accept(connection, one.entry.id, one.finding, reason, actor())
        except Locked:
            if told:
                raise
            name = f"{one.entry.agency} {one.entry.year}"
            locked[name] = locked.get(name, 0) + 1
            continue
        if told:
            output.line(_("已豁免 {rule}：{message}").format(rule=one.finding.rule, message=one.finding.message))
    if not told:
        output.line(_("已豁免：{n}").format(n=len(found) - sum(locked.values())))
    for name in locked:
        output.message(_("{name} 已提交，没有改动；先用 giktui reopen 撤回").format(name=name))
    return int(bool(locked))


def _list(found: "Sequence[Problem]") -> None:
    for one in found[:_SHOWN]:
        output.line(f"{one.entry.agency} {one.entry.year}  {one.finding.rule}  {one.finding.message}")
    if len(found) > _SHOWN:
        output.line(_("…… 共 {n} 条").format(n=len(found)))


def _is_open(finding: "Finding") -> bool:
    return finding.status == "open"


def _instead(findings: "Sequence[Finding]", rule: str) -> str:
    """What there is in place of an open finding of that rule."""
    from giktui.store.reports.waivers import can_be_waived

    if any(one.status == "waived" and one.rule.upper() == rule.upper() for one in findings):
        return _("它已经豁免过了，giktui check --waived 列出理由")
    soft = sorted({one.rule for one in findings if one.status == "open" and can_be_waived(one)})
    if not soft:
        return _("没有需要说明理由的问题")
    return _("可以豁免的有：{rules}").format(rules=_("、").join(soft))
