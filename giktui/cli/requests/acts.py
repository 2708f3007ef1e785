"""`giktui requests history`, `undo`, `redo`: what was done to a request; the latest act taken back, and done again."""

from typing import TYPE_CHECKING, Annotated

import typer

from giktui.cli.app import output
from giktui.cli.app.help import explained
from giktui.cli.app.options import Agency, AsJson, Database
from giktui.cli.requests.options import Number, OfYear
from giktui.errors import GiktuiError
from giktui.i18n import _

if TYPE_CHECKING:
    from giktui.store.register.acts import Act

_HIDDEN = "……"


def add_to(app: typer.Typer) -> None:
    """Put the commands below `giktui requests`."""
    app.command(
        **explained(
            "history",
            _(
                "一件申请的历史：何时由谁登记、导入，哪一项由什么改为什么，最近的在前。"
                "姓名、内容和备注要 --names 才显示。"
            ),
            examples=[
                ("giktui requests history 2025-018", _("这一件的来历")),
                ("giktui requests history '#12' --names", _("没有编号的，连同姓名和内容")),
            ],
        )
    )(history)
    app.command(
        **explained(
            "undo",
            _(
                "撤销台账最近一次改动：导入的一份台账、登记、答复、弄清。改过的恢复原样；新增的移去，"
                "其间有人改过的留下、不计入报告。最近的改动是别人的，就说出是谁的，加 --anyone 才撤销。"
            ),
            examples=[
                ("giktui requests undo", _("撤销自己最近一次改动")),
                ("giktui requests undo --anyone", _("不论是谁改的")),
            ],
        )
    )(undo)
    app.command(
        **explained(
            "redo",
            _("恢复刚撤销的台账改动。撤销之后又有别的改动，就不能再恢复了；是别人撤销的，加 --anyone 才恢复。"),
            examples=[
                ("giktui requests redo", _("恢复自己刚撤销的改动")),
                ("giktui requests redo --anyone", _("不论是谁撤销的")),
            ],
        )
    )(redo)


def history(
    number: Number,
    *,
    year: OfYear = None,
    names: Annotated[bool, typer.Option("--names", help=_("连同申请人和申请内容"))] = False,
    json: AsJson = False,
    db: Database = None,
    agency: Agency = None,
) -> int:
    """Print what was done to one request."""
    from giktui.cli.app.reports import database, wanted_agency
    from giktui.register.heads import field_names
    from giktui.store import local_time, the_agency
    from giktui.store.register.acts import request_history
    from giktui.store.register.importing import ANONYMOUS
    from giktui.store.register.rows import the_request
    from giktui.wording.origins import origin_name

    with database(db) as connection:
        owner = the_agency(connection, wanted_agency(agency))
        request = the_request(connection, owner.id, number, year)
        found = request_history(connection, request.id)
    shown = {"", "left_out", "vanished", *ANONYMOUS}

    def told(field: str, text: str) -> str:
        return text if names or field in shown or not text else _HIDDEN

    if json:
        changes = [
            {
                "time": one.time,
                "actor": one.actor,
                "origin": one.origin,
                "field": one.field,
                "old": told(one.field, one.old),
                "new": told(one.field, one.new),
            }
            for one in found
        ]
        output.as_json({"agency": owner.name, "id": request.id, "number": request.shown, "changes": changes})
        return 0
    words = {**field_names(), "": "", "left_out": _("不计"), "vanished": _("台账里没有")}
    heads = [_("时间"), _("谁"), _("方式"), _("项目"), _("原为"), _("改为")]
    lines = [
        (
            local_time(one.time),
            one.actor,
            origin_name(one.origin),
            words.get(one.field, one.field.lstrip("*?")),
            told(one.field, one.old),
            told(one.field, one.new),
        )
        for one in found
    ]
    output.table(heads, lines)
    return 0


def undo(
    *,
    anyone: Annotated[bool, typer.Option("--anyone", help=_("别人的改动也撤销"))] = False,
    db: Database = None,
    agency: Agency = None,
) -> int:
    """Take the latest act back, and say what that did."""
    from giktui.cli.app.reports import database, wanted_agency
    from giktui.store import actor, the_agency
    from giktui.store.register.acts import last_act, take_back

    with database(db, write=True) as connection:
        owner = the_agency(connection, wanted_agency(agency))
        latest = last_act(connection, owner.id)
        if latest is None:
            raise GiktuiError(_("{agency}的台账：没有可撤销的改动。").format(agency=owner.name))
        own = latest if anyone else last_act(connection, owner.id, actor())
        if own is None:
            text = _("{agency}的台账最近一次改动是 {actor} 在 {time} 所做：{what}。仍要撤销请加 --anyone。")
            raise GiktuiError(text.format(agency=owner.name, **_told(latest)))
        done = take_back(connection, owner.id, own, actor=actor())
    text = _("已撤销 {actor} 在 {time} 的改动（{what}）：移去 {removed} 件，恢复 {restored} 件")
    output.line(text.format(**_told(own), removed=done.removed, restored=done.restored))
    return 0


def redo(
    *,
    anyone: Annotated[bool, typer.Option("--anyone", help=_("别人撤销的也恢复"))] = False,
    db: Database = None,
    agency: Agency = None,
) -> int:
    """Do again what was taken back last, and say what that did."""
    from giktui.cli.app.reports import database, wanted_agency
    from giktui.store import actor, the_agency
    from giktui.store.register.acts import do_again, last_undone

    with database(db, write=True) as connection:
        owner = the_agency(connection, wanted_agency(agency))
        undone = last_undone(connection, owner.id)
        if undone is None:
            raise GiktuiError(_("{agency}的台账：没有可恢复的改动。").format(agency=owner.name))
        if undone.actor != actor() and not anyone:
            text = _("{agency}的台账最近一次撤销是 {actor} 在 {time} 所做：{what}。仍要恢复请加 --anyone。")
            raise GiktuiError(text.format(agency=owner.name, **_told(undone)))
        done = do_again(connection, owner.id, undone, actor=actor())
    text = _("已恢复 {actor} 在 {time} 撤销的改动（{what}）：添回 {added} 件，改回 {restored} 件")
    output.line(text.format(**_told(undone), added=done.added, restored=done.restored))
    return 0


def _told(act: "Act") -> dict[str, str]:
    """An act in words: by whom, when, and what it was."""
    from giktui.store import local_time
    from giktui.wording.origins import origin_name

    what = " ".join(filter(None, (origin_name(act.origin), act.detail)))
    return {"actor": act.actor, "time": local_time(act.time), "what": what}
