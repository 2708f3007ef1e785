"""`giktui watch`: what has become of the pages that reports were read from."""

from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated

import typer

from giktui.cli.app import output
from giktui.cli.app.help import command_app, described
from giktui.cli.app.options import AsJson, Database
from giktui.cli.app.reports import database
from giktui.i18n import _

if TYPE_CHECKING:
    from giktui.store.reports.watching import Watched

app = command_app("watch")


@app.command(
    **described(
        "watch",
        _(
            "把读入过的网址再取一遍，与当时存下的文件比较：发布后改了哪些数字、哪些文字，哪些已经不在、换了地址。"
            "库中的报告不变；要采用新的内容，用 giktui import 网址 --replace。"
            "\n\n退出码：0 都没有变，1 有变动、不在或读不到的。"
        ),
        examples=[
            ("giktui watch", _("所有读入过的网址")),
            ("giktui watch --agency 澄湖县人民政府", _("一个机关的")),
            ("giktui watch --json", _("供脚本使用")),
        ],
    )
)
def watch(
    *,
    agency: Annotated[
        str | None, typer.Option("--agency", "-a", metavar=_("机关"), help=_("只看这个机关的；不写时是全部"))
    ] = None,
    json: AsJson = False,
    db: Database = None,
) -> int:
    """Fetch and compare, telling of each address."""
    from giktui.store import the_agency
    from giktui.store.reports.documents import addresses
    from giktui.store.reports.watching import watched
    from giktui.web.client import Client
    from giktui.web.hosts import host_of

    with database(db) as connection, ExitStack() as closed:
        known = addresses(connection, the_agency(connection, agency).id if agency else None)
        if not known and not json:
            output.message(_("库中没有从网上读入的报告。用 giktui import 网址 读入。"))
            return 0
        client = closed.enter_context(Client(frozenset(map(host_of, known))))
        found: list[Watched] = []
        for one in watched(connection, known, client):
            found.append(one)
            if not json:
                _tell(one)
    if json:
        output.as_json({"addresses": [_as_json(one) for one in found]})
    return int(any(one.state != "same" for one in found))


def _tell(one: "Watched") -> None:
    said = {
        "same": _("未变"),
        "changed": _("已改"),
        "moved": _("已移"),
        "missing": _("不在"),
        "failed": _("读不到"),
    }[one.state]
    output.line("  ".join(part for part in (said, one.address, one.message) if part))
    for change in one.changes:
        output.line(f"        {change}")


def _as_json(one: "Watched") -> dict[str, object]:
    return {"url": one.address, "state": one.state, "message": one.message, "changes": list(one.changes)}
