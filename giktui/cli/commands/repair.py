"""`giktui repair YEAR [--apply N]`: the changes that would settle findings, and making one of them."""

from typing import TYPE_CHECKING, Annotated

import typer

from giktui.cli.app import output
from giktui.cli.app.help import command_app, described
from giktui.cli.app.options import Agency, AsJson, Database, Year
from giktui.i18n import _

if TYPE_CHECKING:
    from giktui.store.analysis.repairs import Way, Ways

app = command_app("repair")


@app.command(
    **described(
        "repair",
        _(
            "每种修复是能同时消除问题的最少几格，可以在上年、下年或下级的报告里。"
            "改动记入历史（来源 repair），可以撤销。"
            "\n\n退出码：0 没有要修复的，或者已照着改了；1 有。"
        ),
        examples=[
            ("giktui repair 2024", _("列出各种修复")),
            ("giktui repair 2024 --apply 1", _("照第 1 种改")),
            ("giktui repair 2024 -a 澄湖县教育局 --json", _("供脚本使用")),
        ],
    )
)
def repair(
    year: Year,
    *,
    number: Annotated[
        int | None, typer.Option("--apply", metavar="N", help=_("照列出的第 N 种改"), show_default=False)
    ] = None,
    json: AsJson = False,
    db: Database = None,
    agency: Agency = None,
) -> int:
    """List the repairs of the report of `year`, or apply one."""
    from giktui.cli.app.reports import database, stored
    from giktui.store import actor
    from giktui.store.analysis.repairs import apply_repair, chosen, ways_to_repair

    with database(db, write=number is not None) as connection:
        found = ways_to_repair(connection, stored(connection, agency, year))
        way = None if number is None else chosen(found, number)
        if way is not None:
            apply_repair(connection, found.entry, way.repair, actor=actor())
    if json:
        output.as_json(_as_json(found, number))
    elif way is not None:
        output.line(_("已改：{changes}").format(changes=_changes(found, way)))
        output.line(_("撤销：giktui undo {year}").format(year=year))
    else:
        _print(found)
    return 0 if way is not None else int(bool(found.ways))


def _print(found: "Ways") -> None:
    if not found.ways:
        output.line(_("没有找到修复办法") if not found.complete else _("没有要修复的"))
    for n, way in enumerate(found.ways, 1):
        rules = _("、").join(finding.rule for finding in way.settles)
        output.line(_("{n}. {changes}").format(n=n, changes=_changes(found, way)))
        output.line(_("   消除 {n} 条：{rules}").format(n=len(way.settles), rules=rules))
        if why := _why(way.repair.why):
            output.line(_("   理由：{why}").format(why=why))
    if not found.complete:
        output.line(_("没有找遍：同时改几格的办法太多"))


def _changes(found: "Ways", way: "Way") -> str:
    """The changes in words, the cells as the form names them."""
    from giktui.checks.cells import label
    from giktui.report import number_text

    said = []
    for one in way.repair.cells:
        name = label(found.entry.form, one.cell)
        if one.agency:
            name = _("{agency}报告的{cell}").format(agency=one.agency, cell=name)
        elif one.year is not None:
            name = _("{year} 年报告的{cell}").format(year=one.year, cell=name)
        said.append(f"{name} {number_text(one.old)} → {number_text(one.new)}")
    return _("，").join(said)


def _why(code: str) -> str:
    """A code in words; empty for one that says nothing."""
    from giktui.checks.repair.hint import reason_words

    return reason_words(code)


def _as_json(found: "Ways", applied: int | None) -> dict[str, object]:
    return {
        "agency": found.entry.agency,
        "year": found.entry.year,
        "complete": found.complete,
        "applied": applied,
        "repairs": [{**way.repair.as_json(), "rules": [finding.rule for finding in way.settles]} for way in found.ways],
    }
