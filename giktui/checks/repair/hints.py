"""Looking for repair hints: the changes that error localisation found, each with the reason why it is likely, likeliest
first."""

from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import pairwise

from giktui.checks.cells import totals
from giktui.checks.repair.beside import Beside, across_years, fewest, joint_system, own_system
from giktui.checks.repair.error_localisation import MOST, Located, locate
from giktui.checks.repair.hint import Change, Hint, Hints, Reason
from giktui.checks.repair.joint import Joint
from giktui.form import load_form
from giktui.report import Report

_LIKELY: Mapping[Reason, int] = {
    "transposed": 0, "shifted": 1, "digit_doubled": 2, "digit_missing": 3, "digit_extra": 3, "neighbour": 4,
    "digit_wrong": 5, "total": 6, "none": 7,
}  # fmt: skip
"""Reasons, the most telling first. Among equals a total is the likelier culprit: it is the cell reckoned by hand."""


def repair_hints(
    report: Report,
    last: Report | None = None,
    beside: Beside = Beside(),  # noqa: B008
    *,
    cells: int = MOST,
    steps: int = 20_000,
) -> Hints:
    """The smallest sets of cells whose change mends every broken equation, last year's and the children's included.

    `beside` are the reports beside it: next year's, the children's. Equations that share no cell are mended apart:
    their hints have different `mends`. Sets of one cell are found always and all; larger sets (up to `cells`)
    within `steps` steps for each group of equations.
    """
    own = own_system(report, last, beside)
    # what is wrong within the report first, what differs from last year behind it
    alone = locate(own.near, most=cells, steps=steps)
    alone = sorted(alone, key=lambda part: across_years(report.form).issuperset(part.rules))
    together = joint_system(own, report, last, beside)
    elsewhere = locate(together, most=cells, steps=steps) if together else []
    kept, taken = fewest(alone, elsewhere)
    hints = [hint for located in kept for hint in _ranked(report.form, located, own)]
    if together:
        hints += [hint for located in taken for hint in _ranked(report.form, located, together) if hint.mends]
    return Hints(tuple(hints), all(located.complete for located in (*kept, *taken)))


def _ranked(form: str, located: Located, system: Joint) -> list[Hint]:
    """The answers as hints, likeliest first. Slips that share no sum are hints apart, each with what it mends.

    Answers that come apart otherwise than the likeliest one are left out: they would tie two slips together.
    """
    order = _order(form)
    ranked: list[tuple[object, list[Hint]]] = []
    for answer in located.answers:
        apart = [
            Hint(tuple(_changes(form, cells, system)), system.mended(rules), form)
            for cells, rules in system.slips(answer)
        ]
        likely = [(_LIKELY[one.reason], one.cell not in totals(form)) for hint in apart for one in hint.changes]
        places = [order[one.cell] for hint in apart for one in hint.changes]
        ranked.append(((sum(hint.elsewhere for hint in apart), sorted(likely), places), apart))
    ranked.sort(key=lambda one: one[0])  # type: ignore[arg-type, return-value]
    same = [apart for _rank, apart in ranked if {h.mends for h in apart} == {h.mends for h in ranked[0][1]}]
    return list(dict.fromkeys(hint for apart in same for hint in apart))


def _changes(form: str, answer: Mapping[str, int], system: Joint) -> list[Change]:
    shifted = _is_shift(form, answer, system)
    order = _order(form)
    changes = []
    for name, new in answer.items():
        cell, agency, year = system.place(name)
        prefix = name.removesuffix(cell)
        reason = "shifted" if shifted else _reason(form, cell, new, system, prefix)
        changes.append(Change(cell, system.number(name), new, reason, agency, year))
    return sorted(changes, key=lambda change: (change.agency, change.year or 0, order[change.cell]))


@cache
def _order(form: str) -> Mapping[str, int]:
    return {cell: at for at, cell in enumerate(load_form(form).cells)}


def _is_shift(form: str, answer: Mapping[str, int], system: Joint) -> bool:
    """Whether two neighbours swap a value with a nought: it was entered one row or one column off."""
    if len(answer) != 2:
        return False
    (one, new_one), (two, new_two) = answer.items()
    if one not in neighbours(form) or two not in neighbours(form)[one]:
        return False
    return (system.number(one), system.number(two)) == (new_two, new_one) and 0 in (new_one, new_two)


def _reason(form: str, cell: str, new: int, system: Joint, prefix: str) -> Reason:
    old = system.number(prefix + cell)
    typed, meant = str(old), str(new)
    if _swapped(typed, meant):
        return "transposed"
    if new and meant in _shortened(typed):
        return "digit_doubled" if _doubled(typed, meant) else "digit_extra"
    if old and typed in _shortened(meant):
        return "digit_missing"
    if old > 1 and any(system.value(prefix + other) == old for other in neighbours(form)[cell]):
        return "neighbour"
    if len(typed) > 1 and len(typed) == len(meant) and sum(a != b for a, b in zip(typed, meant, strict=True)) == 1:
        return "digit_wrong"
    return "total" if cell in totals(form) else "none"


def _swapped(typed: str, meant: str) -> bool:
    """Whether two neighbouring digits changed places."""
    if len(typed) != len(meant) or typed == meant:
        return False
    return any(typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :] == meant for at in range(len(typed) - 1))


def _doubled(typed: str, meant: str) -> bool:
    """Whether a digit was typed twice: 11 for 1."""
    return any(one == two and typed[:at] + typed[at + 1 :] == meant for at, (one, two) in enumerate(pairwise(typed)))


@lru_cache(maxsize=1024)
def _shortened(digits: str) -> frozenset[str]:
    """The number with one of its digits left out."""
    return frozenset(digits[:at] + digits[at + 1 :] for at in range(len(digits))) - {""}


@cache
def neighbours(form: str) -> Mapping[str, frozenset[str]]:
    """The cells one row or one column away."""
    found: dict[str, set[str]] = {cell: set() for cell in load_form(form).cells}
    for table in load_form(form).tables:
        rows = [[f"{table.id}.{row.id}.{column}" for column in row.columns] for row in table.rows]
        columns = [
            [f"{table.id}.{row.id}.{column.id}" for row in table.rows if column.id in row.columns]
            for column in table.columns
        ]
        for line in [*rows, *columns]:
            for one, two in pairwise(line):
                found[one].add(two)
                found[two].add(one)
    return {cell: frozenset(others) for cell, others in found.items()}
