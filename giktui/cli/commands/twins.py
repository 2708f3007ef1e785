"""`giktui twins [YEAR]`: texts and tables that two reports have in common."""

from typing import TYPE_CHECKING, Annotated

import typer

from giktui.cli.app import output
from giktui.cli.app.help import command_app, described
from giktui.cli.app.options import AsJson, Database, parse_year
from giktui.i18n import _

if TYPE_CHECKING:
    from giktui.store.analysis.twins import Twin

app = command_app("twins")


@app.command(
    **described(
        "twins",
        _(
            "两份报告的文字相似到这个程度，或者一张表完全相同（至少四个不为零的数），各列一行。"
            "全县共有的套话、数字、机关自己的名称不计。"
            "找到的留在库中，供规则 PL-TWIN 使用；一对的异同用 giktui diff 看。退出码：0 没有，1 有。"
        ),
        examples=[
            ("giktui twins 2025", _("一年的报告之间")),
            ("giktui twins --least 90", _("所有年份之间，至少九成相似")),
        ],
    )
)
def twins(
    year: Annotated[
        int | None,
        typer.Argument(
            metavar=_("年份"), parser=parse_year, help=_("只比较这一年的；不写时是全部"), show_default=False
        ),
    ] = None,
    *,
    least: Annotated[
        int, typer.Option("--least", min=50, max=100, metavar=_("百分比"), help=_("文字至少有多相似；默认 80"))
    ] = 80,
    json: AsJson = False,
    db: Database = None,
) -> int:
    """Look for twins, list them, and keep them for the rule."""
    from giktui.cli.app.reports import database
    from giktui.store.analysis.twins import find_twins, remember_twins

    with database(db, remember=True) as connection:
        found = find_twins(connection, year, least=least)
        remember_twins(connection, found, year)
    if json:
        output.as_json({"twins": [_as_json(one) for one in found]})
    elif found:
        heads = [_("机关"), _("年份"), _("机关"), _("年份"), _("部分"), _("相似")]
        output.table(heads, [_row(one) for one in found], right=[5])
    else:
        output.message(_("没有找到雷同的文字或表格"))
    return int(bool(found))


def _row(one: "Twin") -> tuple[object, ...]:
    from giktui.form import load_form
    from giktui.wording.cells import section_title

    title = section_title(load_form(one.one.form).section(one.section))
    said = _("{n} 个数相同").format(n=one.figures) if one.figures else f"{one.percent}%"
    return one.one.agency, one.one.year, one.other.agency, one.other.year, title, said


def _as_json(one: "Twin") -> dict[str, object]:
    return {
        "section": one.section,
        "percent": one.percent,
        "figures": one.figures,
        "reports": [{"agency": entry.agency, "year": entry.year} for entry in (one.one, one.other)],
    }
