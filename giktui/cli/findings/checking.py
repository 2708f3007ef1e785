"""Checks files, each with the report of the year before where it is among them, and stored reports."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from giktui.checks import Context, Doubt, Finding, check
from giktui.cli.findings.printing import Checked
from giktui.i18n import _
from giktui.ingest.one_file import reports_of_file, reports_of_files
from giktui.readers import Recognition
from giktui.report import Report

if TYPE_CHECKING:
    from giktui.store import Connection, Entry


def check_files(paths: Sequence[Path]) -> Iterator[Checked]:
    """The reports in the files, checked. Raises GiktuiError for a file without one, before anything is checked."""
    files = reports_of_files(paths) if len(paths) > 1 else [(path, reports_of_file(path)) for path in paths]
    found = [(str(path), recognition) for path, recognitions in files for recognition in recognitions]
    reports = {(one.report.agency, one.report.year): one.report for _path, one in found}
    work = [
        _Work(path, one.report, reports.get((one.report.agency, one.report.year - 1)), doubts_of(one))
        for path, one in found
    ]
    for one, findings in _each_checked(work):
        yield Checked(one.report.agency, one.report.year, findings, one.path)


class _Work(NamedTuple):
    """A report in a file, and what it is checked with."""

    path: str
    report: Report
    last: Report | None
    doubts: tuple[Doubt, ...]


def _each_checked(work: Sequence[_Work]) -> Iterator[tuple[_Work, list[Finding]]]:
    """In as many processes as there are processors, where there are many."""
    if len(work) < 2:
        return ((one, _findings(one)) for one in work)
    from giktui.ingest.spread import spread

    return spread(work, _findings, _findings)


def _findings(work: _Work) -> list[Finding]:
    return check(work.report, work.last, context=Context(doubts=work.doubts))


def check_years(db: Path | None, agency: str | None, years: Sequence[int]) -> Iterator[Checked]:
    """The stored reports of the years, or of all years if none is given, of one agency."""
    from giktui.cli.app.reports import database, stored, wanted_agency
    from giktui.store import checked, entries, the_agency
    from giktui.store.analysis.rule_settings import rule_settings

    with database(db) as connection:
        settings = rule_settings(connection)
        if years:
            wanted = [stored(connection, agency, year) for year in years]
        else:
            wanted = entries(connection, the_agency(connection, wanted_agency(agency)).id)
        for entry in wanted:
            findings = checked(connection, entry, settings=settings)
            yield Checked(entry.agency, entry.year, findings, reasons=_reasons(connection, entry), note=settings.line())


def _reasons(connection: "Connection", entry: "Entry") -> dict[str, str]:
    """Why findings of the report are waived, by whom and when, by their fingerprints."""
    from giktui.store import local_time, waivers

    return {
        waiver.fingerprint: _("{reason}（{actor}，{time}）").format(
            reason=waiver.reason, actor=waiver.actor, time=local_time(waiver.time)
        )
        for waiver in waivers(connection, entry.id)
    }


def doubts_of(one: Recognition) -> tuple[Doubt, ...]:
    """What the reader was not sure of, as the checks take it."""
    return tuple(Doubt(doubt.rule, doubt.message, doubt.cells, str(doubt.place)) for doubt in one.doubts)
