"""`giktui check`: what is wrong in reports of the database or in files."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from giktui.cli.app import completion, output
from giktui.cli.app.help import command_app, described
from giktui.cli.app.options import Agency, AsJson, Database, chosen_format, is_year, parse_year
from giktui.errors import GiktuiError
from giktui.i18n import _

if TYPE_CHECKING:
    from giktui.cli.findings.printing import Checked

app = command_app("check")


FailOn = Literal["error", "soft", "warning"]
Format = Literal["text", "table", "csv", "xlsx", "json", "sarif", "junit"]
Sort = Literal["severity", "triage", "agency", "year", "rule", "place", "difference", "message", "status"]


@app.command(
    **described(
        "check",
        _(
            "参数是年份（查数据库中的报告）或文件（不需要数据库）；都不写则查一个机关的各年。"
            "文件中若有同一机关上一年的报告，跨年的规则也一并核对。同一原因的问题合成一条，--verbose 逐条列出。"
            "\n\n退出码：0 没有达到 --fail-on 的问题，1 有，2 无法检查。"
        ),
        examples=[
            ("giktui check 2024", _("数据库中 2024 年的报告")),
            ("giktui check 2023.html 2024.docx", _("两个文件，连同跨年规则")),
            ("giktui check --all --fail-on error", _("所有机关，最差的在前")),
            ("giktui check --all 2025 --format xlsx -o 问题.xlsx", _("所有机关的每个问题，一行一个")),
            ("giktui check --all 2025 --sort triage", _("先看哪些在前，各有理由")),
            ("giktui check --explain T3-BAL", _("一条规则查什么、为什么")),
            ("giktui check 2020 --explain T3-COL", _("2020 年的格式里这条规则的公式")),
        ],
    )
)
def check(
    targets: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=_("年份或文件"),
            autocompletion=completion.years,
            help=_("年份（如 2024）或文件"),
            show_default=False,
        ),
    ] = None,
    *,
    every: Annotated[
        bool,
        typer.Option("--all", help=_("数据库中的所有报告（可写年份）：各级问题的数目；写 --format 则每个问题一行")),
    ] = False,
    fail_on: Annotated[
        FailOn,
        typer.Option(
            "--fail-on",
            metavar=_("级别"),
            help=_("error、soft 或 warning：有这一级及以上的问题时退出码为 1；默认 soft"),
        ),
    ] = "soft",
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain",
            metavar=_("规则"),
            autocompletion=completion.rules,
            help=_("说明一条规则，不检查；写年份则用那一年格式的公式"),
        ),
    ] = None,
    waived: Annotated[bool, typer.Option("--waived", help=_("也列出已豁免的问题"))] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help=_("逐条列出，连同因缺少数据没有核对的规则"))] = False,
    format: Annotated[
        Format,
        typer.Option(
            "--format", "-f", metavar=_("格式"), help=_("text、table、csv、xlsx、json、sarif 或 junit；默认 text")
        ),
    ] = "text",
    to: Annotated[
        Path | None, typer.Option("--output", "-o", metavar=_("文件"), help=_("--all 的表写入这个文件；xlsx 须写"))
    ] = None,
    sort: Annotated[
        Sort | None,
        typer.Option(
            "--sort",
            metavar=_("次序"),
            help=_(
                "与 --all 一起用：severity 最差的在前（默认），triage 先看哪些（连同理由），agency、year；"
                "每个问题一行时还有 rule、place、difference、message、status"
            ),
        ),
    ] = None,
    json: AsJson = False,
    db: Database = None,
    agency: Agency = None,
) -> int:
    """Check and print findings; 1 if one is at or above `fail_on`."""
    if explain is not None:
        return _explain(explain, targets or [])
    chosen = chosen_format(format, json, "text")
    if every:
        from giktui.cli.commands.check_all import check_all, every_finding

        if not all(is_year(target) for target in targets or []):
            raise GiktuiError(_("--all 只与年份一起使用；要查文件，不写 --all"))
        years = [parse_year(target) for target in targets or []]
        if format == "text":
            return check_all(db, agency, years, fail_on, json=json, sort=sort or "severity")
        order = sort or "severity"
        return every_finding(db, agency, years, fail_on=fail_on, format=chosen, to=to, waived=waived, sort=order)
    if chosen in ("table", "csv", "xlsx") or to is not None:
        raise GiktuiError(_("--format {format} 和 -o 与 --all 一起使用").format(format=format))
    if sort is not None:
        raise GiktuiError(_("--sort 与 --all 一起使用"))
    checked = _each(targets or [], db, agency)
    if chosen != "text":
        return _written(list(checked), chosen, fail_on)
    from giktui.cli.findings.printing import print_checked

    failed = False
    for n, one in enumerate(checked):
        if n:
            output.line()
        print_checked(one, waived=waived, verbose=verbose)
        failed |= one.fails(fail_on)
    return int(failed)


def _written(checked: "Sequence[Checked]", format: str, fail_on: FailOn) -> int:
    """All findings as one document."""
    if format == "json":
        from giktui.cli.findings.printing import as_json

        output.as_json({"reports": [as_json(one) for one in checked]})
    elif format == "sarif":
        from giktui.cli.findings.sarif import sarif

        output.data(sarif(checked))
    else:
        from giktui.cli.findings.junit import junit

        output.data(junit(checked, fail_on))
    return int(any(one.fails(fail_on) for one in checked))


def _explain(rule: str, targets: Sequence[str]) -> int:
    """The rule in words, with the sums of the form of the first year named, else of every form."""
    from giktui.checks import explain, rules
    from giktui.form import form_for_year

    years = (parse_year(target) for target in targets if is_year(target))
    form = next((form_for_year(year).id for year in years), None)
    try:
        output.data(f"{output.clean(explain(rule, form))}\n")
    except KeyError as error:
        names = _("、").join(rule.id for rule in rules())
        raise GiktuiError(_("没有规则 {rule}；有：{names}").format(rule=rule, names=names)) from error
    return 0


def _each(targets: Sequence[str], db: Path | None, agency: str | None) -> "Iterator[Checked]":
    years = [parse_year(target) for target in targets if is_year(target)]
    files = [Path(target) for target in targets if not is_year(target)]
    if files:
        from giktui.cli.findings.checking import check_files

        yield from check_files(files)
    if years or not files:
        from giktui.cli.findings.checking import check_years

        yield from check_years(db, agency, years)
