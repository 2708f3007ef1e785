"""`giktui diff OLD NEW`: what changed between two reports."""

from decimal import Decimal, InvalidOperation
from typing import Annotated, Literal

import typer

from giktui.cli.app import completion, output
from giktui.cli.app.fitting import window
from giktui.cli.app.help import command_app, described
from giktui.cli.app.options import Agency, AsJson, Database, chosen_format, parse_year
from giktui.i18n import _

app = command_app("diff")

Format = Literal["table", "markdown", "csv", "json", "html", "list"]


def parse_percent(text: str) -> Decimal:
    """A percentage, with or without the sign."""
    try:
        value = Decimal(text.rstrip("%％ "))
    except InvalidOperation as error:
        raise typer.BadParameter(_("“{text}”不是百分数").format(text=text)) from error
    if not value.is_finite() or value < 0:
        raise typer.BadParameter(_("“{text}”不是百分数").format(text=text))
    return value


@app.command(
    **described(
        "diff",
        _(
            "两边各是一个年份（数据库中的报告）或一个文件。格式不同的两年按对照表比较，并说明哪些不能比。"
            "\n\n退出码：0 相同，1 不同，2 无法比较。"
        ),
        examples=[
            ("giktui diff 2024 2025", _("数据库中的两年")),
            ("giktui diff 旧.html 新.docx", _("两个文件")),
            ("giktui diff 2024 2025 --threshold 50% --section 三", _("表三中变动达到五成的格")),
            ("giktui diff 2024 2025 --format html > 对比.html", _("可以寄出的对照页")),
            ("giktui diff --all-agencies 2024 2025", _("所有机关，每个一行")),
        ],
    )
)
def diff(
    old: Annotated[str, typer.Argument(metavar=_("旧"), autocompletion=completion.years, help=_("较早的年份，或文件"))],
    new: Annotated[str, typer.Argument(metavar=_("新"), autocompletion=completion.years, help=_("较晚的年份，或文件"))],
    *,
    every: Annotated[bool, typer.Option("--all", help=_("没有变动的格和段落也列出"))] = False,
    all_agencies: Annotated[
        bool,
        typer.Option(
            "--all-agencies", help=_("两边是年份：每个机关一行，列出主要数字和变动多少；--threshold 为大幅变动的界限")
        ),
    ] = False,
    threshold: Annotated[
        Decimal | None,
        typer.Option(
            "--threshold", metavar=_("百分比"), parser=parse_percent, help=_("只列变动达到这个比例的格，如 50%")
        ),
    ] = None,
    section: Annotated[
        list[str] | None, typer.Option("--section", metavar=_("部分"), help=_("只比较这一部分，如 三；可以重复"))
    ] = None,
    format: Annotated[
        Format,
        typer.Option(
            "--format", "-f", metavar=_("格式"), help=_("table、markdown、csv、json、html 或 list（逐格一行）")
        ),
    ] = "table",
    json: AsJson = False,
    db: Database = None,
    agency: Agency = None,
    new_agency: Annotated[
        str | None,
        typer.Option(
            "--new-agency",
            metavar=_("机关"),
            autocompletion=completion.agencies,
            help=_("“新”一边的机关，与 --agency 不同时"),
        ),
    ] = None,
) -> int:
    """Print what changed; 1 if anything did."""
    chosen = chosen_format(format, json, "table")
    if all_agencies:
        from giktui.cli.commands.diff_agencies import diff_agencies

        return diff_agencies(db, parse_year(old), parse_year(new), format=chosen, threshold=threshold)
    from giktui.cli.app.sides import both_sides, chosen_sections
    from giktui.diff import compare, render, select

    before, after = both_sides(old, new, db, agency, new_agency)
    sections = chosen_sections(section, after.definition) if section else None
    difference = compare(before, after)
    if chosen == "table" and (width := window()) is not None:
        from giktui.diff import terminal

        shown = select(difference, every=every, threshold=threshold, sections=sections)
        for line in terminal.lines(shown, width):
            output.painted(line)
    else:
        output.data(output.clean(render(difference, chosen, every=every, threshold=threshold, sections=sections)))
    return int(not select(difference, threshold=threshold, sections=sections).same)
