"""Totals follow their parts, and last year's numbers give proposals, on either form."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giktui.form import FORM_IDS, load_form
from giktui.report import Number
from giktui.totals import followed, parts_of, proposals, reached, total_from_parts, total_of

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
