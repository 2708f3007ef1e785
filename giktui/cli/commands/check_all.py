"""`giktui check --all`: every stored report, counted by agency."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from giktui.checks import severity_order
from giktui.cli.app import output
from giktui.cli.app.progress import progress
from giktui.cli.app.reports import database
from giktui.errors import GiktuiError
from giktui.form import Severity
from giktui.i18n import _
from giktui.wording.severities import severity_name

if TYPE_CHECKING:
    from giktui.store import Connection
    from giktui.store.analysis.problems import Problem
    from giktui.store.analysis.triage import Standing


def check_all(
    db: Path | None, agency: str | None, years: Sequence[int], fail_on: Severity, *, json: bool, sort: str = "severity"
) -> int:
    """Print how many findings each report has, the worst first; 1 if one is at or above `fail_on`.

    Of one agency and of some years, if they are given. Only the counts are kept while going through the reports, and
    those of reports in which nothing has changed are still known from the last time. In the order of triage each
    report has a line why it stands where it does.
    """
    from giktui.store import each_entry, the_agency
    from giktui.store.analysis.finding_counts import counted
    from giktui.store.analysis.overview import report_years
    from giktui.store.analysis.rule_settings import rule_settings
    from giktui.store.analysis.triage import order_explained, standings, unlike_peers
    from giktui.store.reports.index import how_many

    if sort not in _REPORT_ORDERS:
        raise GiktuiError(_("--sort {sort} 排列逐个问题，与 --format 一起使用").format(sort=sort))
    with database(db, remember=True) as connection:
        owner = the_agency(connection, agency).id if agency else None
        _look_for_twins(connection, years)
        chosen: Sequence[int | None] = years or [None]
        total = sum(how_many(connection, owner, year) for year in chosen)
        found = (entry for year in chosen for entry in each_entry(connection, owner, year))
        with closing(counted(connection, found, jobs=None)) as counting:
            rows = list(progress(counting, total, _("检查")))
        unlike = unlike_peers(connection, years or report_years(connection)) if sort == "triage" else {}
        note = rule_settings(connection).line()
    ranked = standings(rows, unlike)
    if sort != "triage":
        ranked.sort(key=_REPORT_ORDERS[sort])
    if json:
        reports = [_as_json(one, with_why=sort == "triage") for one in ranked]
        output.as_json({"rule_settings": note, "reports": reports})
    else:
        heads = [_("机关"), _("年份"), *(severity_name(severity) for severity in severity_order)]
        table = [(one.entry.agency, one.entry.year, *_numbers(one)) for one in ranked]
        if sort == "triage":
            output.table(
                [*heads, _("与同类相差")],
                [(*row, _unlike(one)) for row, one in zip(table, ranked, strict=True)],
                right=[2, 3, 4, 5],
            )
            output.line(order_explained())
        else:
            output.table(heads, table, right=[2, 3, 4, 5])
        if note:
            output.line(note)
    worst = severity_order.index(fail_on) + 1
    return int(any(any(_numbers(one)[:worst]) for one in ranked))


_REPORT_ORDERS: Mapping[str, Callable[["Standing"], tuple[Any, ...]]] = {
    "triage": lambda one: one.rank,
    "severity": lambda one: (tuple(-n for n in _numbers(one)), one.entry.agency, one.entry.year),
    "agency": lambda one: (one.entry.agency, one.entry.year),
    "year": lambda one: (-one.entry.year, tuple(-n for n in _numbers(one)), one.entry.agency),
}
"""What reports can be sorted by."""


def _numbers(one: "Standing") -> tuple[int, ...]:
    return one.counts.errors, one.counts.soft, one.counts.warnings, one.counts.infos


def _unlike(one: "Standing") -> str:
    return _("；").join(unlike.text for unlike in one.unlike[:2])


def _as_json(one: "Standing", *, with_why: bool) -> Mapping[str, object]:
    counts = dict(zip(severity_order, _numbers(one), strict=True))
    row = {"agency": one.entry.agency, "year": one.entry.year, "counts": counts}
    return {**row, "unlike": [unlike.as_json() for unlike in one.unlike]} if with_why else row


def every_finding(
    db: Path | None,
    agency: str | None,
    years: Sequence[int],
    *,
    fail_on: Severity,
    format: str,
    to: Path | None,
    waived: bool,
    sort: str = "severity",
) -> int:
    """Print or write every open finding, a row each, of one agency and of some years if they are given.

    They go through the disk: memory does not grow with their number.
    """
    from giktui.cli.findings.by_format import pieces
    from giktui.store import the_agency
    from giktui.store.analysis.problems import Wanted, problems
    from giktui.store.analysis.rows_in_order import rows_in_order
    from giktui.store.analysis.rule_settings import rule_settings

    if format == "xlsx" and to is None:
        raise GiktuiError(_("xlsx 不是文本；请用 -o 指定文件"))
    worst = severity_order[: severity_order.index(fail_on) + 1]
    failing: list[str] = []

    def noticed(found: "Iterable[Problem]") -> "Iterator[Problem]":
        for one in found:
            if not failing and one.finding.status == "open" and one.finding.severity in worst:
                failing.append(one.finding.rule)
            yield one

    with database(db, remember=True) as connection:
        owner = the_agency(connection, agency).id if agency else None
        _look_for_twins(connection, years)
        statuses = ("open", "waived") if waived else ("open",)
        note = rule_settings(connection).line()
        with closing(problems(connection, Wanted(years=years, agency=owner, statuses=statuses), jobs=None)) as every:
            ordered = partial(rows_in_order, connection, noticed(every), sort)
            _give(pieces(ordered, format, note=note, fail_on=fail_on), to)
    if note and format != "json":
        output.message(note)
    return int(bool(failing))


def _look_for_twins(db: "Connection", years: Sequence[int]) -> None:
    """So that the rule about twins has them at hand; where there are too many reports, say how to."""
    from giktui.store.analysis.overview import report_years
    from giktui.store.analysis.twins import look_for_twins

    for year in look_for_twins(db, years or report_years(db)):
        output.message(_("{year} 年报告很多，没有查雷同（PL-TWIN）；要查，运行 giktui twins {year}").format(year=year))


def _give(pieces: Iterable[bytes], to: Path | None) -> None:
    if to is None:
        for piece in pieces:
            output.data(piece.decode("utf-8-sig"))
        return
    from giktui.writers.files import whole_file

    with whole_file(to) as file:
        for piece in pieces:
            file.write(piece)
    output.message(_("已写入 {path}").format(path=to))
