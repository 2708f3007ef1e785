"""`giktui status YEAR`: who has reported, who has not."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from giktui.cli.app import output
from giktui.cli.app.help import command_app, described
from giktui.cli.app.options import Agency, AsJson, Database, Year, chosen_format, parse_day
from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.wording.severities import SEVERITIES, severity_name
from giktui.wording.statuses import notice_status_name, status_name

if TYPE_CHECKING:
    from giktui.store.analysis.status import Standing

app = command_app("status")

Only = Literal["missing", "draft", "returned", "submitted", "late", "errors"]


@app.command(
    **described(
        "status",
        _(
            "按机关树列出：状态、是否逾期、各级问题的数目。"
            "部门和乡镇的期限是次年 1 月 31 日，县级以上政府的是 3 月 31 日。退出码：0 都已提交，1 有未提交的。"
        ),
        examples=[
            ("giktui status 2025", _("全部机关")),
            ("giktui status 2025 -a 澄湖县人民政府 --only missing", _("一个政府之下还没有报的")),
            ("giktui status 2025 --only late --remind", _("逾期的，每个一段可以发出去的催报文字")),
            ("giktui status 2025 --by-parent", _("每个上级之下报了多少")),
            ("giktui status 2025 --format csv > 报送情况.csv", _("表格")),
        ],
    )
)
def status(
    year: Year,
    *,
    only: Annotated[
        Only | None,
        typer.Option(
            "--only",
            metavar=_("状态"),
            help=_("missing 未报、draft、returned 已退回、submitted、late 逾期、errors 有错误"),
        ),
    ] = None,
    by_parent: Annotated[
        bool, typer.Option("--by-parent", help=_("每个上级一行：应报、已报、已提交、逾期、有错误"))
    ] = False,
    remind: Annotated[bool, typer.Option("--remind", help=_("不列表，给每个未提交的机关一段催报文字"))] = False,
    day: Annotated[
        date | None,
        typer.Option("--on", metavar=_("日期"), parser=parse_day, help=_("以这一天判断是否逾期；默认今天")),
    ] = None,
    format: Annotated[
        Literal["table", "csv"], typer.Option("--format", "-f", metavar=_("格式"), help=_("table 或 csv"))
    ] = "table",
    json: AsJson = False,
    db: Database = None,
    agency: Agency = None,
) -> int:
    """Print where each agency stands with its report on `year`."""
    from giktui.cli.app.progress import progress
    from giktui.cli.app.reports import database, wanted_agency
    from giktui.store.analysis.status import status as standings
    from giktui.store.analysis.status import with_counts, with_notices

    written_as = chosen_format(format, json, "table")
    if remind and written_as == "csv":
        raise GiktuiError(_("--remind 不能与 --format csv 同时使用"))
    with database(db, remember=not remind) as connection:
        found = with_notices(connection, standings(connection, year, wanted_agency(agency), today=day), year)
        if not remind:
            found = list(progress(with_counts(connection, found), len(found), _("检查")))
    shown = [one for one in found if _is(one, only)]
    if remind:
        _print_reminders([one for one in shown if _unsettled(one)], year, json=json)
    elif by_parent:
        _print_parents(_by_parent(shown), year, csv=written_as == "csv", json=json)
    elif json:
        output.as_json({"year": year, "agencies": [_as_json(one) for one in shown]})
    else:
        _print(shown, csv=written_as == "csv")
    return int(any(one.state != "submitted" for one in found))


def _unsettled(one: "Standing") -> bool:
    """Whether there is something to remind of: a report not handed in, or a notice not answered."""
    return one.notice in ("noticed", "answered") if one.notice else one.state != "submitted"


def _is(one: "Standing", only: Only | None) -> bool:
    if only is None or only == one.state:
        return True
    return one.late if only == "late" else only == "errors" and bool(one.counts and one.counts.errors)


def _print_reminders(found: Sequence["Standing"], year: int, *, json: bool) -> None:
    from giktui.store.analysis.status import reminder

    if json:
        output.as_json(
            {"year": year, "reminders": [{"agency": one.agency.name, "text": reminder(one, year)} for one in found]}
        )
        return
    for one in found:
        for line in reminder(one, year).split("\n"):
            output.item(line, 5)


def _print(found: Sequence["Standing"], *, csv: bool) -> None:
    heads = [_("机关"), _("状态"), _("期限"), _("逾期"), *map(severity_name, SEVERITIES), _("整改")]
    if not any(one.notice for one in found):
        heads.pop()
    if csv:
        from giktui.writers.table_csv import as_csv

        above = ((one.parent or "", one.agency.level) for one in found)
        rows = [(name, *more, *rest) for more, (name, *rest) in zip(above, _rows(found, indent=""), strict=True)]
        output.data(as_csv([heads[0], _("上级"), _("层级"), *heads[1:]], rows))
    else:
        output.table(heads, list(_rows(found, indent="  ")), right=[4, 5, 6, 7])


def _rows(found: Sequence["Standing"], indent: str) -> Iterator[tuple[object, ...]]:
    noticed = any(one.notice for one in found)
    for one in found:
        numbers = one.counts
        counts = (numbers.errors, numbers.soft, numbers.warnings, numbers.infos) if numbers else ("",) * 4
        name = indent * one.depth + one.agency.name
        row = (name, status_name(one.state), one.due.isoformat(), _("逾期") if one.late else "", *counts)
        yield (*row, notice_status_name(one.notice) if one.notice else "") if noticed else row


def _as_json(one: "Standing") -> dict[str, object]:
    counts = one.counts
    return {
        "agency": one.agency.name,
        "parent": one.parent,
        "level": one.agency.level,
        "state": one.state,
        "due": one.due.isoformat(),
        "late": one.late,
        "counts": counts
        and {"error": counts.errors, "soft": counts.soft, "warning": counts.warnings, "info": counts.infos},
        "notice": one.notice,
        "asked": len(one.asked),
    }


_COUNTED = ("agencies", "reported", "submitted", "missing", "late", "errors")


def _by_parent(found: Sequence["Standing"]) -> "dict[str, Counter[str]]":
    """For each agency above others ("" above the topmost) how many of those directly below it stand where."""
    parents: dict[str, Counter[str]] = {}
    for one in found:
        tally = parents.setdefault(one.parent or "", Counter())
        tally["agencies"] += 1
        tally["reported"] += one.state != "missing"
        tally["submitted"] += one.state == "submitted"
        tally["missing"] += one.state == "missing"
        tally["late"] += one.late
        tally["errors"] += bool(one.counts and one.counts.errors)
    return parents


def _print_parents(parents: "dict[str, Counter[str]]", year: int, *, csv: bool, json: bool) -> None:
    if json:
        tallies = [{"parent": name or None, **{key: of[key] for key in _COUNTED}} for name, of in parents.items()]
        output.as_json({"year": year, "parents": tallies})
        return
    heads = [_("上级"), _("应报"), _("已报"), _("已提交"), _("未报"), _("逾期"), _("有错误")]
    rows = [(name or "-", *(of[key] for key in _COUNTED)) for name, of in parents.items()]
    if csv:
        from giktui.writers.table_csv import as_csv

        output.data(as_csv(heads, rows))
    else:
        output.table(heads, rows, right=range(1, len(heads)))
