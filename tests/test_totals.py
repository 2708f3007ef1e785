"""Totals follow their parts, and last year's numbers give proposals, on either form."""

from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giktui.form import FORM_IDS, Form, Relation, Term, load_form
from giktui.report import Number
from giktui.totals import (
    Proposal,
    followed,
    follows_its_parts,
    parts_of,
    proposals,
    proposed_from,
    reached,
    sum_of,
    total_from_parts,
    total_of,
)

FORM = load_form("2021")


def always(_total: str) -> bool:
    return True


def test_a_blank_part_counts_zero_and_all_blank_give_no_total() -> None:
    parts = ("a", "b", "c")
    assert total_of({"a": 2, "c": 3}, parts) == 5
    assert total_of({"b": 0}, parts) == 0
    assert total_of({}, parts) is None


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_every_total_comes_after_the_totals_it_is_made_of(form_id: str) -> None:
    seen: set[str] = set()
    totals = parts_of(load_form(form_id))
    for total, ways in totals.items():
        assert {part for parts in ways for part in parts if part in totals} <= seen
        seen.add(total)


def test_a_part_changes_its_row_its_column_and_the_corner() -> None:
    after: dict[str, Number] = {"applications.granted.business": 4}
    assert followed(FORM, {}, after, always) == {
        "applications.granted.total": 4,
        "applications.results_total.business": 4,
        "applications.results_total.total": 4,
    }
    assert followed(FORM, after, {}, always) == {}  # there was no total: none to blank
    filled: dict[str, Number] = {**after, "applications.granted.total": 4}
    assert followed(FORM, filled, {"applications.granted.total": 4}, always) == {"applications.granted.total": None}


def test_a_total_that_does_not_follow_stays_and_counts_as_it_is() -> None:
    before: dict[str, Number] = {"applications.granted.total": 10}
    after: dict[str, Number] = {**before, "applications.granted.business": 4}
    totals = followed(FORM, before, after, lambda total: total != "applications.granted.total")
    assert totals["applications.results_total.total"] == 4
    assert "applications.granted.total" not in totals


def test_a_total_that_is_right_already_hinders_no_other() -> None:
    after: dict[str, Number] = {"applications.granted.business": 4}
    whole = {**after, **followed(FORM, {}, after, always)}
    for right in whole.keys() - after.keys():
        stated = {**after, right: 4}
        assert followed(FORM, {}, stated, always).keys() | {right} | after.keys() == whole.keys()


def test_the_corner_is_summed_downwards_when_only_totals_are_stated() -> None:
    cells: dict[str, Number] = {"applications.granted.total": 3, "applications.partly_granted.total": 4}
    assert total_from_parts(FORM, cells, "applications.results_total.total") == 7


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(FORM_IDS),
    st.dictionaries(st.sampled_from(sorted(FORM.cells)), st.integers(0, 99), max_size=30),
)
def test_totals_that_all_follow_satisfy_every_sum(form_id: str, cells: dict[str, Number]) -> None:
    form = load_form(form_id)
    totals = parts_of(form)
    given: dict[str, Number] = {cell: n for cell, n in cells.items() if cell in form.cells and cell not in totals}
    changed = followed(form, {}, given, always)
    filled = {**given, **{cell: value for cell, value in changed.items() if value is not None}}
    assert set(changed) <= reached(form, given)
    for total, ways in totals.items():
        for parts in ways:
            assert (total_of(filled, parts) or 0) == filled.get(total, 0)


def test_last_year_gives_what_was_carried_over_and_what_is_in_force() -> None:
    last: dict[str, Number] = {"applications.carried_out.total": 121, "disclosure.rules.in_force": 11}
    cells: dict[str, Number] = {"disclosure.rules.issued": 2, "disclosure.rules.repealed": 1}
    found = {p.cell: (p.value, p.carried) for p in proposals(FORM, cells, last)}
    assert found == {"applications.carried_in.total": (121, True), "disclosure.rules.in_force": (12, False)}


def test_nothing_below_zero_is_proposed() -> None:
    cells: dict[str, Number] = {"disclosure.rules.repealed": 5}
    assert proposals(FORM, cells, {"disclosure.rules.in_force": 4}) == []


def test_zero_is_proposed_and_what_is_blank_this_year_counts_nothing() -> None:
    repealed, force = "disclosure.rules.repealed", "disclosure.rules.in_force"
    assert [p.value for p in proposals(FORM, {repealed: 4}, {force: 4})] == [0]
    assert [p.value for p in proposals(FORM, {}, {force: 4})] == [4]
    assert [p.value for p in proposals(FORM, {repealed: 3}, {force: 4})] == [1]


def test_a_blank_of_last_year_hinders_no_other_proposal() -> None:
    out = ("applications.carried_out.natural_person", "applications.carried_out.total")
    for cell in ("disclosure.rules.in_force", *out):
        assert len(proposals(FORM, {}, {cell: 4})) == 1
    assert proposals(FORM, {}, {}) == []


def test_which_cells_a_change_of_this_year_proposes_anew() -> None:
    assert proposed_from(FORM, ["disclosure.rules.issued"]) == {"disclosure.rules.in_force"}
    assert proposed_from(FORM, ["applications.carried_out.total", "disclosure.rules.in_force"]) == set()
    assert proposed_from(FORM, []) == set()


def test_only_an_equation_for_one_plain_cell_of_this_year_proposes(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a form yet to come may have them."""
    last = (Term(1, "b", last=True),)

    def relation(operator: str, *left: Term, right: tuple[Term, ...] = last) -> Relation:
        return Relation("R", "R", "error", "t", left, operator, right)  # type: ignore[arg-type]

    relations = (
        relation("=", Term(2, "a")), relation("=", Term(-1, "a")), relation("=", Term(1, "a"), Term(1, "c")),
        relation("=", Term(1, "a", last=True)), relation("≤", Term(1, "a")), relation("≥", Term(1, "a")),
        relation("=", Term(1, "a"), right=(Term(1, "b"),)), relation("=", right=last), relation("<", Term(1, "a")),
        relation("=", Term(1, "d")),
    )  # fmt: skip
    made_up = cast("Form", SimpleNamespace(id="made up for totals", relations=relations))
    monkeypatch.setattr("giktui.totals.load_form", lambda _id: made_up)
    assert proposals(made_up, {}, {"a": 1, "b": 3, "c": 5}) == [Proposal("d", 3, True)]


@pytest.mark.parametrize(
    ("origin", "total", "follows"),
    [
        ("typed", 3, False), ("total", 9, True), ("carried", 3, True), ("carried", 9, False), ("brought", 3, False),
        ("", 3, False), ("import", 3, False), ("typed", None, True),
    ],
)  # fmt: skip
def test_which_totals_follow(origin: str, total: int | None, follows: bool) -> None:
    cells: dict[str, Number] = {"applications.granted.business": 3}
    if total is not None:
        cells["applications.granted.total"] = total
    assert follows_its_parts(FORM, cells, "applications.granted.total", origin) is follows


@pytest.mark.parametrize(
    ("wanted", "total"),
    [(["a", "b"], 7), (["a", "-b"], 3), (["-a"], -5), ([], 0), (["a", "c"], None), (["-c"], None), (["z"], 0)],
)
def test_a_sum_of_cells_some_taken_off(wanted: list[str], total: int | None) -> None:
    assert sum_of({"a": 5, "b": 2, "z": 0}, wanted) == total
