"""`giktui diff --all-agencies OLD NEW`: two years of every agency, a line each."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

from giktui.cli.app import output
from giktui.cli.app.reports import database
from giktui.diff.overview import AgencyLine, overview
from giktui.diff.overview_text import Years, render_overview
from giktui.form import form_for_year
from giktui.report import Report
from giktui.store import Connection

_LARGE = Decimal(50)
"""Per cent from which a change counts as large, unless --threshold says otherwise."""


def diff_agencies(db: Path | None, old: int, new: int, *, format: str, threshold: Decimal | None) -> int:
    """Print a line for each agency that reported on either year; 1 if anything differs or is lacking."""
    differing = 0

    def counted(lines: Iterable[AgencyLine]) -> Iterator[AgencyLine]:
        nonlocal differing
        for line in lines:
            differing += not line.same
            yield line

    with database(db) as connection:
        lines = counted(overview(_pairs(connection, old, new), threshold=_LARGE if threshold is None else threshold))
        for piece in render_overview(lines, Years(old, new, form_for_year(new).id), format):
            output.data(output.clean(piece))
    return int(differing > 0)


def _pairs(connection: Connection, old: int, new: int) -> Iterator[tuple[str, Report | None, Report | None]]:
    """One agency after the other: two reports are in memory at a time."""
    from giktui.store import each_entry, load

    before = {entry.agency_id: entry for entry in each_entry(connection, year=old)}
    for entry in each_entry(connection, year=new):
        earlier = before.pop(entry.agency_id, None)
        old_report = load(connection, earlier.id) if earlier else None
        yield entry.agency, old_report, load(connection, entry.id)
    for entry in before.values():
        yield entry.agency, load(connection, entry.id), None
