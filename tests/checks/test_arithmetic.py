"""Sums, and how exactly they have to agree: a count to the last one, an amount as its printed decimals have it."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from giktui.checks.arithmetic import apart, half_unit, holds, sums, tolerance, total_of
from giktui.form import Relation, Term, load_form
from giktui.report import Number

FORM = load_form("2021")
FEE, COUNT = "disclosure.fees.amount", "disclosure.rules.issued"


@pytest.mark.parametrize(
    ("value", "half"),
    [("1.2", "0.05"), ("1.20", "0.005"), ("0.0001", "0.00005"), ("12", "0"), ("1E+1", "0"), ("-1.5", "0.05")],
)
def test_half_a_unit_of_the_last_printed_decimal(value: str, half: str) -> None:
    assert half_unit(Decimal(value)) == Decimal(half)


def test_what_is_printed_whole_is_exact() -> None:
    assert half_unit(12) == 0


@pytest.mark.parametrize(
    ("cell", "values", "off"),
    [
        (FEE, ["1.2", "3.45"], "0.055"),
        (FEE, ["1.2", "1.2", "1.2"], "0.15"),
        (FEE, ["7", "8"], "0"),
        (FEE, [], "0"),
        (COUNT, ["1.5", "2.5"], "0"),
    ],
)
def test_a_sum_of_amounts_may_be_off_by_half_a_unit_of_each(cell: str, values: list[str], off: str) -> None:
    assert tolerance(FORM, cell, [Decimal(value) for value in values]) == Decimal(off)


def test_a_sum_leaves_blanks_out_and_names_them() -> None:
    terms = [Term(1, COUNT), Term(-1, FEE), Term(1, COUNT, last=True), Term(1, "x")]
    assert total_of(terms, {COUNT: 5, FEE: Decimal("1.5")}, {COUNT: 7}) == (Decimal("10.5"), [terms[3]])
    assert total_of([], {}, {}) == (0, [])


@pytest.mark.parametrize(("one", "other", "off"), [(3, 5, 2), (5, 3, 2), (4, 4, 0), (-1, 1, 2), (1.5, 1, 0.5)])
def test_how_far_two_numbers_are_from_each_other(one: float, other: float, off: float) -> None:
    assert apart(Decimal(str(one)), Decimal(str(other))) == Decimal(str(off))


@pytest.mark.parametrize(
    ("operator", "left", "right", "stands"),
    [
        ("=", 1, 1, True), ("=", 1, 2, False), ("=", 2, 1, False),
        ("≤", 1, 2, True), ("≤", 2, 2, True), ("≤", 3, 2, False),
        ("≥", 2, 1, True), ("≥", 2, 2, True), ("≥", 1, 2, False),
    ],
)  # fmt: skip
def test_each_operator(operator: str, left: int, right: int, stands: bool) -> None:
    relation = next(iter(FORM.relations))._replace(operator=operator)  # type: ignore[arg-type]
    assert holds(relation, left, right) is stands


def test_what_is_not_a_plain_sum_is_never_taken_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a form yet to come may have them."""

    def relation(operator: str, *left: Term) -> Relation:
        return FORM.relations[0]._replace(left=left, operator=operator, right=(Term(1, "c"),))  # type: ignore[arg-type]

    relations = [
        relation("=", Term(1, "a"), Term(-1, "b")), relation("=", Term(2, "a")), relation("=", Term(0, "a")),
        relation("=", Term(1, "a", last=True)), relation("≤", Term(1, "a")), relation("=", Term(1, "a")),
    ]  # fmt: skip
    monkeypatch.setattr("giktui.checks.arithmetic.load_form", lambda _id: SimpleNamespace(relations=relations))
    assert [one.sides is not None for one in sums("made up for sums")] == [False, False, False, False, False, True]


def test_only_plain_sums_of_this_year_are_made_ready() -> None:
    for ready in sums("2021"):
        relation: Relation = ready.relation
        plain = relation.operator == "=" and all(term.factor == 1 and not term.last for term in relation.terms)
        assert (ready.sides is not None) is plain
    assert len(sums("2021")) == len(FORM.relations)


def test_a_ready_sum_stands_only_where_all_is_there_and_equal() -> None:
    ready = next(one for one in sums("2021") if one.sides and len(one.relation.right) > 1)
    left, right = ([term.cell for term in side] for side in (ready.relation.left, ready.relation.right))
    cells: dict[str, Number] = {**dict.fromkeys(right, 1), **dict.fromkeys(left, 0)}
    cells[left[0]] = len(right)
    assert ready.stands(cells)
    assert not ready.stands(cells | {left[0]: len(right) + 1})
    assert not ready.stands({cell: value for cell, value in cells.items() if cell != right[0]})
    unready = [one for one in sums("2021") if one.sides is None]
    assert not any(one.stands(dict.fromkeys(FORM.cells, 0)) for one in unready)
