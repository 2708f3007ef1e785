"""`giktui waive YEAR RULE --reason …`: accepts a finding, with who, when and why."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from giktui.cli.app import output
from giktui.cli.app.help import command_app, described
from giktui.cli.app.options import Agency, Database, Year
from giktui.errors import GiktuiError
from giktui.i18n import _

if TYPE_CHECKING:
    from giktui.checks import Finding

app = command_app("waive")


@app.command(
    **described(
        "waive",
        _("只能接受“须说明”的问题；错误必须改正。所涉的数字改变后，接受自动失效。"),
        examples=[
            ("giktui waive 2024 XY-FORCE-documents --reason 清理时合并计数", _("接受一个问题")),
            ("giktui waive 2024 CP-ZERO -a 澄湖县司法局 -r 本年没有申请", _("数据库有多个机关时")),
        ],
    )
)
def waive(
    year: Year,
    rule: Annotated[str, typer.Argument(metavar=_("规则"), help=_("check 列出的规则编号，如 XY-FORCE-documents"))],
    *,
    reason: Annotated[str, typer.Option("--reason", "-r", metavar=_("理由"), help=_("为什么可以接受"))],
    db: Database = None,
    agency: Agency = None,
) -> int:
    """Accept the open findings of that rule."""
    from giktui.cli.app.reports import database, stored
    from giktui.store import actor, checked
    from giktui.store import waive as accept

    with database(db, write=True) as connection:
        entry = stored(connection, agency, year)
        findings = checked(connection, entry)
        meant = [one for one in findings if one.status == "open" and one.rule.upper() == rule.upper()]
        if not meant:
            raise GiktuiError(
                _("{agency}{year}年的报告没有待处理的 {rule}；{instead}").format(
                    agency=entry.agency, year=year, rule=rule, instead=_instead(findings, rule)
                )
            )
        for finding in meant:
            accept(connection, entry.id, finding, reason, actor())
    for finding in meant:
        output.line(_("已接受 {rule}：{message}").format(rule=finding.rule, message=finding.message))
    return 0


def _instead(findings: "Sequence[Finding]", rule: str) -> str:
    """What there is in place of an open finding of that rule."""
    from giktui.store.reports.waivers import can_be_waived

    if any(one.status == "waived" and one.rule.upper() == rule.upper() for one in findings):
        return _("它已经接受过了，giktui check --waived 列出理由")
    soft = sorted({one.rule for one in findings if one.status == "open" and can_be_waived(one)})
    if not soft:
        return _("没有需要说明理由的问题")
    return _("可以接受的有：{rules}").format(rules=_("、").join(soft))
