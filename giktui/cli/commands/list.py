"""`giktui list`: which reports there are."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from giktui.cli.app import output
from giktui.cli.app.help import command_app, described
from giktui.cli.app.options import Agency, AsJson, Database
from giktui.i18n import _
from giktui.wording.statuses import status_name

if TYPE_CHECKING:
    from giktui.store import Deletion, Entry

app = command_app("list")


@app.command(
    **described(
        "list",
        _("每份报告一行：机关、年份、格式、状态、修改次数、最近修改的时间。"),
        examples=[
            ("giktui list", _("全部报告")),
            ("giktui list -a 澄湖县人民政府", _("一个机关的")),
            ("giktui list --deleted", _("删除了的：谁在何时为什么删除")),
            ("giktui list --json", _("供脚本使用")),
        ],
    )
)
def list_reports(
    db: Database = None,
    agency: Agency = None,
    deleted: Annotated[bool, typer.Option("--deleted", help=_("列出删除了的报告"))] = False,
    json: AsJson = False,
) -> int:
    """Print every stored report."""
    from giktui.cli.app.reports import database, wanted_agency
    from giktui.store import deletions, entries, local_time, the_agency

    with database(db) as connection:
        name = wanted_agency(agency)
        if deleted:
            _print_deleted(deletions(connection, name), json)
            return 0
        found = entries(connection, the_agency(connection, name).id if name else None)
    if json:
        output.as_json({"reports": [entry_as_json(entry) for entry in found]})
        return 0
    output.table(
        [_("机关"), _("年份"), _("格式"), _("状态"), _("修订"), _("最近修改")],
        [
            (entry.agency, entry.year, entry.form, status_name(entry.status), entry.revision, local_time(entry.updated))
            for entry in found
        ],
        right=[4],
    )
    return 0


def _print_deleted(found: "Sequence[Deletion]", json: bool) -> None:
    from giktui.store import local_time

    if json:
        output.as_json({"deleted": [{k: v for k, v in asdict(one).items() if k != "report"} for one in found]})
        return
    output.table(
        [_("机关"), _("年份"), _("删除人"), _("时间"), _("理由")],
        [(one.agency, one.year, one.actor, local_time(one.time), one.reason) for one in found],
    )


def entry_as_json(entry: "Entry") -> Mapping[str, object]:
    """A stored report without its content, as `--json` has it."""
    return {
        "agency": entry.agency,
        "year": entry.year,
        "form": entry.form,
        "status": entry.status,
        "revision": entry.revision,
        "updated": entry.updated,
        "submitted_by": entry.submitted_by,
        "submitted_at": entry.submitted_at,
    }
