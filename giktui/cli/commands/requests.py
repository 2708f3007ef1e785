"""`giktui requests …`: the register of requests, and the report filled from it."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from giktui.cli.app import catalogue, output
from giktui.cli.app.help import Group, command_app, explained
from giktui.cli.app.options import Agency, AsJson, Database, Year, parse_year
from giktui.cli.requests import acts, listing, one_request
from giktui.errors import GiktuiError
from giktui.i18n import _

app = command_app("requests", cls=Group)

Yes = Annotated[bool, typer.Option("--yes", "-y", help=_("不再询问"))]


@app.callback(help=_("{summary}。").format(summary=catalogue.commands()["requests"].summary))
def requests(ctx: typer.Context, db: Database = None, agency: Agency = None) -> None:
    """Hand database and agency on to the command below."""
    ctx.default_map = {str(ctx.invoked_subcommand): {"db": db, "agency": agency}}


@app.command(
    **explained(
        "import",
        _(
            "读入申请登记台账（Excel、CSV，旧版 Excel 和 ODS 借助 LibreOffice）。"
            "先列出每一栏认作什么、会新增和改动哪些，再存。"
            "再次导入按编号和内容对上：不会重复，也不会丢；台账里不见了的会说出来。"
            "\n\n看不准的申请照样存下，写明第几行、写着什么，弄清之前不计入报告。"
            "姓名和申请内容只留在本机数据库里，不进导出的文件、报送的包和日志；--anonymous 根本不存它们。"
            "\n\n退出码：0 存好，1 有存疑的，2 读不了。"
        ),
        examples=[
            ("giktui requests import 2025年台账.xlsx", _("导入；在终端里先问一句")),
            ("giktui requests import 台账.csv --map '收件日=received'", _("指明一栏是什么；以后记得")),
            ("giktui requests import 台账.xlsx --anonymous --dry-run", _("不要姓名和内容；只看不存")),
        ],
    )
)
def import_requests(
    paths: Annotated[list[Path], typer.Argument(metavar=_("文件"), help=_("台账文件，可以几个"))],
    *,
    year: Annotated[
        int | None,
        typer.Option("--year", metavar=_("年份"), parser=parse_year, help=_("台账的年度，用于没有写年份的日期")),
    ] = None,
    columns: Annotated[
        list[str] | None, typer.Option("--map", metavar=_("表头=含义"), help=_("指明一栏是什么；= 后面不写表示不用"))
    ] = None,
    sheet: Annotated[
        list[str] | None, typer.Option("--sheet", metavar=_("工作表"), help=_("只读这一张工作表，可以写几次"))
    ] = None,
    anonymous: Annotated[
        bool, typer.Option("--anonymous", help=_("只存类型、日期和结果，不存姓名、内容和备注"))
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("只看会怎样，不保存"))] = False,
    yes: Yes = False,
    json: AsJson = False,
    db: Database = None,
    agency: Agency = None,
) -> int:
    """Take lists into the register."""
    from giktui.cli.app.reports import database_or_scratch, wanted_agency
    from giktui.cli.requests.importing import Owner, Wanted, take_in, told_heads
    from giktui.store import actor, all_agencies

    wanted = Wanted(year, told_heads(columns or ()), sheet or (), anonymous, dry_run, yes or json, json)
    with database_or_scratch(db, write=not dry_run) as connection:
        named = wanted_agency(agency)
        if not named and not all_agencies(connection):
            raise GiktuiError(_("库中还没有机关；用 --agency 写明这是哪个机关的台账"))
        return take_in(connection, Owner(named, db), paths, wanted, actor=actor())


listing.add_to(app)
one_request.add_to(app)


@app.command(
    **explained(
        "fill",
        _(
            "由台账数出表三的每一格、表四和信息处理费，与报告逐格比较，再填入；一次撤销全部取回。"
            "台账里有没有弄清的申请时不填，逐件列出。\n\n退出码：0 已填入或没有不同，1 有没有弄清的、没有填，2 出错。"
        ),
        examples=[
            ("giktui requests fill 2025 --dry-run", _("只看哪些格会变")),
            ("giktui requests fill 2025", _("填入；在终端里先问一句")),
            ("giktui requests fill 2025 --text", _("连同一、总体情况里依申请公开的一段")),
            ("giktui requests fill 2025 --sql", _("看计数用的 SQL")),
        ],
    )
)
def fill_report(
    year: Year,
    *,
    text: Annotated[bool, typer.Option("--text", help=_("也写一、总体情况里依申请公开的一段"))] = False,
    sql: Annotated[bool, typer.Option("--sql", help=_("打印计数用的 SQL，不执行"))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("只看会怎样，不保存"))] = False,
    yes: Yes = False,
    json: AsJson = False,
    db: Database = None,
    agency: Agency = None,
) -> int:
    """Count, show what differs, write."""
    from giktui.cli.app.asking import agreed
    from giktui.cli.app.reports import database, wanted_agency
    from giktui.cli.requests.printing import filling_json, print_filled, print_filling
    from giktui.store import actor, the_agency
    from giktui.store.register.counting import counts_sql
    from giktui.store.register.filling import fill, filling
    from giktui.store.register.listing import listed

    if sql:
        output.data(counts_sql())
        return 0
    with database(db, write=not dry_run) as connection:
        owner = the_agency(connection, wanted_agency(agency))
        found = filling(connection, owner.id, year, text=text)
        if not json:
            last_day = min(date.today(), date(year, 12, 31))
            print_filling(found, owner.name, listed(connection, owner.id, year)[0], last_day)
        write = not dry_run and not found.blocked
        write = write and (json or agreed(_("填入报告？"), yes=yes or not found.changed))
        if write:
            fill(connection, owner.id, year, actor=actor(), text=text)
    if json:
        output.as_json(filling_json(found, owner.name, written=write))
    else:
        print_filled(found, written=write)
    if found.blocked:
        count = len(found.doubtful) + len(found.counted.homeless)
        output.message(_("{n} 件没有弄清，没有填入。改台账后再导入，或用 giktui requests settle。").format(n=count))
    return int(found.blocked or not (write or dry_run))


acts.add_to(app)
