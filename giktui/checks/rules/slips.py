"""Broken sums that one slip explains: of the hand (PL-TRANSPOSED, PL-SHIFTED), or of the understanding of a row."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from giktui.checks.arithmetic import total_of
from giktui.checks.repair.hint import Reason, reason_text
from giktui.checks.rule_input import DraftFinding, Find, RuleInput
from giktui.i18n import _
from giktui.report import Number


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
    off = _off(given, "T3-BAL")
    if any(off.values()) and None not in off.values():
        for part, whole, sign, said in (
            ("carried_in", "new", 1, _("{place}：多出的正是上年结转 {n} 件，新收可能含了上年结转")),
            ("carried_out", "results", -1, _("{place}：多出的正是结转下年度 {n} 件，办理总计可能含了结转下年度")),
        ):
            counted, holding = _row(given, part, off), _row(given, whole, off)
            if not counted or any((holding.get(column) or 0) < (counted[column] or 0) for column in off):
                continue  # a row cannot hold more than it says
            if all(off[column] == sign * (counted[column] or 0) for column in off):
                yield _included(given, "T3-BAL", (part, whole), said, off)
                return
    over = _off(given, "T3-COL")
    partly = _row(given, "partly", over)
    if partly and any(over.values()) and all(n == partly[column] for column, n in over.items() if n is not None):
        said = _("{place}：多出的正是部分公开 {n} 件；区分处理的只计部分公开，不计其他情形")
        yield _included(given, "T3-COL", ("partly", "results"), said, over)


def split(given: RuleInput) -> Iterator[DraftFinding]:
    """PL-SPLIT: a number fell apart over two columns: 12 as 1 and 2; put together again it makes the row right."""
    for broken in given.unsettled.get("T3-ROW", ()):
        names = [term.cell for term in broken.relation.terms]
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
                    same_cause=(broken.relation.rule,),
                    repair={names[at]: together, names[at + 1]: 0},
                    why="split",
                )


def _included(
    given: RuleInput, family: str, rows: tuple[str, str], said: str, off: Mapping[str, Number | None]
) -> DraftFinding:
    part, whole = (given.form.cell_of(what) or "" for what in rows)
    columns = [column for column in off if off[column]]
    changed = {_beside(whole, column): given.cells.get(_beside(part, column), 0) for column in columns}
    cell = whole if whole in changed else next(iter(changed))
    repair = {name: given.cells[name] - less for name, less in changed.items() if name in given.cells}
    # what is too much in the results stands in one of them, unless their sum is off by it as well
    told = family == "T3-BAL" and (rows[1] == "new" or not any(_off(given, "T3-COL").get(c) == 0 for c in columns))
    return DraftFinding(
        said.format(place=given.label(cell), n=changed[cell]),
        tuple(changed),
        given.cells.get(cell),
        repair.get(cell),
        same_cause=tuple(f"{family}-{column}" for column in columns),
        repair=repair if told else None,
        why="includes",
    )


def _off(given: RuleInput, family: str) -> dict[str, Number | None]:
    """By column how much the left of the family's sum is more than the right; None where a cell is blank."""
    found: dict[str, Number | None] = {}
    for relation in given.form.relations:
        if relation.family == family:
            (left, blank), (right, also) = (total_of(side, given.cells, {}) for side in (relation.left, relation.right))
            column = relation.right[0].cell.rpartition(".")[2]
            found[column] = None if blank or also else left - right
    return found


def _row(given: RuleInput, what: str, columns: Iterable[str]) -> dict[str, Number | None]:
    """The numbers of the row that holds what is spoken of, by column; none where the form has no such row."""
    cell = given.form.cell_of(what)
    return {column: given.cells.get(_beside(cell, column)) for column in columns} if cell else {}


def _beside(cell: str, column: str) -> str:
    """The cell of another column in the same row."""
    return f"{cell.rpartition('.')[0]}.{column}"
