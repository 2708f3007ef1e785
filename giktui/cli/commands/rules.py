"""`giktui rules …`: what this database sets otherwise than the catalogue of rules."""

from typing import Annotated

import typer

from giktui.cli.app import catalogue, output
from giktui.cli.app.help import Group, command_app, explained
from giktui.cli.app.options import AsJson, Database
from giktui.errors import GiktuiError
from giktui.i18n import _

app = command_app("rules", cls=Group)


@app.callback(help=_("{summary}。").format(summary=catalogue.commands()["rules"].summary))
def rules(ctx: typer.Context, db: Database = None) -> None:
    """Hand the database on to the command below."""
    ctx.default_map = {str(ctx.invoked_subcommand): {"db": db}}


@app.command(
    **explained(
        "list",
        _("列出各条规则的级别、各个界限和期限，以及本库改过的。--changed 只列改过的。"),
        examples=[
            ("giktui rules list", _("全部")),
            ("giktui rules list --changed", _("本库改过的")),
            ("giktui rules list --json", _("供脚本使用")),
        ],
    )
)
def list_rules(
    *,
    changed: Annotated[bool, typer.Option("--changed", help=_("只列本库改过的"))] = False,
    json: AsJson = False,
    db: Database = None,
) -> int:
    """Print every rule with its severity and every threshold with its value."""
    from giktui.checks.settings import level_name, names, title_of, usual
    from giktui.cli.app.reports import database
    from giktui.store.analysis.rule_settings import rule_settings, version

    with database(db) as connection:
        texts = rule_settings(connection).texts
        made_with = version(connection)
    wanted = [name for name in names() if not changed or name in texts]
    if json:
        listed = [
            {"name": name, "title": title_of(name), "value": texts.get(name, usual(name)), "usual": usual(name)}
            for name in wanted
        ]
        output.as_json({"rules_version": made_with, "rules": listed})
        return 0
    rows = []
    for name in wanted:
        value = texts.get(name, usual(name))
        shown = level_name(value) if name.isupper() else value
        own = level_name(usual(name)) if name.isupper() else usual(name)
        rows.append((name, shown, _("原 {usual}").format(usual=own) if name in texts else "", title_of(name)))
    output.table([_("名称"), _("现在是"), _("改动"), _("说明")], rows)
    return 0


@app.command(
    **explained(
        "set",
        _(
            "设置一条规则的级别（error、soft、warning、info，off 是不查），或者一个界限、期限。"
            "改动随这个数据库，列出问题时会写明，也写进打包的文件。"
        ),
        examples=[
            ("giktui rules set PL-JUMP off", _("不查大幅变动")),
            ("giktui rules set jump_factor 5", _("五倍以上才提出")),
            ("giktui rules set deadline 02-20", _("本地的报送期限")),
        ],
    )
)
def set_one(
    name: Annotated[str, typer.Argument(metavar=_("名称"), help=_("规则编号，或 rules list 列出的界限"))],
    value: Annotated[str, typer.Argument(metavar=_("值"), help=_("级别、数，或月-日"))],
    *,
    db: Database = None,
) -> int:
    """Set a rule or a threshold."""
    from giktui.checks.settings import setting_words
    from giktui.cli.app.reports import database
    from giktui.store import actor
    from giktui.store.analysis.rule_settings import set_rule

    with database(db, write=True, make=True) as connection:
        stored = set_rule(connection, name, value, actor=actor())
    output.line(_("已设置：{what}").format(what=setting_words(*stored)))
    return 0


@app.command(
    **explained(
        "reset",
        _("恢复一条规则或一个界限；--all 全部恢复。"),
        examples=[("giktui rules reset PL-JUMP", _("一条")), ("giktui rules reset --all", _("全部"))],
    )
)
def reset(
    name: Annotated[str | None, typer.Argument(metavar=_("名称"), help=_("规则编号或界限"), show_default=False)] = None,
    *,
    every: Annotated[bool, typer.Option("--all", help=_("全部恢复"))] = False,
    db: Database = None,
) -> int:
    """Take settings back."""
    from giktui.cli.app.reports import database
    from giktui.store.analysis.rule_settings import reset_rule

    if (name is None) != every:
        raise GiktuiError(_("请写一个名称，或用 --all 全部恢复"))
    with database(db, write=True) as connection:
        count = reset_rule(connection, name)
    if not count:
        raise GiktuiError(_("没有改过 {name}").format(name=name) if name else _("没有改过任何设置"))
    output.line(_("已恢复：{n}").format(n=count))
    return 0
