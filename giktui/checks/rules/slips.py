"""Broken sums that one slip explains: of the hand (PL-TRANSPOSED, PL-SHIFTED), or of the understanding of a row."""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

from giktui.checks.repair.hints import Reason, reason_text
from giktui.checks.rule_input import DraftFinding, Find, RuleInput
from giktui.form import load_form
from giktui.i18n import _
from giktui.report import Number

_A = "applications."


def slips(reason: Reason) -> Find:
    """The rule that names the repairs whose changes all have this reason."""

    def find(given: RuleInput) -> Iterator[DraftFinding]:
        for hint in given.hints.answers:
            if not hint.elsewhere and all(change.reason == reason for change in hint.changes):
                first = hint.changes[0]
                yield DraftFinding(
                    _("{place}：{reason}，{old} 应为 {new}？").format(
                        place=given.label(first.cell), reason=reason_text(reason), old=first.old, new=first.new
                    ),
                    tuple(change.cell for change in hint.changes),
                    first.old,
                    first.new,
                    suggestion=hint.text,
                    same_cause=hint.mends,
                )

    return find


def includes(given: RuleInput) -> Iterator[DraftFinding]:
    """PL-INCLUDES: a row holds what another row counts already; the balance is off by exactly that in every column.

    New applications with those carried in; results with those carried out; partly granted ones counted once more under
    another result, against the note in that row.
    """
    if not given.unsettled.keys() & {"T3-BAL", "T3-COL"}:
        return
    cells = given.cells
    off = {column: _balance(cells, column) for column in _columns(given.report.form)}
    if any(off.values()) and None not in off.values():
        for part, whole, sign, said in (
            ("carried_in", "received", 1, _("{place}：多出的正是上年结转 {n} 件，新收可能含了上年结转")),
            ("carried_out", "results_total", -1, _("{place}：多出的正是结转下年度 {n} 件，办理总计可能含了结转下年度")),
        ):
            if all(off[column] == sign * cells.get(f"{_A}{part}.{column}", 0) for column in off):
                yield _included(given, "T3-BAL", (part, whole), said, off)
                return
    over = {column: _too_many(given, column) for column in _columns(given.report.form)}
    if any(over.values()) and all(
        value == cells.get(f"{_A}partly_granted.{column}") for column, value in over.items() if value is not None
    ):
        said = _("{place}：多出的正是部分公开 {n} 件；区分处理的只计部分公开，不计其他情形")
        yield _included(given, "T3-COL", ("partly_granted", "results_total"), said, over)


def split(given: RuleInput) -> Iterator[DraftFinding]:
    """PL-SPLIT: a number fell apart over two columns: 12 as 1 and 2; put together again it makes the row right."""
    for ready in given.unsettled.get("T3-ROW", ()):
        names = [term.cell for term in ready.relation.terms]
        values = [given.cells.get(name) for name in names]
        if None in values:
            continue
        *parts, total = [int(value) for value in values if value is not None]
        if sum(parts) == total:
            continue
        for at, (one, two) in enumerate(pairwise(parts)):
            together = int(f"{one}{two}") if one > 0 and two > 0 else 0
            if together and sum(parts) - one - two + together == total:
                yield DraftFinding(
                    _("{place}：{one} 与 {two} 可能是 {n} 分到了两列").format(
                        place=given.label(names[at]), one=one, two=two, n=together
                    ),
                    (names[at], names[at + 1]),
                    one,
                    together,
                    suggestion=_("{cell} 填 {n}，后面各列左移一格").format(
                        cell=given.label(names[at], section=False), n=together
                    ),
                    same_cause=(ready.relation.rule,),
                    repair={names[at]: together, names[at + 1]: 0},
                    why="split",
                )


def _included(
    given: RuleInput, family: str, rows: tuple[str, str], said: str, off: Mapping[str, Number | None]
) -> DraftFinding:
    part, whole = rows
    columns = [column for column in off if off[column]]
    changed = {f"{_A}{whole}.{column}": given.cells.get(f"{_A}{part}.{column}", 0) for column in columns}
    cell = f"{_A}{whole}.{'total' if 'total' in columns else columns[0]}"
    repair = {name: given.cells[name] - less for name, less in changed.items() if name in given.cells}
    return DraftFinding(
        said.format(place=given.label(cell), n=changed[cell]),
        tuple(changed),
        given.cells.get(cell),
        repair.get(cell),
        same_cause=tuple(f"{family}-{column}" for column in columns),
        repair=repair if family == "T3-BAL" else None,
        why="includes",
    )


def _balance(cells: Mapping[str, Number], column: str) -> Number | None:
    """received + carried_in − results − carried_out; None where one is blank."""
    rows = ("received", "carried_in", "results_total", "carried_out")
    values = [cells.get(f"{_A}{row}.{column}") for row in rows]
    if None in values:
        return None
    new, old, done, left = (value for value in values if value is not None)
    return new + old - done - left


def _too_many(given: RuleInput, column: str) -> Number | None:
    """By how much the results of a column are more than their total; None where that cannot be said."""
    relation = next(one for one in given.form.relations if one.rule == f"T3-COL-{column}")
    values = [given.cells.get(term.cell) for term in relation.left]
    total = given.cells.get(relation.right[0].cell)
    if total is None or None in values:
        return None
    return sum((value for value in values if value is not None), start=0) - total


@cache
def _columns(form: str) -> tuple[str, ...]:
    return tuple(column.id for column in load_form(form).table("applications").columns)
