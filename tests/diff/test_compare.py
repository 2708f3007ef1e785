"""Comparing two reports: cells, narratives, forms."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from strategies import reports

from giktui.diff import ParagraphDifference, compare, select
from giktui.diff.narrative import compare_texts, pieces
from giktui.form import load_form
from giktui.report import Report, paragraphs


def report(year: int = 2024, form: str = "2021", **cells: int | Decimal) -> Report:
    return Report("青禾县人民政府", year, form, cells={id.replace("__", "."): value for id, value in cells.items()})


def test_a_changed_cell_has_its_difference_and_percentage() -> None:
    difference = compare(report(2023, applications__received__total=8), report(applications__received__total=11))
    (cell,) = [cell for cell in difference.cells if cell.changed]
    assert (cell.cell, cell.old, cell.new, cell.delta) == ("applications.received.total", 8, 11, 3)
    assert cell.percent == Decimal("37.5")
    assert not difference.same


@pytest.mark.parametrize(
    ("old", "new", "changed", "delta", "percent"),
    [
        (None, 0, True, None, None),
        (0, None, True, None, None),
        (None, None, False, None, None),
        (0, 5, True, 5, None),
        (0, 0, False, 0, None),
        (-4, 2, True, 6, "150.0"),
        (Decimal("0.3000"), Decimal("0.3"), False, 0, "0.0"),
        (3, 2, True, -1, "-33.3"),
    ],
)
def test_blank_is_not_zero(
    old: int | None, new: int | None, changed: bool, delta: int | None, percent: str | None
) -> None:
    id = "disclosure.fees.amount"
    difference = compare(report(2023).with_cells({id: old}), report(2024).with_cells({id: new}))
    (cell,) = [cell for cell in difference.cells if cell.cell == id]
    assert (cell.changed, cell.delta) == (changed, delta)
    assert cell.percent == (None if percent is None else Decimal(percent))


def test_every_cell_of_the_form_is_compared_once_in_its_order() -> None:
    difference = compare(report(2023), report(2024))
    assert [cell.cell for cell in difference.cells] == list(load_form("2021").cells)
    assert difference.same
    assert difference.incomparable == ()


def test_across_the_forms_sums_are_compared_and_the_rest_is_named() -> None:
    parts = ("other_not_supplemented", "other_fee_unpaid", "other_other")
    newer = report(2021).with_cells({f"applications.{row}.total": n for row, n in zip(parts, (1, 2, 4), strict=True)})
    older = report(2020, "2019", applications__other__total=5, disclosure__rules__made=3)
    for old, new, delta in ((older, newer, 2), (newer, older, -2)):
        difference = compare(old, new)
        (cell,) = [cell for cell in difference.cells if cell.delta]
        assert (cell.form, cell.cell, cell.delta) == ("2019", "applications.other.total", delta)
        assert {rest.form for rest in difference.incomparable} == {"2019", "2021"}
        assert {id.split(".")[0] for rest in difference.incomparable for id in rest.cells} == {"disclosure"}
        assert all(rest.because for rest in difference.incomparable)


def test_a_sum_with_a_blank_part_is_blank() -> None:
    newer = report(2021, applications__other_other__total=4)
    difference = compare(report(2020, "2019", applications__other__total=4), newer)
    (cell,) = [cell for cell in difference.cells if cell.cell == "applications.other.total"]
    assert (cell.old, cell.new, cell.changed, cell.delta) == (4, None, True, None)


def test_select_by_threshold_section_and_all() -> None:
    before = report(2023, disclosure__rules__issued=10, applications__received__total=10, proceedings__review__total=0)
    after = report(2024, disclosure__rules__issued=14, applications__received__total=15, proceedings__review__total=1)
    difference = compare(before, after)
    assert [cell.table for cell in select(difference).cells] == ["disclosure", "applications", "proceedings"]
    assert [cell.table for cell in select(difference, threshold=50).cells] == ["applications", "proceedings"]
    assert [cell.table for cell in select(difference, sections=["disclosure"]).cells] == ["disclosure"]
    assert len(select(difference, every=True).cells) == 200
    assert len(select(difference, every=True, threshold=50).cells) == 199


def test_paragraphs_are_aligned_and_changed_words_marked() -> None:
    old = "2023年新收申请10件。\n旧的工作。\n一是加强培训，健全制度。"
    new = "前面新加的一段话，讲别的事。\n2024年新收申请112件。\n一是加强培训，健全制度。"
    difference = compare_texts("overview", old, new)
    assert [paragraph.kind for paragraph in difference.paragraphs] == ["added", "changed", "removed", "same"]
    changed = difference.paragraphs[1]
    assert [(piece.kind, piece.text) for piece in changed.pieces] == [
        ("removed", "2023"), ("added", "2024"), ("same", "年新收申请"), ("removed", "10"), ("added", "112"),
        ("same", "件。"),
    ]  # fmt: skip


def test_likeness_leaves_numbers_and_years_aside() -> None:
    assert compare_texts("overview", "2023年收到10件。", "2024年收到1,234件。").likeness == 1
    assert compare_texts("overview", "完全不同", "截然两样").likeness == 0
    assert compare_texts("overview", "", "有").likeness is None


def joined(paragraph: ParagraphDifference, kind: str) -> str:
    return "".join(piece.text for piece in paragraph.pieces if piece.kind in ("same", kind))


@settings(deadline=None, max_examples=40)
@given(reports(), reports())
def test_nothing_of_either_text_is_lost(old: Report, new: Report) -> None:
    difference = compare(old, new)
    for text in difference.texts:
        before = old.preamble if text.part == "preamble" else old.narratives.get(text.part, "")
        after = new.preamble if text.part == "preamble" else new.narratives.get(text.part, "")
        assert [paragraph.old for paragraph in text.paragraphs if paragraph.old] == paragraphs(before)
        assert [paragraph.new for paragraph in text.paragraphs if paragraph.new] == paragraphs(after)
        for paragraph in text.paragraphs:
            assert joined(paragraph, "removed") == paragraph.old
            assert joined(paragraph, "added") == paragraph.new


@settings(deadline=None, max_examples=40)
@given(reports(), reports())
def test_the_other_way_round_is_the_mirror(old: Report, new: Report) -> None:
    forth, back = compare(old, new), compare(new, old)
    assert {(c.cell, c.old, c.new) for c in forth.cells} == {(c.cell, c.new, c.old) for c in back.cells}
    assert forth.same == back.same
    assert compare(old, old).same


def test_a_number_is_never_split() -> None:
    assert [(p.kind, p.text) for p in pieces("共123件", "共1235件")] == [
        ("same", "共"), ("removed", "123"), ("added", "1235"), ("same", "件"),
    ]  # fmt: skip
