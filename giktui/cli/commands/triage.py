"""`giktui triage YEAR`: which reports to look at first, and why."""

from typing import TYPE_CHECKING, Annotated

import typer

from giktui.cli.app import output
from giktui.cli.app.help import command_app, described
from giktui.cli.app.options import Agency, AsJson, Database, Year
from giktui.i18n import _
from giktui.wording.severities import SEVERITIES, severity_name

if TYPE_CHECKING:
    from giktui.store.analysis.triage import Standing

app = command_app("triage")

_SHOWN = 50


@app.command(
    **described(
        "triage",
        _(
            "按看一眼最可能有所发现的次序列出：先是有错误的、须说明的，"
            "再是数字与同级、同规模的机关相差很远的（占比、增幅的稳健 z 值在 3.5 以上），并说明差在哪里。"
        ),
        examples=[
            ("giktui triage 2025", _("一年的报告，前 50 份")),
            ("giktui triage 2025 -a 澄湖县人民政府 --top 150", _("一个政府的下级")),
        ],
    )
)
def triage(
    year: Year,
    *,
    top: Annotated[
        int, typer.Option("--top", min=0, max=10**9, metavar=_("数目"), help=_("列出多少份，0 为全部；默认 50"))
    ] = _SHOWN,
    json: AsJson = False,
    db: Database = None,
    agency: Agency = None,
) -> int:
    """Print the reports of `year` in the order in which to look at them."""
    from giktui.cli.app.reports import database, wanted_agency
    from giktui.store.analysis.triage import triage as ranked

    with database(db, remember=True) as connection:
        found = ranked(connection, year, wanted_agency(agency))
    shown = found[:top] if top else found
    if json:
        output.as_json({"year": year, "reports": [_as_json(one) for one in shown]})
        return 0
    heads = [_("机关"), *map(severity_name, SEVERITIES[:3]), _("与同类相差")]
    rows = [
        (
            one.entry.agency,
            one.counts.errors,
            one.counts.soft,
            one.counts.warnings,
            _("；").join(unlike.text for unlike in one.unlike[:2]),
        )
        for one in shown
    ]
    output.table(heads, rows, right=[1, 2, 3])
    return 0


def _as_json(one: "Standing") -> dict[str, object]:
    return {
        "agency": one.entry.agency,
        "errors": one.counts.errors,
        "soft": one.counts.soft,
        "warnings": one.counts.warnings,
        "unlike": [unlike.as_json() for unlike in one.unlike],
    }
