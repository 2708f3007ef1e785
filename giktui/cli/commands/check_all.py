"""`giktui check --all`: every stored report, counted by agency."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from giktui.checks import severity_name, severity_order
from giktui.cli.app import output
from giktui.cli.app.progress import progress
from giktui.cli.app.reports import database
from giktui.form import Severity
from giktui.i18n import _


def check_all(db: Path | None, agency: str | None, years: Sequence[int], fail_on: Severity, *, json: bool) -> int:
    """Print how many findings each report has, the worst first; 1 if one is at or above `fail_on`.

    Of one agency and of some years, if they are given. Only the counts are kept while going through the reports, and
    those of reports in which nothing has changed are still known from the last time.
    """
    from giktui.store import each_entry, the_agency
    from giktui.store.analysis.finding_counts import counted
    from giktui.store.reports.index import how_many

    rows: list[tuple[tuple[int, ...], str, int]] = []
    with database(db, remember=True) as connection:
        owner = the_agency(connection, agency).id if agency else None
        chosen: Sequence[int | None] = years or [None]
        total = sum(how_many(connection, owner, year) for year in chosen)
        found = (entry for year in chosen for entry in each_entry(connection, owner, year))
        with closing(counted(connection, found)) as counting:
            for entry, counts in progress(counting, total, _("检查")):
                numbers = (counts.errors, counts.soft, counts.warnings, counts.infos)
                rows.append((numbers, entry.agency, entry.year))
    rows.sort(key=lambda row: (tuple(-n for n in row[0]), row[1], row[2]))
    if json:
        reports = [
            {"agency": agency, "year": year, "counts": dict(zip(severity_order, numbers, strict=True))}
            for numbers, agency, year in rows
        ]
        output.as_json({"reports": reports})
    else:
        heads = [_("机关"), _("年份"), *(severity_name(severity) for severity in severity_order)]
        output.table(heads, [(agency, year, *numbers) for numbers, agency, year in rows], right=[2, 3, 4, 5])
    worst = severity_order.index(fail_on) + 1
    return int(any(any(numbers[:worst]) for numbers, _agency, _year in rows))
