"""`giktui agency …`: the tree of agencies."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from giktui.cli.app import catalogue, completion, output
from giktui.cli.app.asking import agreed, on_a_terminal
from giktui.cli.app.help import Group, command_app, explained
from giktui.cli.app.options import AsJson, Database, parse_day
from giktui.i18n import _

if TYPE_CHECKING:
    from giktui.store import Agency

app = command_app("agency", cls=Group)

Yes = Annotated[bool, typer.Option("--yes", "-y", help=_("不再询问"))]
Name = Annotated[
    str, typer.Argument(metavar=_("机关"), autocompletion=completion.agencies, help=_("机关的名称，或它的别名"))
]


def parse_share(text: str) -> Decimal:
    """A part of a whole: 0.6."""
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise typer.BadParameter(_("“{text}”不是数，应如 0.6").format(text=text)) from error


Parent = Annotated[
    str | None, typer.Option("--parent", metavar=_("机关"), autocompletion=completion.agencies, help=_("上级机关"))
]


@app.callback(help=_("{summary}。").format(summary=catalogue.commands()["agency"].summary))
def agency(ctx: typer.Context, db: Database = None) -> None:
    """Hand the database on to the command below."""
    ctx.default_map = {str(ctx.invoked_subcommand): {"db": db}}


@app.command(
    **explained(
        "list",
        _("按上下级列出机关，以及层级、报告份数和别名。"),
        examples=[("giktui agency list", _("全部机关")), ("giktui agency list --json", _("供脚本使用"))],
    )
)
def list_agencies(db: Database = None, json: AsJson = False) -> int:
    """Print the tree of agencies."""
    from giktui.cli.app.reports import database
    from giktui.store import all_agencies, each_entry, may_make_rules, other_names

    with database(db) as connection:
        known = all_agencies(connection)
        names = {one.id: other_names(connection, one.id) for one in known}
        years: dict[int, list[int]] = {}
        for entry in each_entry(connection):
            years.setdefault(entry.agency_id, []).append(entry.year)
    by_id = {one.id: one for one in known}
    if json:
        listed: list[Mapping[str, object]] = [
            {
                "name": one.name,
                "parent": by_id[one.parent].name if one.parent is not None else None,
                "level": one.level,
                "makes_rules": may_make_rules(one),
                "other_names": names[one.id],
                "years": years.get(one.id, []),
            }
            for one in known
        ]
        output.as_json({"agencies": listed})
        return 0
    heads = [_("机关"), _("层级"), _("规章"), _("报告"), _("别名")]
    output.table(heads, [_row(one, by_id, len(years.get(one.id, [])), names[one.id]) for one in known], right=[3])
    return 0


def _row(one: "Agency", by_id: Mapping[int, "Agency"], reports: int, names: list[str]) -> tuple[object, ...]:
    from giktui.store import may_make_rules

    depth, above = 0, one.parent
    while above is not None:
        depth, above = depth + 1, by_id[above].parent
    rules = {True: _("可制定"), False: _("不可"), None: ""}[may_make_rules(one)]
    return ("  " * depth + one.name, one.level, rules, reports, _("、").join(names))


@app.command(
    **explained(
        "add",
        _("添加机关；已经有的，改动写出的各项。不写层级时按名称推断。"),
        examples=[
            ("giktui agency add 澄湖县司法局 --parent 澄湖县人民政府", _("添加一个部门")),
            ("giktui agency add 澄湖县人民政府 --level 县 --also 澄湖县政府", _("写明层级和别名")),
        ],
    )
)
def add(
    name: Annotated[str, typer.Argument(metavar=_("名称"), help=_("机关的全称"))],
    *,
    parent: Parent = None,
    level: Annotated[str | None, typer.Option("--level", metavar=_("层级"), help=_("省、市、县、乡 或 部门"))] = None,
    rules: Annotated[bool | None, typer.Option("--rules/--no-rules", help=_("能否制定规章；不写时按层级判断"))] = None,
    also: Annotated[
        list[str] | None, typer.Option("--also", metavar=_("别名"), help=_("导入时也认的名称；可以重复"))
    ] = None,
    db: Database = None,
) -> int:
    """Add an agency, or change one."""
    from giktui.cli.app.reports import database
    from giktui.store import ensure_agency

    with database(db, write=True, make=True) as connection:
        made = ensure_agency(connection, name, parent=parent, level=level, makes_rules=rules, other_names=also or ())
    output.line(" ".join(part for part in (made.name, made.level) if part))
    return 0


@app.command(
    **explained(
        "move",
        _("把机关移到另一个上级之下；不写上级则移到最上层。"),
        examples=[("giktui agency move 澄湖县司法局 --parent 澄湖县人民政府", _("改上级"))],
    )
)
def move(name: Name, *, parent: Parent = None, db: Database = None) -> int:
    """Put an agency under another."""
    from giktui.cli.app.reports import database
    from giktui.store import move_agency

    with database(db, write=True) as connection:
        moved = move_agency(connection, name, parent)
    output.line(_("{name} → {parent}").format(name=moved.name, parent=parent or _("最上层")))
    return 0


@app.command(
    **explained(
        "rename",
        _("给机关改名；原名留作别名，历年报告和历史不变。"),
        examples=[("giktui agency rename 澄湖县外事办 澄湖县外事办公室", _("改名"))],
    )
)
def rename(
    name: Name,
    new: Annotated[str, typer.Argument(metavar=_("新名"), help=_("新的全称"))],
    *,
    db: Database = None,
) -> int:
    """Give an agency another name."""
    from giktui.cli.app.reports import database
    from giktui.store import rename_agency

    with database(db, write=True) as connection:
        renamed = rename_agency(connection, name, new)
    output.line(_("{name} → {new}").format(name=name, new=renamed.name))
    return 0


@app.command(
    **explained(
        "succeed",
        _(
            "机构改革：新机关由哪些机关合并、分出而来。前身的历年报告不动；"
            "从改革那一年起，新机关的上年结转、比较、趋势、汇总接着前身算，前身不再算作未报。"
        ),
        examples=[
            (
                "giktui agency succeed 科工局 --from 科技局 --from 工信局 --on 2024-05-01",
                _("两个机关合并为一个"),
            ),
            ("giktui agency succeed 文旅局 --from 文广局 --share 0.6 --on 2024-01-01", _("分出的一个，占六成")),
        ],
    )
)
def succeed(
    new: Annotated[str, typer.Argument(metavar=_("新机关"), help=_("接续的机关；没有则添加"))],
    *,
    old: Annotated[list[str], typer.Option("--from", metavar=_("机关"), help=_("前身；有几个就写几次"))],
    day: Annotated[date, typer.Option("--on", metavar=_("日期"), parser=parse_day, help=_("改革的日期"))],
    share: Annotated[
        Decimal,
        typer.Option("--share", metavar=_("份额"), parser=parse_share, help=_("前身的几成归它，如 0.6；默认全部")),
    ] = Decimal(1),
    goes_on: Annotated[bool, typer.Option("--goes-on", help=_("前身继续存在，仍要报告"))] = False,
    db: Database = None,
) -> int:
    """Write down a reform."""
    from giktui.cli.app.reports import database
    from giktui.store import actor
    from giktui.store.agencies.lineage import succeed as take_over

    with database(db, write=True) as connection:
        agency = take_over(connection, new, old, day=day, actor=actor(), share=share, ends=not goes_on)
    output.line(_("{new}接续{old}（{day}）").format(new=agency.name, old=_("、").join(old), day=day.isoformat()))
    return 0


@app.command(
    **explained(
        "remove",
        _("移除没有报告、没有下级的机关；有报告时先用 giktui delete 删除。"),
        examples=[("giktui agency remove 澄湖县外事办", _("移除误建的机关"))],
    )
)
def remove(name: Name, *, db: Database = None) -> int:
    """Take an agency out."""
    from giktui.cli.app.reports import database
    from giktui.store import remove_agency

    with database(db, write=True) as connection:
        removed = remove_agency(connection, name)
    output.line(_("已移除 {name}").format(name=removed))
    return 0


@app.command(
    **explained(
        "merge",
        _(
            "两个名称其实是一个机关时合并：报告、别名、下级都归前一个，历史不变；两边有同一年的报告时拒绝。"
            "像是机构改革的（名称不同，一个报到哪年，另一个才开始报）先问。"
        ),
        examples=[
            ("giktui agency merge 澄湖县人民政府 澄湖县政府", _("把后一个并入前一个")),
            ("giktui agency merge 澄湖县文旅局 澄湖县旅游局 --yes", _("确是一个机关改了名")),
        ],
    )
)
def merge(
    name: Name,
    other: Annotated[str, typer.Argument(metavar=_("并入的"), help=_("并入前一个的机关；它的名称成为别名"))],
    *,
    yes: Yes = False,
    db: Database = None,
) -> int:
    """Make one agency of two."""
    from giktui.cli.app.reports import database
    from giktui.store import actor
    from giktui.store.agencies.merging import looks_like_reform, merge_agencies

    with database(db, write=True) as connection:
        if (doubt := looks_like_reform(connection, name, other)) and not yes:
            output.message(doubt + _("如果确是一个机关，请加 --yes。"))
            if not (on_a_terminal() and agreed(_("仍然当作一个机关合并？"), yes=False)):
                return 1
        merged = merge_agencies(connection, name, other, actor=actor())
    years = _("、").join(map(str, merged.years)) or _("没有报告")
    output.line(_("{other} → {name}（{years}）").format(other=other, name=merged.agency.name, years=years))
    return 0


@app.command(
    **explained(
        "import",
        _(
            "从表格（CSV、Excel）录入机关树。表头：名称、上级、层级、规章（是或否）、别名（用顿号分开），只有名称必须有，"
            "各列、各行的次序不限。已有的机关按表中写明的改动；有一处不对就全部不改。"
        ),
        examples=[
            ("giktui agency import 机关.csv --dry-run", _("先看会改动什么")),
            ("giktui agency import 机关.csv", _("照表录入")),
        ],
    )
)
def import_list(
    path: Annotated[Path, typer.Argument(metavar=_("文件"), help=_("机关表"))],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("只看会改动什么，不保存"))] = False,
    json: AsJson = False,
    db: Database = None,
) -> int:
    """Enter the tree of agencies from a table."""
    from giktui.cli.app.reports import database, database_or_scratch
    from giktui.store.agencies.table import import_agencies

    with database_or_scratch(db, write=False) if dry_run else database(db, write=True, make=True) as connection:
        changes = import_agencies(connection, path, dry_run=dry_run)
    added = [change.after.name for change in changes if change.before is None]
    changed = [change.after.name for change in changes if change.before is not None and not change.empty]
    same = len(changes) - len(added) - len(changed)
    if json:
        output.as_json({"added": added, "changed": changed, "unchanged": same, "saved": not dry_run})
        return 0
    for said, names in ((_("新增"), added), (_("改动"), changed)):
        for one in names:
            output.line(f"{said}  {one}")
    text = _("新增 {added}，改动 {changed}，不变 {same}") + (_("（没有保存）") if dry_run else "")
    output.line(text.format(added=len(added), changed=len(changed), same=same))
    return 0
