"""`giktui rollup YEAR --agency PARENT`: the reports below an agency, added up."""

from typing import TYPE_CHECKING, Annotated

import typer

from giktui.cli.app import output
from giktui.cli.app.help import command_app, described
from giktui.cli.app.options import Agency, AsJson, Database, Year
from giktui.i18n import _

if TYPE_CHECKING:
    from giktui.checks import Finding
    from giktui.store.analysis.rollup import Rollup

app = command_app("rollup")


@app.command(
    **described(
        "rollup",
        _(
            "已报的下级各计一次；下级未报时计它的下级。上级已有报告时逐格比较，写明差在哪个下级；没有时打印各表的合计。"
            "退出码：0 相符，1 有差异或有未报的，2 无法汇总。"
        ),
        examples=[
            ("giktui rollup 2025 -a 澄湖县人民政府", _("汇总，与县政府公布的报告比较")),
            ("giktui rollup 2025 -a 澄湖县人民政府 --fill", _("把合计填入县政府的草稿；可以撤销")),
        ],
    )
)
def rollup(
    year: Year,
    *,
    fill: Annotated[bool, typer.Option("--fill", help=_("把合计填入上级的报告，没有则新建"))] = False,
    json: AsJson = False,
    db: Database = None,
    agency: Agency = None,
) -> int:
    """Add up the reports below the agency; print, compare or fill in."""
    from giktui.cli.app.reports import database, wanted_agency
    from giktui.store import actor, find_entry, the_agency
    from giktui.store.analysis.rollup import differences, fill_from_below
    from giktui.store.analysis.rollup import rollup as added_up

    with database(db, write=fill) as connection:
        parent = the_agency(connection, wanted_agency(agency))
        if fill:
            fill_from_below(connection, parent.id, year, actor=actor())
        found = added_up(connection, parent.id, year)
        own = find_entry(connection, parent.id, year)
        findings = differences(connection, own) if own else []
    if json:
        output.as_json(_as_json(found, findings))
    else:
        _print(found, findings, compared=own is not None)
    return int(bool(findings or found.missing))


def _print(found: "Rollup", findings: "list[Finding]", *, compared: bool) -> None:
    names = _("、").join(entry.agency for entry in found.counted) or _("没有")
    output.line(
        _("{agency} {year} 年：汇总 {n} 份报告（{names}）").format(
            agency=found.agency.name, year=found.year, n=len(found.counted), names=names
        )
    )
    if found.missing:
        missing = _("、").join(agency.name for agency in found.missing)
        output.line(_("未报 {n} 个：{names}").format(n=len(found.missing), names=missing))
    if not found.counted:
        return
    if not compared:
        from giktui.report import Report
        from giktui.writers.text import write

        output.line()
        output.data(output.clean(write(Report(found.agency.name, found.year, found.form, cells=found.cells))))
        return
    for finding in findings:
        output.line(f"  {finding.rule}  {finding.message}")
    if not findings:
        output.line(_("与上级的报告逐格相符"))


def _as_json(found: "Rollup", findings: "list[Finding]") -> dict[str, object]:
    from giktui.report import number_json

    return {
        "agency": found.agency.name,
        "year": found.year,
        "form": found.form,
        "counted": [{"agency": entry.agency, "revision": entry.revision} for entry in found.counted],
        "missing": [agency.name for agency in found.missing],
        "cells": {cell: number_json(value) for cell, value in found.cells.items()},
        "differences": [finding.as_json() for finding in findings],
    }
