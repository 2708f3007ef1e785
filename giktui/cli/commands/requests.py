"""`giktui requests …`: the register of requests, and the report filled from it."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from giktui.cli.app import catalogue, output
from giktui.cli.app.help import Group, command_app, explained
from giktui.cli.app.options import Agency, AsJson, Database, Year, parse_year
from giktui.cli.requests import acts
from giktui.errors import GiktuiError
from giktui.i18n import _

if TYPE_CHECKING:
    from giktui.store import Agency as StoredAgency
    from giktui.store.connection.transaction import Connection
    from giktui.store.register.rows import Stored

app = command_app("requests", cls=Group)

Number = Annotated[str, typer.Argument(metavar=_("编号"), help=_("申请的编号；没有编号的写 #加 list 列出的号"))]
OfYear = Annotated[
    int | None,
    typer.Option("--year", metavar=_("年份"), parser=parse_year, help=_("收到申请的年份，编号各年重复时要写")),
]
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


@app.command(
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
)
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
    from giktui.cli.app.reports import database
    from giktui.cli.requests.printing import list_table, request_json
    from giktui.store.register.listing import listed

    with database(db) as connection:
        owner = _owner(connection, agency)
        found, doubts = listed(connection, owner.id, year, cell=cell, doubtful=doubtful)
    if json:
        output.as_json({"agency": owner.name, "requests": [request_json(one, doubts.get(one.id, ())) for one in found]})
    else:
        list_table(found, doubts, today=date.today(), names=names)
        output.line(_("共 {n} 件").format(n=len(found)))
    return 0


@app.command(
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
)
def due_requests(
    *,
    on: Annotated[str | None, typer.Option("--on", metavar=_("日期"), help=_("以这一天为今天"))] = None,
    json: AsJson = False,
    db: Database = None,
    agency: Agency = None,
) -> int:
    """Print what is open and when it is due."""
    from giktui.cli.app.reports import database
    from giktui.cli.requests.printing import due_json, due_table, late
    from giktui.register.wording import so_far_words
    from giktui.store.register.counting import so_far
    from giktui.store.register.rows import requests as stored_requests
    from giktui.store.register.wording import due_rows

    today = _day(on) if on else date.today()
    with database(db) as connection:
        owner = _owner(connection, agency)
        rows = due_rows(stored_requests(connection, owner.id, unanswered=True), today)
        year = so_far(connection, owner.id, today)
    if json:
        output.as_json({"agency": owner.name, "on": today.isoformat(), **due_json(rows), "so_far": year._asdict()})
    else:
        due_table(rows)
        output.line(so_far_words(year))
        output.line(_("未答复 {n} 件，逾期 {late} 件").format(n=len(rows), late=late(rows)))
    return int(late(rows) > 0)


@app.command(
    **explained(
        "add",
        _("登记一件申请。收到日期不写是今天；类型写自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他。"),
        examples=[
            ("giktui requests add 2025-018 --kind 自然人 --channel 网络", _("今天收到的")),
            ("giktui requests add 2025-019 --kind 公司 --received 2025.3.4 --content 规划文件", _("写明日期和内容")),
        ],
    )
)
def add_request(
    number: Annotated[str, typer.Argument(metavar=_("编号"), help=_("本机关给的编号"))],
    *,
    kind: Annotated[str, typer.Option("--kind", metavar=_("类型"), help=_("申请人类型"))],
    received: Annotated[str | None, typer.Option("--received", metavar=_("日期"), help=_("收到日期"))] = None,
    applicant: Annotated[str, typer.Option("--applicant", metavar=_("姓名"), help=_("申请人"))] = "",
    content: Annotated[str, typer.Option("--content", metavar=_("内容"), help=_("申请内容"))] = "",
    channel: Annotated[
        str, typer.Option("--channel", metavar=_("方式"), help=_("当面、邮寄、网络、电子邮件、传真"))
    ] = "",
    db: Database = None,
    agency: Agency = None,
) -> int:
    """Enter a request."""
    from giktui.cli.app.reports import database, wanted_agency
    from giktui.cli.requests.entering import entered
    from giktui.store import actor, ensure_agency, the_agency
    from giktui.store.register.entering import enter

    texts = {"number": number, "kind": kind, "received": received or date.today().isoformat()}
    texts |= {"applicant": applicant, "content": content, "channel": channel}
    entered(texts)
    with database(db, write=True, make=True) as connection:
        named = wanted_agency(agency)
        owner = ensure_agency(connection, named) if named else the_agency(connection, None)
        stored = enter(connection, owner.id, texts, actor=actor())
    return _said(stored, _("已登记"))


@app.command(
    **explained(
        "answer",
        _("登记一件申请的答复。答复日期不写是今天；结果写表三的名称、编号或通常的简称。"),
        examples=[
            ("giktui requests answer 2025-018 --result 予以公开", _("今天答复的")),
            (
                "giktui requests answer 2025-019 --result （三）6 --on 2025.3.28 --basis 条例第十六条",
                _("写明日期和依据"),
            ),
        ],
    )
)
def answer_request(
    number: Number,
    *,
    result: Annotated[str, typer.Option("--result", "-r", metavar=_("结果"), help=_("办理结果"))],
    on: Annotated[str | None, typer.Option("--on", metavar=_("日期"), help=_("答复日期"))] = None,
    basis: Annotated[str | None, typer.Option("--basis", metavar=_("依据"), help=_("答复依据"))] = None,
    fee: Annotated[str | None, typer.Option("--fee", metavar=_("元"), help=_("收取的信息处理费"))] = None,
    year: OfYear = None,
    db: Database = None,
    agency: Agency = None,
) -> int:
    """Enter an answer."""
    from giktui.cli.app.reports import database
    from giktui.cli.requests.entering import entered
    from giktui.store import actor
    from giktui.store.register.entering import enter
    from giktui.store.register.rows import the_request

    texts = {"result": result, "answered": on or date.today().isoformat(), "basis": basis, "fee": fee}
    given = {field: text for field, text in texts.items() if text is not None}
    with database(db, write=True) as connection:
        owner = _owner(connection, agency)
        before = the_request(connection, owner.id, number, year)
        if before.request.answered:
            text = _("“{number}”已于 {day} 答复；要改，用 giktui requests settle {number} --set")
            raise GiktuiError(text.format(number=number, day=before.request.answered))
        entered({**before.texts, **given}, only=given)
        stored = enter(connection, owner.id, given, actor=actor(), id=before.id)
    return _said(stored, _("已登记答复"))


@app.command(
    **explained(
        "settle",
        _(
            "弄清一件存疑的申请：用 --set 写明是什么，或 --leave-out 写明理由不计，或 --keep 保留台账里不见了的。"
            "写的只改这里，不改台账文件；再次导入时，台账里那一项没有变，就以这里写的为准。"
        ),
        examples=[
            ("giktui requests settle 2025-018 --set 申请人类型=商业企业", _("写明类型")),
            ("giktui requests settle '#12' --set result=（四）1 --set answered=2025-03-28", _("写明结果和日期")),
            ("giktui requests settle 2025-020 --leave-out 不是信息公开申请", _("不计")),
        ],
    )
)
def settle_request(
    number: Number,
    *,
    values: Annotated[
        list[str] | None, typer.Option("--set", metavar=_("项目=内容"), help=_("写明一项，可以写几次"))
    ] = None,
    reason: Annotated[str | None, typer.Option("--leave-out", metavar=_("理由"), help=_("不计入报告"))] = None,
    back: Annotated[bool, typer.Option("--count", help=_("重新计入报告"))] = False,
    kept: Annotated[bool, typer.Option("--keep", help=_("新的台账里没有，仍然保留"))] = False,
    year: OfYear = None,
    db: Database = None,
    agency: Agency = None,
) -> int:
    """Say what a doubtful request is."""
    from giktui.cli.app.reports import database
    from giktui.cli.requests.entering import fields_given
    from giktui.store import actor
    from giktui.store.register import entering, rows

    given = fields_given(values or ())
    if not given and reason is None and not back and not kept:
        raise GiktuiError(_("没有写要做什么：--set、--leave-out、--count 或 --keep"))
    with database(db, write=True) as connection:
        owner = _owner(connection, agency)
        stored = rows.the_request(connection, owner.id, number, year)
        if given:
            stored = entering.enter(connection, owner.id, given, actor=actor(), id=stored.id)
        if kept:
            entering.keep(connection, stored, actor=actor())
        if reason is not None or back:
            entering.leave_out(connection, stored, None if back else reason, actor=actor())
        (stored,) = rows.requests(connection, owner.id, [stored.id])
    return _said(stored, _("已改"))


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
    from giktui.cli.app.reports import database
    from giktui.cli.requests.printing import filling_json, print_filled, print_filling
    from giktui.store import actor
    from giktui.store.register.counting import counts_sql
    from giktui.store.register.filling import fill, filling
    from giktui.store.register.listing import listed

    if sql:
        output.data(counts_sql())
        return 0
    with database(db, write=not dry_run) as connection:
        owner = _owner(connection, agency)
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


def _owner(connection: "Connection", agency: str | None) -> "StoredAgency":
    from giktui.cli.app.reports import wanted_agency
    from giktui.store import the_agency

    return the_agency(connection, wanted_agency(agency))


def _day(text: str) -> date:
    from giktui.register.dates import as_day

    return as_day(text)


def _said(stored: "Stored", done: str) -> int:
    """Say what a request is now, and what of it is still not certain."""
    from giktui.cli.requests.printing import list_table

    output.line(done)
    list_table([stored], {stored.id: stored.request.doubts}, today=date.today(), names=False)
    return int(bool(stored.request.doubts or stored.vanished) and stored.left_out is None)
