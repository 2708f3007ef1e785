"""Measures: sums and shares of cells that mean the same on both forms."""

from decimal import Decimal

import pytest

from giktui.errors import GiktuiError
from giktui.form import FORM_IDS, load_form
from giktui.measures import common_measures, find_measure, share


@pytest.mark.parametrize("form", FORM_IDS)
def test_both_forms_have_every_cell_of_the_common_measures(form: str) -> None:
    cells = load_form(form).cells
    for measure in common_measures():
        made_of = dict(measure.on)[form]
        assert {*made_of.cells, *made_of.of} <= cells.keys()


def test_a_share_needs_all_its_cells_and_something_to_be_a_share_of() -> None:
    granted = find_measure("granted-share")
    cells = {"applications.granted.total": 5, "applications.partly_granted.total": 1}
    assert granted.value({**cells, "applications.results_total.total": 8}, "2021") == Decimal("75.0")
    assert granted.value({**cells, "applications.results_total.total": 0}, "2021") is None
    assert granted.value(cells, "2021") is None


def test_shares_round_halves_away_from_zero() -> None:
    assert share(1, 800) == Decimal("0.1")
    assert share(1, 8) == Decimal("12.5")
    assert share(1, 2000) == Decimal("0.1")


def test_any_cell_is_a_measure() -> None:
    assert find_measure("disclosure.rules.issued").value({"disclosure.rules.issued": 3}, "2021") == 3
    with pytest.raises(GiktuiError, match="granted-share"):
        find_measure("grantd-share")
