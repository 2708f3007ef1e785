"""`giktui keys`: the actions of the full-screen app, their ids and keys."""

import typer

from giktui.cli.app import output
from giktui.cli.app.full_screen import LIST_KEYS
from giktui.cli.app.help import command_app, described
from giktui.cli.app.options import AsJson
from giktui.i18n import _

app = command_app("keys")


@app.command(
    **described(
        "keys",
        _(
            "每个操作一行：名称、按键、作用。在设置文件夹的 keymap.toml 里可以改键，如 "
            '"report.next_finding" = ["f3", "n"]。退出码：1 表示 keymap.toml 里有写错的。'
        ),
        examples=[("giktui keys", _("全部操作")), ("giktui keys --json", _("供脚本使用"))],
    )
)
def keys(ctx: typer.Context, json: AsJson = False) -> int:
    """Print every action."""
    rows, troubles = ctx.meta[LIST_KEYS]()
    for trouble in troubles:
        output.message(f"giktui: {trouble}")
    if json:
        output.as_json({"actions": [{"id": id, "keys": keys.split("  "), "name": name} for id, keys, name in rows]})
    else:
        output.table([_("名称"), _("按键"), _("作用")], rows)
    return int(bool(troubles))
