"""The form files say what the official formats say."""

from itertools import pairwise

import pytest

from giktui.checks.catalogue import rule
from giktui.form import FORM_IDS, carried_over, crosswalk, form_for_year, load_form
from giktui.form.loading import expanded
from giktui.form.relations import FAMILIES, relations_of
from giktui.wording.cells import cell_label


def test_the_2021_form_has_its_200_cells() -> None:
    form = load_form("2021")
    sizes = {table.id: len(list(table.cells)) for table in form.tables}
    assert sizes == {"disclosure": 10, "applications": 175, "proceedings": 15}
    assert [section.id for section in form.sections] == [
        "overview", "disclosure", "applications", "proceedings", "problems", "other",
    ]  # fmt: skip


def test_the_2019_form_has_one_row_where_2021_has_three() -> None:
    older = load_form("2019")
    assert len(older.table("applications").rows) == 23
    assert "applications.other.total" in older.cells
    assert older.cells["disclosure.licences.change"].kind == "change"


@pytest.mark.parametrize(
    ("year", "form"), [(2018, "2019"), (2019, "2019"), (2020, "2019"), (2021, "2021"), (2030, "2021")]
)
def test_form_for_year(year: int, form: str) -> None:
    assert form_for_year(year).id == form


def test_every_sum_of_the_catalogue_is_in_the_form() -> None:
    families: dict[str, int] = {}
    for relation in load_form("2021").relations:
        families[relation.family] = families.get(relation.family, 0) + 1
    assert families == {
        "T3-ROW": 25, "T3-COL": 7, "T3-BAL": 7, "T4-SUM": 3, "XY-CARRY": 7, "XY-FORCE": 2, "XY-REPEAL": 2,
        "IN-FORCE": 2, "XY-PENDING": 3,
    }  # fmt: skip


def test_a_column_sums_the_results_of_its_form() -> None:
    for form, results in (("2019", 19), ("2021", 21)):
        relation = next(r for r in load_form(form).relations if r.rule == "T3-COL-total")
        assert len(relation.left) == results
        assert relation.total == "applications.results_total.total"


def test_crosswalk_carries_what_means_the_same() -> None:
    rows = ("other_not_supplemented", "other_fee_unpaid", "other_other")
    newer = {f"applications.{row}.total": n for row, n in zip(rows, (1, 2, 4), strict=True)}
    assert carried_over({**newer, "disclosure.rules.issued": 9}, "2021", "2019") == {"applications.other.total": 7}
    assert carried_over({"applications.other.total": 7}, "2019", "2021") == {}
    assert "disclosure.rules.made" not in {id for pair in crosswalk("2019", "2021").pairs for id in pair.source}


def test_cell_label_names_section_row_and_column() -> None:
    form = load_form("2021")
    label = cell_label(form, "applications.refused_state_secret.total", section=True)
    assert label == "三、收到和处理政府信息公开申请情况 （三）不予公开 1.属于国家秘密·总计"
    assert cell_label(form, "proceedings.litigation_direct.pending") == "行政诉讼·未经复议直接起诉·尚未审结"


@pytest.mark.parametrize("form", FORM_IDS)
def test_every_row_says_what_it_counts_in_both_languages(form: str) -> None:
    rows = [row for table in load_form(form).tables for row in table.rows]
    assert all(row.counts.endswith("。") for row in rows)
    assert all(row.english_counts.endswith(".") for row in rows)


def test_an_unknown_family_of_sums_is_refused() -> None:
    table = load_form("2021").table("proceedings")
    entry = {"rule": "T9-NEW", "severity": "error", "each": "row", "says": "upheld = total"}
    with pytest.raises(ValueError, match="T9-NEW"):
        list(relations_of(table, entry))


def test_the_families_of_sums_are_those_there_are_rules_for() -> None:
    used = {relation.family for form in FORM_IDS for relation in load_form(form).relations}
    assert used <= set(FAMILIES)
    assert {rule(family).id for family in FAMILIES} == set(FAMILIES)


def test_every_step_between_neighbours_is_there_and_accounts_for_every_cell() -> None:
    for of, to in pairwise(FORM_IDS):
        walk = crosswalk(of, to)
        for form, side in ((of, 0), (to, 1)):
            matched = [id for pair in walk.pairs for id in pair[side]]
            assert sorted([*matched, *walk.unmatched[form]]) == sorted(load_form(form).cells)
        assert {(p.target, p.source) for p in crosswalk(to, of).pairs} == {(p.source, p.target) for p in walk.pairs}


def test_a_pattern_that_names_no_cell_is_refused() -> None:
    assert expanded(["proceedings.*.upheld"], load_form("2021").cells)[0] == "proceedings.review.upheld"
    with pytest.raises(ValueError, match="nothing"):
        expanded(["nothing.*"], load_form("2021").cells)
