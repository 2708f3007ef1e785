"""Every finding in the format asked for, bit by bit: the rows are put in order on the disk and held one at a time."""

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from functools import partial
from itertools import chain, groupby
from json import dumps, loads
from typing import Protocol

from giktui.checks import rule
from giktui.cli.app import output
from giktui.cli.findings.printing import Checked
from giktui.form import Severity
from giktui.i18n import _
from giktui.store.analysis import problem_table as table
from giktui.store.analysis.problems import Problem
from giktui.text.cleaning import as_json
from giktui.text.width import width_of

_ByReport = Callable[[Callable[[Problem], str]], Generator[str, None, None]]


class Ordered(Protocol):
    """`rows_in_order` of some problems: what is told of each, all of it before the first row is given."""

    def __call__(self, told: Callable[[Problem], str], *, by_report: bool = False) -> Generator[str, None, None]:
        """The rows, in their order."""


def pieces(ordered: Ordered, format: str, *, note: str, fail_on: Severity) -> Iterator[bytes]:
    """The rows or the document in that format; `note` is what the database sets otherwise, which JSON has."""
    if format == "table":
        yield from map(str.encode, _table(ordered))
        return
    if format in ("sarif", "junit"):
        by_report = partial(ordered, by_report=True)
        yield from map(str.encode, _sarif(by_report) if format == "sarif" else _junit(by_report, fail_on))
        return
    with closing(ordered(partial(table.row_text, format=format))) as rows:
        if format == "json":
            yield from (piece.encode() for piece in output.json_pieces({"rule_settings": note}, "findings", rows))
        else:
            yield from table.table_pieces(rows, format)


def _table(ordered: Ordered) -> Iterator[str]:
    """A table for the terminal. All rows are told before the first is laid out: then the widest cells are known."""
    heads = [_("机关"), _("年份"), _("级别"), _("规则"), _("问题")]
    widest = [""] * len(heads)

    def told(problem: Problem) -> str:
        cells = [output.one_line(str(cell)) for cell in table.short(problem)]
        widest[:] = [max(pair, key=width_of) for pair in zip(widest, cells, strict=True)]
        return dumps(cells)

    with closing(ordered(told)) as rows:
        yield from output.table_pieces(heads, map(loads, rows), widest)


def _sarif(ordered: _ByReport) -> Iterator[str]:
    from giktui.cli.findings.sarif import result, sarif_pieces

    families: set[str] = set()

    def told(problem: Problem) -> str:
        families.add(rule(problem.finding.rule).id)
        return as_json(result(_checked(problem), problem.finding))

    with closing(ordered(told)) as rows:
        first = next(rows, None)  # all are told now, and the families known
        yield from sarif_pieces(families, () if first is None else chain([first], rows))


def _junit(ordered: _ByReport, fail_on: Severity) -> Iterator[str]:
    from giktui.cli.findings.junit import Case, case, junit_pieces, suite

    def told(problem: Problem) -> str:
        return dumps(case(problem.entry.agency, problem.entry.year, problem.finding, fail_on))

    with closing(ordered(told)) as rows:
        cases = (Case(*loads(row)) for row in rows)
        by_report = groupby(cases, key=lambda one: (one.agency, one.year))
        yield from junit_pieces(suite(agency, year, list(own)) for (agency, year), own in by_report)


def _checked(problem: Problem) -> Checked:
    reasons = {problem.finding.fingerprint: problem.reason} if problem.reason else {}
    return Checked(problem.entry.agency, problem.entry.year, [problem.finding], reasons=reasons)
