"""The problem table: filtered, sorted, grouped, marked; and what is done with the marked."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from tui.snapshots import SIZES, compare, press, running, shown, write

from giktui.store import connect, entries, load, save, set_cells, waivers
from giktui.store.review.comments import comments
from giktui.store.review.notices import notices
from giktui.store.review.returning import return_report
from giktui.tui.screens.problems.screen import ProblemsScreen


def screen_of(pilot: object) -> ProblemsScreen:
    """The problem table of a running app."""
    screen = pilot.app.screen  # type: ignore[attr-defined]
    assert isinstance(screen, ProblemsScreen)
    return screen


@pytest.mark.parametrize("size", SIZES)
async def test_the_table_looks_as_it_should(county: Path, size: tuple[int, int]) -> None:
    async with running(county, "p", size=size) as pilot:
        compare("problems", pilot, path=county)


async def test_words_filter_in_any_order_and_zero_takes_all_back(county: Path) -> None:
    async with running(county, "p") as pilot:
        screen = screen_of(pilot)
        every = len(screen.table.shown)
        await press(pilot, "slash")
        await write(pilot, "2024 t3-row")
        rows = screen.table.shown
        assert rows
        assert all(one.entry.year == 2024 and one.finding.rule.startswith("T3-ROW") for one in rows)
        await press(pilot, "enter", "0")
        assert len(screen.table.shown) == every


async def test_a_severity_is_chosen(county: Path) -> None:
    async with running(county, "p", "s", "down", "enter") as pilot:
        assert {one.finding.severity for one in screen_of(pilot).table.shown} == {"error"}


async def test_groups_open_and_close(county: Path) -> None:
    async with running(county, "p", "g", "down", "down", "enter") as pilot:
        screen = screen_of(pilot)
        closed = len(screen.lines)
        await press(pilot, "enter")
        assert len(screen.lines) > closed
        await press(pilot, "enter")
        assert len(screen.lines) == closed


async def test_the_next_report_is_a_key_away(county: Path) -> None:
    async with running(county, "p", "o", "down", "enter") as pilot:
        screen = screen_of(pilot)
        first = screen.here
        await press(pilot, "right_square_bracket")
        assert screen.here and first and screen.here.entry.id != first.entry.id
        await press(pilot, "left_square_bracket")
        assert screen.here == first


async def test_the_marked_are_commented_on_with_one_text(county: Path) -> None:
    async with running(county, "p", "space", "space", "c") as pilot:
        await write(pilot, "请核对台账")
        await press(pilot, "enter")
        assert not screen_of(pilot).table.marked
    with closing(connect(county)) as db:
        said = [one.text for entry in entries(db) for one in comments(db, entry.id)]
    assert said == ["请核对台账", "请核对台账"]


async def test_the_marked_are_waived_and_what_cannot_be_is_named(county: Path) -> None:
    async with running(county, "p", "s", "down", "down", "enter", "a") as pilot:
        soft = len(screen_of(pilot).table.chosen(None))
        assert soft
        await press(pilot, "w")
        await write(pilot, "已核实")
        await press(pilot, "enter")
    with closing(connect(county)) as db:
        assert sum(len(waivers(db, entry.id)) for entry in entries(db)) == soft
    async with running(county, "p", "w") as pilot:
        await write(pilot, "不行")
        await press(pilot, "enter")
        assert "没有办成" in shown(pilot)


async def test_reports_are_returned_and_noticed(county: Path, tmp_path: Path) -> None:
    async with running(county, "p", "b") as pilot:
        await write(pilot, "请核对表三")
        await press(pilot, "enter")
        entry = screen_of(pilot).here
        assert entry is not None
    with closing(connect(county)) as db:
        assert "returned" in {one.status for one in entries(db)}
    async with running(county, "p", "n") as pilot:
        pilot.app.screen.query_one("Input").value = str(tmp_path / "整改")  # type: ignore[attr-defined]
        await press(pilot, "enter")
    with closing(connect(county)) as db:
        assert sum(len(notices(db, one.id)) for one in entries(db)) == 1
    assert len(list((tmp_path / "整改").iterdir())) == 2


async def test_what_is_shown_is_written_to_a_table(county: Path, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    async with running(county, "p", "e") as pilot:
        pilot.app.screen.query_one("Input").value = str(path)  # type: ignore[attr-defined]
        await press(pilot, "enter")
        rows = len(screen_of(pilot).table.shown)
    assert openpyxl.load_workbook(path).worksheets[0].max_row == rows + 1


async def test_enter_goes_to_the_cell(county: Path) -> None:
    async with running(county, "p", "enter") as pilot:
        assert type(pilot.app.screen).__name__ == "ReportScreen"


async def test_comments_are_added_to_the_cell_answered_and_closed(county: Path) -> None:
    async with running(county, "p", "enter", "M", "a") as pilot:
        await write(pilot, "请核对台账")
        await press(pilot, "enter")
        assert "请核对台账" in shown(pilot)
        await press(pilot, "r")
        await write(pilot, "已核对")
        await press(pilot, "enter")
        with closing(connect(county)) as db:
            said = [one for entry in entries(db) for one in comments(db, entry.id)]
        assert [(one.text, bool(one.part), bool(one.answers)) for one in said] == [
            ("请核对台账", True, False), ("已核对", True, True),
        ]  # fmt: skip
        await press(pilot, "q")
        assert "批注" in shown(pilot)
        await press(pilot, "M", "x")
        assert "没有批注" in shown(pilot)


async def test_twins_are_listed_and_compared_side_by_side(county: Path) -> None:
    with closing(connect(county)) as db:
        (entry,) = entries(db, "青禾县人民政府", 2024)
        save(db, replace(load(db, entry.id), agency="别县人民政府"), actor="a")
    async with running(county, "end", "w") as pilot:
        assert "别县人民政府" in shown(pilot)
        await press(pilot, "enter")
        assert type(pilot.app.screen).__name__ == "CompareScreen"


async def test_what_changed_since_a_report_was_returned_is_told_at_its_cell(county: Path) -> None:
    cell = "applications.received.natural_person"
    with closing(connect(county)) as db:
        (entry,) = entries(db, "[/部分]局", 2024)
        return_report(db, entry.id, "请核对", actor="reviewer")
        set_cells(db, entry.id, {cell: 30}, actor="a", origin="typed")
    async with running(county, *"p") as pilot:
        pilot.app.open_report(entry, cell)  # type: ignore[attr-defined]
        await pilot.pause()
        assert "退回后改，原为 3" in shown(pilot)


async def test_a_state_is_chosen_and_what_is_shown_is_copied(county: Path) -> None:
    async with running(county, "p") as pilot:
        screen = screen_of(pilot)
        await press(pilot, "Y")
        lines = pilot.app.clipboard.splitlines()
        assert len(lines) == len(screen.table.shown) + 1
        assert lines[0].startswith("机关\t年份\t规则")
        screen.table.only("status", "waived")
        assert screen.table.shown == []
        await press(pilot, "0")
        assert screen.table.shown
