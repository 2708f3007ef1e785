"""The table: a row of the form a line, a column a year, changed cells marked, totals not repeating their parts."""

import pytest
from hypothesis import given, settings
from samples import sample
from strategies import reports

from giktui.diff import compare, render, select, terminal
from giktui.form import load_form
from giktui.report import Number, Report
from giktui.text.width import width_of


def report(year: int, **cells: Number) -> Report:
    return Report("甲县", year, "2021", cells={name.replace("__", "."): value for name, value in cells.items()})


RECEIVED = "applications__received__"


def test_a_row_is_named_once_and_its_changed_cells_are_marked() -> None:
    text = render(compare(sample(2023), sample(2024)), "table")
    assert text.count("一、本年新收") == 1
    line = next(line for line in text.splitlines() if line.startswith("一、本年新收"))
    assert line.split()[1:] == ["30", "4", "0", "2", "36", "*41", "4", "*1", "*0", "46"]


def test_a_total_that_only_repeats_its_parts_has_no_mark() -> None:
    old = report(2023, **{RECEIVED + "business": 1, RECEIVED + "total": 1})
    text = render(compare(old, report(2024, **{RECEIVED + "business": 4, RECEIVED + "total": 4})), "table")
    line = next(line for line in text.splitlines() if line.startswith("一、本年新收"))
    assert line.split()[1:] == ["1", "1", "*4", "4", "+3"]
    lone = render(compare(old, report(2024, **{RECEIVED + "business": 4, RECEIVED + "total": 6})), "table")
    assert "*6" in lone  # by more than its parts


def test_a_row_of_such_totals_is_named_but_not_listed() -> None:
    granted, results = "applications__granted__", "applications__results_total__"
    old = report(2023, **{granted + "business": 1, results + "business": 1})
    text = render(compare(old, report(2024, **{granted + "business": 2, results + "business": 2})), "table")
    assert "只随各项变化，没有再列：（七）总计" in text
    assert "\n（七）总计" not in text


@pytest.mark.parametrize("digits", [1, 3, 6, 9])
def test_it_fits_eighty_columns_however_long_the_numbers(digits: int) -> None:
    form = load_form("2021")
    old = Report("甲县", 2023, "2021", cells=dict.fromkeys(form.cells, 10**digits - 2))
    new = Report("甲县", 2024, "2021", cells=dict.fromkeys(form.cells, 10**digits - 1))
    for line in render(compare(old, new), "table").splitlines():
        assert width_of(line) <= 80, line


@settings(max_examples=40, deadline=None)
@given(reports(), reports())
def test_no_change_is_lost(old: Report, new: Report) -> None:
    """Every cell that changed is marked in its row, or is a total whose change its parts make."""
    difference = compare(old, new)
    text = render(difference, "table")
    changed = [cell for cell in difference.cells if cell.changed]
    assert text.count("*") >= sum(cell.delta is None for cell in changed)
    if changed:
        assert "*" in text


def test_everything_is_listed_where_all_is_asked_for() -> None:
    text = render(compare(sample(2023), sample(2023)), "table", every=True)
    for row in load_form("2021").table("applications").rows:
        assert row.label[:6] in text.replace("\n", "")


def test_the_long_form_has_a_line_a_cell() -> None:
    text = render(compare(sample(2023), sample(2024)), "list")
    assert "一、本年新收政府信息公开申请数量          自然人            30      41   +11   +36.7%" in text


@pytest.mark.parametrize("width", [60, 80, 120])
def test_on_a_terminal_the_same_is_said_in_lines_as_wide_as_that(width: int) -> None:
    """Texts are wrapped behind their marks; nothing of what the plain text says is lost, in any colour."""
    difference = select(compare(sample(2023), sample(2024)))
    lines = ["".join(text for text, _look in line) for line in terminal.lines(difference, width)]
    assert max(map(width_of, lines)) <= max(width, 80)
    texts = lines[lines.index(next(line for line in lines if line.startswith("一、总体情况"))) :]
    assert max(map(width_of, texts)) <= width
    assert any(line.startswith("  ") for line in texts) == (width < 120)
    if width == 80:
        whole = render(difference, "table")
        assert "".join("".join(lines).split()) == "".join(whole.split())


def test_on_a_terminal_what_went_and_what_came_is_set_off_by_signs_and_colour() -> None:
    runs = [run for line in terminal.lines(compare(sample(2023), sample(2024)), 80) for run in line]
    assert all(look == "31" for text, look in runs if text.startswith("[-") and text.endswith("-]"))
    assert ("*41", "33") in runs
