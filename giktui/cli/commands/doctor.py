"""`giktui doctor`: is the database sound, and are terminal and locale fit for Chinese."""

from collections.abc import Mapping

from giktui.cli.app import output
from giktui.cli.app.help import command_app, described
from giktui.cli.app.options import AsJson, Database
from giktui.i18n import _

app = command_app("doctor")

_MANY = 500
"""Fewer reports than that are gone through before a bar would be seen."""


@app.command(
    **described(
        "doctor",
        _("检查数据库是否完好、版本是否相符，终端和语言环境能否显示中文。退出码：0 都正常，1 有不正常的。"),
        examples=[("giktui doctor", _("检查")), ("giktui doctor --db 备份.db", _("检查一个备份"))],
    )
)
def doctor(db: Database = None, json: AsJson = False) -> int:
    """Print what is in order and what is not."""
    from giktui.cli.app.progress import progress
    from giktui.cli.app.terminal import terminal_checks
    from giktui.store import default_path, diagnose

    found = diagnose(db or default_path(), lambda each, total: progress(each, total, _("核对"), least=_MANY))
    checks = [*found, *terminal_checks()]
    if json:
        listed: list[Mapping[str, object]] = [
            {"name": check.name, "ok": check.ok, "message": check.message, "advice": check.advice} for check in checks
        ]
        output.as_json({"checks": listed})
    else:
        for check in checks:
            output.line(f"{_('正常') if check.ok else _('不正常')}  {check.name}: {check.message}")
            if check.advice and not check.ok:
                output.line(f"      {check.advice}")
    return 0 if all(check.ok for check in checks) else 1
