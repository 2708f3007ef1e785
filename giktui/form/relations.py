"""The sums written in a form file (`says = "received + carried_in = results_total + carried_out"`), as Relations.

A sum is written once for `each` row or column. In a sum for each row the words are columns, and the other way round;
`a … z` stands for a + … + z in the order of the form; `last.` marks a number of last year's report.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from giktui.form.model import Operator, Relation, Table, Term

FAMILIES = ("T3-ROW", "T3-COL", "T3-BAL", "T4-SUM", "XY-CARRY", "XY-FORCE", "XY-REPEAL", "XY-PENDING", "IN-FORCE")
"""The families of sums that there are rules for. A sum of another would never be checked."""

_OPERATORS: tuple[Operator, ...] = ("=", "≤", "≥")


def relations_of(table: Table, entry: Mapping[str, Any]) -> Iterator[Relation]:
    """The relations that one `[[tables.*.relations]]` entry stands for, one for each row or column.

    Raises ValueError for a family that no rule checks, and for a sentence that names no row or column of the table or
    has no operator.
    """
    if entry["rule"] not in FAMILIES:
        raise ValueError(f"{entry['rule']}: no such family of sums; there are {', '.join(FAMILIES)}")
    if entry["each"] == "row":
        rows = [table.row(id) for id in entry["rows"]] if "rows" in entry else list(table.rows)
        for row in rows:
            yield _relation(table, entry, row.rule_name, row.columns, (row.id + ".{}").format)
    else:
        order = tuple(row.id for row in table.rows)
        for column in table.columns:
            yield _relation(table, entry, column.id, order, ("{}." + column.id).format)


def _relation(
    table: Table, entry: Mapping[str, Any], suffix: str, order: tuple[str, ...], place: Callable[[str], str]
) -> Relation:
    says: str = entry["says"]
    operator = next((op for op in _OPERATORS if op in says), None)
    if operator is None:
        raise ValueError(f"{entry['rule']}: no = ≤ ≥ in “{says}”")
    left, right = says.split(operator)

    def terms(side: str) -> tuple[Term, ...]:
        return tuple(
            Term(factor, f"{table.id}.{place(word)}", last)
            for factor, words, last in _summands(side, order)
            for word in words
        )

    return Relation(
        rule=f"{entry['rule']}-{suffix}",
        family=entry["rule"],
        severity=entry["severity"],
        table=table.id,
        left=terms(left),
        operator=operator,
        right=terms(right),
    )


def _summands(side: str, order: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...], bool]]:
    factor = 1
    for token in re.split(r"\s*([+−])\s*", side.strip()):
        if token in "+−":
            factor = -1 if token == "−" else 1
            continue
        last = token.startswith("last.")
        ends = [word.strip() for word in token.removeprefix("last.").split("…")]
        for word in ends:
            if word not in order:
                raise ValueError(f"“{word}” in “{side}” is no row or column of the table")
        yield factor, order[order.index(ends[0]) : order.index(ends[-1]) + 1], last
