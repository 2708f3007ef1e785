"""`giktui requests add`, `answer`, `settle`: one request entered, answered, and made certain."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from giktui.cli.app import output
from giktui.cli.app.help import explained
from giktui.cli.app.options import Agency, Database
from giktui.cli.requests.options import Number, OfYear
from giktui.errors import GiktuiError
from giktui.i18n import _

if TYPE_CHECKING:
    from giktui.store.register.rows import Stored


def add_to(app: typer.Typer) -> None:
    """Put the commands below `giktui requests`."""
    app.command(
        **explained(
            "add",
            _("登记一件申请。收到日期不写是今天；类型写自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他。"),
            examples=[
                ("giktui requests add 2025-018 --kind 自然人 --channel 网络", _("今天收到的")),
                (
                    "giktui requests add 2025-019 --kind 公司 --received 2025.3.4 --content 规划文件",
                    _("写明日期和内容"),
                ),
            ],
        )
    )(add_request)
    app.command(
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
    )(answer_request)
    app.command(
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
    )(settle_request)


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
    from giktui.cli.app.reports import database, wanted_agency
    from giktui.cli.requests.entering import entered
    from giktui.store import actor, the_agency
    from giktui.store.register.entering import enter
    from giktui.store.register.rows import the_request

    texts = {"result": result, "answered": on or date.today().isoformat(), "basis": basis, "fee": fee}
    given = {field: text for field, text in texts.items() if text is not None}
    with database(db, write=True) as connection:
        owner = the_agency(connection, wanted_agency(agency))
        before = the_request(connection, owner.id, number, year)
        if before.request.answered:
            text = _("“{number}”已于 {day} 答复；要改，用 giktui requests settle {number} --set")
            raise GiktuiError(text.format(number=number, day=before.request.answered))
        entered({**before.texts, **given}, only=given)
        stored = enter(connection, owner.id, given, actor=actor(), id=before.id)
    return _said(stored, _("已登记答复"))


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
    from giktui.cli.app.reports import database, wanted_agency
    from giktui.cli.requests.entering import fields_given
    from giktui.store import actor, the_agency
    from giktui.store.register import entering, rows

    given = fields_given(values or ())
    if not given and reason is None and not back and not kept:
        raise GiktuiError(_("没有写要做什么：--set、--leave-out、--count 或 --keep"))
    with database(db, write=True) as connection:
        owner = the_agency(connection, wanted_agency(agency))
        stored = rows.the_request(connection, owner.id, number, year)
        if given:
            stored = entering.enter(connection, owner.id, given, actor=actor(), id=stored.id)
        if kept:
            entering.keep(connection, stored, actor=actor())
        if reason is not None or back:
            entering.leave_out(connection, stored, None if back else reason, actor=actor())
        (stored,) = rows.requests(connection, owner.id, [stored.id])
    return _said(stored, _("已改"))


def _said(stored: "Stored", done: str) -> int:
    """Say what a request is now, and what of it is still not certain."""
    from giktui.cli.requests.printing import list_table

    output.line(done)
    list_table([stored], {stored.id: stored.request.doubts}, today=date.today(), names=False)
    return int(bool(stored.request.doubts or stored.vanished) and stored.left_out is None)
