"""Entering along the rows, runs of Tabs, and where Enter goes at the end of a table."""

from collections.abc import Callable

import pytest
from tui.conftest import AsyncDesk, Desk

from giktui.form import load_form
from giktui.store import connect, find_entry, set_cells
from giktui.totals import parts_of
from giktui.tui.widgets.section_list import SectionList

Opened = Callable[..., AsyncDesk]
FORM = load_form("2021")
TOTALS = set(parts_of(FORM))
RECEIVED = "applications.received.natural_person"
LAST_OF_III = "applications.carried_out.other_org"


def fill(desk: Desk, *tables: str) -> None:
    """Zeros in every cell of these tables that no sum fills."""
    db = connect(desk.path)
    entry = find_entry(db, desk.report.entry.agency, 2024)
    assert entry is not None
    cells = [cell.id for table in tables for cell in FORM.table(table).cells if cell.id not in TOTALS]
    set_cells(db, entry.id, dict.fromkeys(cells, 0), actor="赵六", origin="typed")
    db.close()
    desk.app.poll_database()


async def test_enter_goes_right_skips_totals_and_on_into_the_next_row(opened: Opened) -> None:
    async with opened(RECEIVED) as desk:
        assert "Enter 录入并向下" in desk.text
        assert "逐行录入" in await desk.do("grid.row_wise")
        columns = [column.id for column in FORM.table("applications").columns]
        for number, column in enumerate(columns[:-1], 1):
            assert desk.grid.cursor == f"applications.received.{column}"
            await desk.press(*str(number), "enter")
        assert desk.grid.cursor == "applications.carried_in.natural_person"  # 总计 was passed over
        stored = desk.stored().cells
        assert [stored[f"applications.received.{column}"] for column in columns] == [1, 2, 3, 4, 5, 6, 21]
        assert "Enter 录入并向右" in desk.text


async def test_which_way_enter_goes_is_remembered_and_the_theme_is_not_forgotten(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    async with opened(RECEIVED) as desk:
        await desk.do("grid.row_wise", key=1)
        await desk.do("app.next_theme")
        theme = desk.app.theme
    async with opened(RECEIVED) as desk:
        assert desk.grid.row_wise
        assert desk.app.theme == theme
        await desk.do("grid.enter")
        assert desk.grid.cursor == "applications.received.business"
        assert "逐列录入" in await desk.do("grid.row_wise", key=2)
    async with opened(RECEIVED) as desk:
        assert not desk.grid.row_wise


@pytest.mark.parametrize("row_wise", [False, True])
async def test_enter_after_tabs_goes_to_the_column_where_the_run_began(opened: Opened, row_wise: bool) -> None:
    async with opened("applications.received.business") as desk:
        desk.grid.row_wise = row_wise
        await desk.press("1", "tab", "2", "tab", "3", "enter")
        assert desk.grid.cursor == "applications.carried_in.business"
        await desk.press("4", "tab", "5", "enter")  # and so on, row by row
        assert desk.grid.cursor == "applications.granted.business"
        stored = desk.stored().cells
        assert [stored.get(f"applications.received.{c}") for c in ("business", "research", "public_interest")] == [
            1,
            2,
            3,
        ]
        assert stored["applications.carried_in.research"] == 5


async def test_a_run_of_tabs_ends_with_any_other_move(opened: Opened) -> None:
    async with opened(RECEIVED) as desk:
        for move in ("right", "down", "home", "pagedown"):
            desk.grid.go_to(RECEIVED)
            await desk.press("tab", "tab", move)
            here = desk.grid.cursor
            await desk.press("enter")
            assert desk.grid.cursor.partition(".")[2].partition(".")[2] == here.rpartition(".")[2], move


async def test_tabs_over_the_end_of_the_row_begin_a_run_in_the_next(opened: Opened) -> None:
    async with opened("applications.received.other_org") as desk:
        await desk.press("tab", "tab", "tab", "tab")  # 总计, the next row's first, second, third
        assert desk.grid.cursor == "applications.carried_in.research"
        await desk.press("enter")
        assert desk.grid.cursor == "applications.granted.natural_person"


@pytest.mark.parametrize("row_wise", [False, True])
async def test_at_the_end_of_a_table_enter_goes_to_the_next_ones_first_blank_and_says_so(
    opened: Opened, row_wise: bool
) -> None:
    async with opened(LAST_OF_III) as desk:
        desk.grid.row_wise = row_wise
        desk.other_clerk(proceedings__review__upheld=3)
        desk.app.poll_database()
        await desk.pilot.pause()
        said = await desk.press("7", "enter")
        assert desk.stored().cells[LAST_OF_III] == 7
        below, right = "proceedings.litigation_direct.upheld", "proceedings.review.corrected"
        assert desk.grid.cursor == (right if row_wise else below)
        assert "三 依申请公开到底了，接着录四 复议诉讼" in said
        assert "还空着" in said
        await desk.press("8")  # the next digit begins in the blank
        await desk.press("enter")
        assert desk.stored().cells["proceedings.review.upheld"] == 3


async def test_a_full_table_is_passed_over_on_the_way(opened: Opened) -> None:
    async with opened(LAST_OF_III) as desk:
        fill(desk, "proceedings")
        await desk.pilot.pause()
        assert "接着录二 主动公开" in await desk.press("enter")
        assert desk.grid.cursor.startswith("disclosure.")
        assert desk.grid.cursor not in desk.stored().cells


async def test_the_only_blanks_are_in_this_table(opened: Opened) -> None:
    async with opened(LAST_OF_III) as desk:
        fill(desk, "proceedings", "disclosure")
        await desk.pilot.pause()
        said = await desk.press("1", "enter")
        assert "回到空着的第一格" in said
        assert desk.grid.cursor not in desk.stored().cells


async def test_where_nothing_is_blank_digits_write_over_nothing(opened: Opened) -> None:
    async with opened(LAST_OF_III) as desk:
        fill(desk, "proceedings", "disclosure", "applications")
        await desk.pilot.pause()
        assert "各张表都录完了" in await desk.press("5", "enter", "9", "9")
        assert desk.stored().cells[LAST_OF_III] == 5
        assert isinstance(desk.app.focused, SectionList)
        await desk.press("enter")
        assert desk.grid.has_focus


async def test_at_the_end_of_a_second_pass_enter_stays_and_says_how_to_compare(opened: Opened) -> None:
    async with opened(LAST_OF_III) as desk:
        await desk.do("report.verify")
        desk.grid.go_to(LAST_OF_III)
        said = await desk.press("5", "enter", "9")
        assert "按 V 比对" in said
        entered = desk.report.work.edits.double_entry
        assert entered is not None
        assert entered.second[LAST_OF_III] == 5


@pytest.mark.parametrize("row_wise", [False, True])
async def test_the_number_pad_alone_fills_a_whole_report(opened: Opened, row_wise: bool) -> None:
    """From the first cell of 二 with digits and Enter only: every cell of three tables, each its own number."""
    async with opened("disclosure") as desk:
        desk.grid.row_wise = row_wise
        typed: dict[str, int] = {}
        for number in range(1, 400):
            if not desk.grid.has_focus:
                break
            assert desk.grid.cursor not in typed
            typed[desk.grid.cursor] = number
            await desk.pilot.press(*str(number), "enter")
        stored = desk.stored().cells
        assert set(typed) == set(FORM.cells) - TOTALS
        assert {cell: stored[cell] for cell in typed} == typed
        assert stored.keys() == FORM.cells.keys()  # the totals have followed


async def test_what_undo_says_stays_though_it_moves_the_cursor(opened: Opened) -> None:
    async with opened(RECEIVED) as desk:
        await desk.press("5", "enter", "down", "down")
        said = await desk.do("report.undo")
        await desk.pilot.pause(0.3)
        assert "已撤销" in said
        assert "已撤销" in desk.text
        assert desk.grid.cursor == RECEIVED
