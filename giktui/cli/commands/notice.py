"""`giktui notice YEAR -o FOLDER`: what was found, back to the agencies: a Word page and a reply sheet for each."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Literal

import typer

from giktui.cli.app import output
from giktui.cli.app.asking import agreed
from giktui.cli.app.help import command_app, described
from giktui.cli.app.options import Agency, AsJson, Database, Year, parse_day
from giktui.errors import GiktuiError
from giktui.form import Severity
from giktui.i18n import _
from giktui.store import Connection, Entry

app = command_app("notice")

_DAYS = 15
"""Until the deadline, where none is given."""


@app.command(
    **described(
        "notice",
        _(
            "每个机关一份 Word 通知（位置、现在是、应为、问题、依据、期限）和一份 Excel 回复表。"
            "填好的回复表用 giktui import 收回：更正的数改入报告，理由列为待采用的说明。"
            "已提交的报告同时退回。已发过而没有办结的不再发，除非写 --again。"
        ),
        examples=[
            ("giktui notice 2025 --all -o 整改", _("所有有问题的机关")),
            ("giktui notice 2025 -a 澄湖县教育局 -o 整改 --deadline 2026-02-20", _("一个机关，定下期限")),
            ("giktui notice 2025 --parent 澄湖县人民政府 -o 整改 --dry-run", _("只看会发给谁")),
        ],
    )
)
def notice(
    year: Year,
    *,
    folder: Annotated[Path, typer.Option("--output", "-o", metavar=_("文件夹"), help=_("写入的文件夹，没有则新建"))],
    every: Annotated[bool, typer.Option("--all", help=_("所有机关"))] = False,
    parent: Annotated[str | None, typer.Option("--parent", metavar=_("机关"), help=_("这个机关和它的下级"))] = None,
    deadline: Annotated[
        date | None,
        typer.Option("--deadline", metavar=_("日期"), parser=parse_day, help=_("答复的期限；默认 15 天以后")),
    ] = None,
    least: Annotated[
        Literal["error", "soft", "warning"],
        typer.Option("--least", metavar=_("级别"), help=_("error、soft 或 warning 及以上；默认 warning")),
    ] = "warning",
    again: Annotated[bool, typer.Option("--again", help=_("已发过而没有办结的也再发"))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("只列出会发给谁，各几项"))] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=_("不再询问"))] = False,
    json: AsJson = False,
    db: Database = None,
    agency: Agency = None,
) -> int:
    """Write the notices; say to whom, and how many items each has."""
    from giktui.cli.app.reports import database
    from giktui.review import write_notice_files
    from giktui.store import actor
    from giktui.store.review.notices import write_notice

    if folder.exists() and not folder.is_dir():
        raise GiktuiError(_("{path} 是文件，不是文件夹。请换一个名称。").format(path=folder))
    until = deadline or date.today() + timedelta(days=_DAYS)
    told: list[dict[str, object]] = []
    with database(db, write=not dry_run) as connection:
        wanted = list(_wanted(connection, year, agency, parent, every=every))
        open_now = [(entry, n) for entry in wanted if (n := _open(connection, entry, least, again=again))]
        if not json:
            for entry, n in open_now:
                output.line(_("{agency}{year}年：{n} 项").format(agency=entry.agency, year=year, n=n))
        if not open_now:
            output.message(_("没有要发的：没有问题，或者已经发过（--again 再发）"))
            return 0
        question = _("写 {n} 份通知，期限 {day}？").format(n=len(open_now), day=until.isoformat())
        if not dry_run and not agreed(question, yes=yes):
            return 1
        for entry, n in open_now:
            files: list[str] = []
            if not dry_run:
                stored = write_notice(connection, entry, deadline=until, actor=actor(), least=least)
                assert stored is not None, "a report with open findings has a notice"
                files = [str(path) for path in write_notice_files(folder, stored.notice)]
            told.append({"agency": entry.agency, "items": n, "files": files})
    if json:
        output.as_json({"year": year, "deadline": until.isoformat(), "notices": told})
    elif not dry_run:
        output.message(_("已写入 {folder}：{n} 份通知和回复表").format(folder=folder, n=len(told)))
    return 0


def _wanted(db: Connection, year: int, agency: str | None, parent: str | None, *, every: bool) -> Iterator[Entry]:
    from giktui.cli.app.reports import stored, wanted_agency
    from giktui.store.analysis.status import status

    if every + (parent is not None) + (wanted_agency(agency) is not None) > 1:
        raise GiktuiError(_("--agency、--parent、--all 只能写一个"))
    if not every and parent is None:
        yield stored(db, agency, year)
        return
    yield from (one.entry for one in status(db, year, parent) if one.entry is not None)


def _open(db: Connection, entry: Entry, least: Severity, *, again: bool) -> int:
    """How many findings a notice to this agency would have; 0 where one is on its way."""
    from giktui.checks import severity_order
    from giktui.store import checked
    from giktui.store.review.notices import notice_state

    if not again and notice_state(db, entry) in ("noticed", "answered"):
        return 0
    wanted = severity_order[: severity_order.index(least) + 1]
    return sum(finding.status == "open" and finding.severity in wanted for finding in checked(db, entry))
