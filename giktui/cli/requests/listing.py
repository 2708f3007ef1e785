"""`giktui requests list`, `due`: the requests of the register, and when each is due."""

from datetime import date
from typing import Annotated

import typer

from giktui.cli.app import output
from giktui.cli.app.help import explained
from giktui.cli.app.options import Agency, AsJson, Database, parse_year
from giktui.i18n import _


def add_to(app: typer.Typer) -> None:
    """Put the commands below `giktui requests`."""
    app.command(
        **explained(
            "list",
            _(
                "列出台账里的申请；--cell 列出报告的一格数的是哪些申请，--doubtful 列出没有弄清的。"
                "姓名和内容要 --names 才显示。"
            ),
            examples=[
                ("giktui requests list 2025", _("2025 年收到、办理的申请")),
                ("giktui requests list 2025 --cell applications.granted.natural_person", _("这一格是哪些申请")),
                ("giktui requests list --doubtful", _("没有弄清的")),
            ],
        )
    )(list_requests)
    app.command(
        **explained(
            "due",
            _(
                "还没有答复的申请，各到哪一天：收到起 20 个工作日，延长的加上，申请人补正、征求第三方意见的时间不算；"
                "按国务院公布的节假日和调休。逾期的在最前。退出码：0 没有逾期的，1 有。"
            ),
            examples=[
                ("giktui requests due", _("今天看")),
                ("giktui requests due --on 2025-12-31", _("那一天看")),
            ],
        )
    )(due_requests)


def list_requests(
    year: Annotated[int | None, typer.Argument(metavar=_("年份"), parser=parse_year, help=_("不写则全部列出"))] = None,
    *,
    cell: Annotated[
        str | None, typer.Option("--cell", metavar=_("单元格"), help=_("如 applications.granted.natural_person"))
    ] = None,
    doubtful: Annotated[bool, typer.Option("--doubtful", help=_("只列没有弄清的"))] = False,
    names: Annotated[bool, typer.Option("--names", help=_("连同申请人和申请内容"))] = False,
    json: AsJson = False,
    db: Database = None,
    agency: Agency = None,
) -> int:
    """Print requests."""
    from giktui.cli.app.reports import database, wanted_agency
    from giktui.cli.requests.printing import list_table, request_json
    from giktui.store import the_agency
    from giktui.store.register.listing import listed

    with database(db) as connection:
        owner = the_agency(connection, wanted_agency(agency))
        found, doubts = listed(connection, owner.id, year, cell=cell, doubtful=doubtful)
    if json:
        output.as_json({"agency": owner.name, "requests": [request_json(one, doubts.get(one.id, ())) for one in found]})
    else:
        list_table(found, doubts, today=date.today(), names=names)
        output.line(_("共 {n} 件").format(n=len(found)))
    return 0


def due_requests(
    *,
    on: Annotated[str | None, typer.Option("--on", metavar=_("日期"), help=_("以这一天为今天"))] = None,
    json: AsJson = False,
    db: Database = None,
    agency: Agency = None,
) -> int:
    """Print what is open and when it is due."""
    from giktui.cli.app.reports import database, wanted_agency
    from giktui.cli.requests.printing import due_json, due_table, late
    from giktui.register.dates import as_day
    from giktui.register.wording import so_far_words
    from giktui.store import the_agency
    from giktui.store.register.counting import so_far
    from giktui.store.register.rows import requests as stored_requests
    from giktui.store.register.wording import due_rows

    today = as_day(on) if on else date.today()
    with database(db) as connection:
        owner = the_agency(connection, wanted_agency(agency))
        rows = due_rows(stored_requests(connection, owner.id, unanswered=True), today)
        year = so_far(connection, owner.id, today)
    if json:
        output.as_json({"agency": owner.name, "on": today.isoformat(), **due_json(rows), "so_far": year._asdict()})
    else:
        due_table(rows)
        output.line(so_far_words(year))
        output.line(_("未答复 {n} 件，逾期 {late} 件").format(n=len(rows), late=late(rows)))
    return int(late(rows) > 0)
