"""`giktui submit YEAR`: locks a report that has nothing open, or all of them."""

from typing import TYPE_CHECKING, Annotated

import typer

from giktui.cli.app import output
from giktui.cli.app.asking import agreed
from giktui.cli.app.help import command_app, described
from giktui.cli.app.options import Agency, Database, Year
from giktui.errors import GiktuiError
from giktui.i18n import _

if TYPE_CHECKING:
    from giktui.store import Connection

app = command_app("submit")

_NAMED = 20
"""So many reports that cannot be submitted are named."""


@app.command(
    **described(
        "submit",
        _(
            "有错误、或有未说明理由的“须说明”问题时拒绝。提交后报告锁定，不能再改；要改先 giktui reopen。"
            "--all 提交该年所有没有问题的草稿，列出其余的。"
        ),
        examples=[
            ("giktui submit 2024", _("提交 2024 年的报告")),
            ("giktui submit 2024 --all -a 澄湖县人民政府", _("一个政府和它下级的全部草稿")),
        ],
    )
)
def submit(
    year: Year,
    *,
    every: Annotated[bool, typer.Option("--all", help=_("所有机关（写了 --agency 则是它和它的下级）"))] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=_("不再询问"))] = False,
    db: Database = None,
    agency: Agency = None,
) -> int:
    """Lock the report of `year`, or all that can be."""
    from giktui.cli.app.reports import database, stored
    from giktui.store import actor
    from giktui.store import submit as lock

    with database(db, write=True) as connection:
        if every:
            return _submit_all(connection, year, agency, yes=yes)
        entry = stored(connection, agency, year)
        lock(connection, entry.id, actor=actor())
    output.line(_("{agency}{year}年的报告已提交并锁定。").format(agency=entry.agency, year=year))
    return 0


def _submit_all(db: "Connection", year: int, agency: str | None, *, yes: bool) -> int:
    from giktui.cli.app.progress import progress
    from giktui.cli.app.reports import wanted_agency
    from giktui.store import actor
    from giktui.store import submit as lock
    from giktui.store.analysis.status import status

    drafts = [one.entry for one in status(db, year, wanted_agency(agency)) if one.entry and not one.entry.locked]
    if not drafts:
        output.message(_("{year} 年没有未提交的报告").format(year=year))
        return 0
    if not agreed(_("提交 {n} 份报告中没有问题的？").format(n=len(drafts)), yes=yes):
        return 1
    refused: list[str] = []
    for entry in progress(drafts, len(drafts), _("提交")):
        try:
            lock(db, entry.id, actor=actor())
        except GiktuiError as error:
            refused.append(f"{entry.agency}  {error.args[0]}")
    output.message(_("已提交 {n} 份").format(n=len(drafts) - len(refused)))
    for line in refused[:_NAMED]:
        output.line(line)
    if len(refused) > _NAMED:
        output.line(_("另有 {n} 份").format(n=len(refused) - _NAMED))
    return int(bool(refused))
