"""The report screen: every key of the design's table, and what else can be done in a report."""

import sqlite3
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from goldens import check
from samples import sample
from textual import events
from tui.conftest import AGENCY, Desk
from tui.snapshots import SIZES, screen_text

from giktui.store import checked, connect, entries, history, save, waive
from giktui.tui.dialogs.asking import Notice
from giktui.tui.screens.report.screen import ReportScreen
from giktui.tui.widgets.entry_grid.view import GridView

Opened = Callable[..., AbstractAsyncContextManager[Desk]]
GOLDENS = Path(__file__).parents[1] / "goldens"

RECEIVED = "applications.received.natural_person"
GRANTED = "applications.granted.natural_person"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("part", ["front", "overview", "disclosure", "applications", "proceedings"])
async def test_sections_look_as_they_should(opened: Opened, part: str, size: tuple[int, int]) -> None:
    async with opened(part, size=size) as desk:
        desk.report.work.walk.check()
        await desk.pilot.pause()
        check(GOLDENS / f"report-{part}-{size[0]}x{size[1]}.txt", desk.text)


# -- typing ---------------------------------------------------------------------------------------------------------


async def test_digits_then_enter_are_in_the_database_and_the_cursor_is_below(opened: Opened) -> None:
    async with opened(RECEIVED) as desk:
        await desk.write("12")
        assert desk.stored().cells.get(RECEIVED) is None
        await desk.do("grid.enter")
        assert desk.stored().cells[RECEIVED] == 12
        assert desk.grid.cursor == "applications.carried_in.natural_person"


async def test_a_column_needs_digits_and_enter_only(opened: Opened) -> None:
    async with opened(GRANTED) as desk:
        rows = [row.id for row in desk.report.work.session.form.table("applications").rows[2:]]
        for number in range(21):
            await desk.press(*str(number), "enter")
        cells = desk.stored().cells
        assert [cells[f"applications.{row}.natural_person"] for row in rows[:21]] == list(range(21))
        assert desk.grid.cursor == "applications.carried_out.natural_person"  # the total was passed over
        assert cells["applications.results_total.natural_person"] == sum(range(21))


async def test_enter_at_the_bottom_goes_on_at_the_top_of_the_next_column(opened: Opened) -> None:
    async with opened("applications.carried_out.natural_person") as desk:
        await desk.do("grid.enter")
        assert desk.grid.cursor == "applications.received.business"


async def test_tab_commits_and_goes_right_and_shift_tab_left(opened: Opened) -> None:
    async with opened(RECEIVED) as desk:
        await desk.press("7")
        await desk.do("grid.next")
        assert desk.stored().cells[RECEIVED] == 7
        assert desk.grid.cursor == "applications.received.business"
        await desk.do("grid.previous")
        assert desk.grid.cursor == RECEIVED


async def test_escape_gives_up_what_is_typed(opened: Opened) -> None:
    async with opened(RECEIVED) as desk:
        await desk.write("12")
        assert "12_" in desk.text
        await desk.do("grid.give_up")
        assert "12_" not in desk.text
        await desk.press("down")
        assert RECEIVED not in desk.stored().cells


@pytest.mark.parametrize("key", range(3))
async def test_edit_begins_with_the_value_and_arrows_move_in_it(opened: Opened, key: int) -> None:
    async with opened(RECEIVED) as desk:
        await desk.press("1", "5", "enter", "up")
        await desk.do("grid.edit", key)
        await desk.press("left", "2", "home", "3", "end", "backspace", "enter")
        assert desk.stored().cells[RECEIVED] == 312


async def test_delete_and_backspace_blank_the_cell(opened: Opened) -> None:
    async with opened(RECEIVED) as desk:
        for id in ("grid.blank", "grid.backspace"):
            await desk.press("9", "enter", "up")
            await desk.do(id)
            assert RECEIVED not in desk.stored().cells


async def test_letters_are_refused_with_a_word_and_full_width_digits_taken(opened: Opened) -> None:
    async with opened(RECEIVED) as desk:
        assert "只能填数字" in await desk.write("水")
        await desk.write("１２")
        assert "只能填数字" in await desk.press("x")
        await desk.press("enter")
        assert desk.stored().cells[RECEIVED] == 12


async def test_fees_take_four_decimals_and_stay_exact(opened: Opened) -> None:
    async with opened("disclosure.fees.amount") as desk:
        await desk.write("72701.2578")
        assert "四位小数" in await desk.press("9")
        await desk.press("enter")
        assert desk.stored().cells["disclosure.fees.amount"] == Decimal("72701.2578")


async def test_blank_is_no_zero(opened: Opened) -> None:
    async with opened(RECEIVED) as desk:
        await desk.press("0", "enter")
        assert desk.stored().cells[RECEIVED] == 0
        assert GRANTED not in desk.stored().cells


# -- moving ---------------------------------------------------------------------------------------------------------


async def test_arrows_home_end_and_pages(opened: Opened) -> None:
    async with opened(RECEIVED) as desk:
        for id, cell in (
            ("grid.down", "applications.carried_in.natural_person"),
            ("grid.right", "applications.carried_in.business"),
            ("grid.up", "applications.received.business"),
            ("grid.left", "applications.received.natural_person"),
            ("grid.row_end", "applications.received.total"),
            ("grid.row_start", "applications.received.natural_person"),
            ("grid.table_end", "applications.carried_out.total"),
            ("grid.table_start", "applications.received.natural_person"),
        ):
            await desk.do(id)
            assert desk.grid.cursor == cell, id
        await desk.do("grid.page_down")
        assert desk.grid.cursor not in (RECEIVED, "applications.carried_in.natural_person")
        await desk.do("grid.page_up")
        assert desk.grid.cursor == RECEIVED


async def test_heads_stay_and_the_group_is_named_when_the_table_scrolls(opened: Opened) -> None:
    async with opened(RECEIVED) as desk:
        text = await desk.do("grid.table_end")
        assert "法人或其他组织" in text
        assert "四、结转下年度" in text
        assert not any(line[10:].strip().startswith("一、本年新收") for line in text.splitlines())
        await desk.do("grid.table_start")
        assert "一、本年新收" in desk.text


async def test_sections_by_number_and_one_after_the_other(opened: Opened) -> None:
    async with opened() as desk:
        parts = ["front", "overview", "disclosure", "applications", "proceedings", "problems", "other"]
        for number, part in enumerate(parts):
            await desk.do(f"report.section_{number}")
            assert desk.report.work.navigator.part == part
        await desk.do("report.next_section")
        assert desk.report.work.navigator.part == "front"
        await desk.do("report.previous_section")
        assert desk.report.work.navigator.part == "other"


async def test_every_section_has_its_number() -> None:
    from giktui.tui.keymap import action

    ids = ["report.section_0", "report.section_1", "report.section_2", "report.section_3", "report.section_4",
           "report.section_5", "report.section_6"]  # fmt: skip
    assert [action(id).keys for id in ids] == [(f"alt+{number}",) for number in range(7)]


async def test_the_list_of_sections_is_walked_with_arrows(opened: Opened) -> None:
    async with opened("overview") as desk:
        await desk.do("narrative.out")
        await desk.do("sections.down")
        assert desk.report.work.navigator.part == "disclosure"
        await desk.do("sections.up")
        await desk.do("sections.up")
        assert desk.report.work.navigator.part == "front"
        await desk.press("down", "down")
        await desk.do("sections.go_in")
        await desk.press("5", "enter")
        assert desk.stored().cells["disclosure.rules.issued"] == 5


async def test_find_a_row_by_its_words(opened: Opened) -> None:
    async with opened(RECEIVED) as desk:
        await desk.do("report.find")
        await desk.write("信访")
        await desk.press("enter")
        await desk.pilot.pause()
        assert desk.grid.cursor == "applications.unprocessed_petition.natural_person"


# -- what follows ---------------------------------------------------------------------------------------------------


async def test_totals_and_margins_follow_while_one_types(opened: Opened) -> None:
    async with opened(RECEIVED) as desk:
        text = await desk.write("12")
        row = next(line for line in text.splitlines() if "一、本年新收" in line)
        assert row.split()[-1] == "12", "the total follows; a row that is right says nothing"
        assert "多14" in text  # with the two carried in, nothing handled yet
        await desk.press("enter")
        assert desk.stored().cells["applications.received.total"] == 12


async def test_a_total_that_was_typed_is_kept_and_its_difference_shown(opened: Opened) -> None:
    async with opened("applications.received.total") as desk:
        await desk.press("9", "enter", "home", "up")
        await desk.press("home", "7", "enter")
        assert desk.stored().cells["applications.received.total"] == 9
        assert "差 2" in desk.text


async def test_total_from_its_parts(opened: Opened) -> None:
    async with opened("applications.received.total") as desk:
        await desk.press("9", "enter")
        await desk.report.work.navigator.show_part("applications", RECEIVED)
        await desk.press("7", "tab")
        await desk.report.work.navigator.show_part("applications", "applications.received.total")
        await desk.do("grid.total")
        assert desk.stored().cells["applications.received.total"] == 7
        await desk.report.work.navigator.show_part("applications", RECEIVED)
        assert "不是总计" in await desk.do("grid.total")


async def test_ditto_takes_last_years_value(opened: Opened) -> None:
    async with opened(GRANTED) as desk:
        await desk.do("grid.ditto")
        assert desk.stored().cells[GRANTED] == 7
        assert "照抄上年" in desk.text


async def test_carried_over_is_there_and_marked(opened: Opened) -> None:
    async with opened("applications.carried_in.natural_person") as desk:
        assert "2<" in desk.text
        assert "上年结转带入" in desk.text


async def test_in_force_is_proposed_and_follows_until_it_is_typed(opened: Opened) -> None:
    issued, repealed, in_force = (f"disclosure.rules.{column}" for column in ("issued", "repealed", "in_force"))
    async with opened(issued) as desk:
        assert desk.stored().cells[in_force] == 0
        await desk.press("3", "tab")
        await desk.press("1", "tab")
        assert desk.grid.cursor == in_force
        assert desk.stored().cells[in_force] == 2
        assert "推算" in desk.text
        await desk.press("9", "tab")
        await desk.report.work.navigator.show_part("disclosure", issued)
        await desk.press("7", "tab")
        assert desk.stored().cells[in_force] == 9
        assert desk.stored().cells[repealed] == 1


async def test_a_new_year_begins_with_what_this_one_carries_over(opened: Opened, database: Path) -> None:
    async with opened("applications.carried_out.business") as desk:
        await desk.press("4", "enter")
        await desk.report.work.navigator.show_part("disclosure", "disclosure.rules.issued")
        await desk.press("3", "enter")
        await desk.do("report.home")
        await desk.press("n", *["backspace"] * 4, *"2025", "enter")
        await desk.until(lambda: "› 2025" in desk.text and "上年 3" in desk.text)
        text = await desk.press("alt+3")
        row = next(line for line in text.splitlines() if "二、上年结转" in line)
        assert "4<" in row
        session = desk.report.work.session
        assert session.stored.origins["applications.carried_in.business"].origin == "carried"
        assert session.stored.origins["disclosure.rules.in_force"].origin == "proposed"
        assert session.cells["disclosure.rules.in_force"] == 3


@pytest.mark.parametrize("key", range(3))
async def test_last_years_values_beside_this_years(opened: Opened, key: int) -> None:
    async with opened(RECEIVED) as desk:
        text = await desk.do("report.toggle_last", key)
        assert "上年" in text.splitlines()[5]
        assert "12" in text.splitlines()[5]
        assert "上年 " not in (await desk.do("report.toggle_last")).splitlines()[5]


async def test_undo_and_redo_also_of_an_earlier_session(opened: Opened) -> None:
    async with opened(RECEIVED) as desk:
        await desk.press("5", "enter")
    async with opened(RECEIVED) as desk:
        assert "已撤销" in await desk.do("report.undo")
        assert RECEIVED not in desk.stored().cells
        await desk.do("report.redo")
        assert desk.stored().cells[RECEIVED] == 5
        assert "没有可重做" in await desk.do("report.redo")


async def test_undo_takes_back_ones_own_step_and_asks_before_anothers(opened: Opened) -> None:
    async with opened(RECEIVED) as desk:
        await desk.press("5", "enter")
        desk.other_clerk(proceedings__review__upheld=4)
        await desk.do("report.undo")
        assert RECEIVED not in desk.stored().cells
        assert "赵六" in await desk.do("report.undo")
        await desk.press("n")
        assert desk.stored().cells["proceedings.review.upheld"] == 4
        await desk.do("report.undo")
        await desk.press("y")
        assert "proceedings.review.upheld" not in desk.stored().cells


async def test_save_says_that_it_is_saved(opened: Opened) -> None:
    async with opened(RECEIVED) as desk:
        await desk.press("5")
        assert "已保存" in await desk.do("report.save")
        assert desk.stored().cells[RECEIVED] == 5


async def test_zeros_only_after_a_yes(opened: Opened) -> None:
    async with opened("proceedings") as desk:
        await desk.do("report.zeros")
        await desk.press("n")
        assert not any(cell.startswith("proceedings") for cell in desk.stored().cells)
        await desk.do("report.zeros")
        await desk.press("y")
        cells = desk.stored().cells
        assert sum(cell.startswith("proceedings") for cell in cells) == 15
        assert "applications.granted.business" not in cells


# -- the clipboard --------------------------------------------------------------------------------------------------


async def paste(desk: Desk, text: str) -> str:
    desk.app.post_message(events.Paste(text))
    await desk.pilot.pause()
    await desk.pilot.pause()
    return desk.text


async def test_a_block_from_a_spreadsheet_is_shown_before_it_is_entered(opened: Opened) -> None:
    async with opened(GRANTED) as desk:
        text = await paste(desk, "1\t2\r\n３\t1,234\r\n")
        assert "粘贴：4 格" in text
        assert GRANTED not in desk.stored().cells
        await desk.press("enter")
        cells = desk.stored().cells
        assert [cells[f"applications.{row}.{column}"] for row in ("granted", "partly_granted")
                for column in ("natural_person", "business")] == [1, 2, 3, 1234]  # fmt: skip


async def test_labelled_lines_find_their_rows_wherever_the_cursor_is(opened: Opened) -> None:
    async with opened(RECEIVED) as desk:
        await paste(desk, "\t自然人\t商业企业\n（一）予以公开\t4\t5\n2．重复申请\t1\t/\n")
        await desk.press("enter")
        cells = desk.stored().cells
        assert (cells[GRANTED], cells["applications.granted.business"]) == (4, 5)
        assert cells["applications.unprocessed_repeat.natural_person"] == 1
        assert "applications.unprocessed_repeat.business" not in cells
        assert RECEIVED not in cells


async def test_the_preview_of_a_paste_has_the_totals_that_enter_gives(opened: Opened) -> None:
    async with opened(GRANTED) as desk:
        await paste(desk, "4\t5")
        (grid,) = desk.pilot.app.screen.query(GridView)
        shown = dict(grid.content.cells)
        await desk.press("enter")
        assert shown == desk.stored().cells
        assert shown["applications.granted.total"] == 9


async def test_a_paste_can_be_declined_and_one_number_goes_into_the_cell(opened: Opened) -> None:
    async with opened(RECEIVED) as desk:
        await paste(desk, "1\t2\n3\t4")
        await desk.press("escape")
        assert RECEIVED not in desk.stored().cells
        await paste(desk, "1,234")
        await desk.press("enter")
        assert desk.stored().cells[RECEIVED] == 1234


async def test_a_rough_number_pasted_into_a_cell_is_said_to_be_one(opened: Opened) -> None:
    async with opened(RECEIVED) as desk:
        assert "约数" in await paste(desk, "约1200")
        await desk.press("enter")
        assert desk.stored().cells[RECEIVED] == 1200


async def test_a_pasted_amount_goes_by_its_unit_and_a_typed_unit_is_refused(opened: Opened) -> None:
    async with opened("disclosure.fees.amount") as desk:
        await paste(desk, "251000元")
        assert "25.1_" in desk.text
        await desk.press("enter")
        assert desk.stored().cells["disclosure.fees.amount"] == Decimal("25.1")
        await desk.report.work.navigator.show_part("disclosure", "disclosure.fees.amount")
        assert "万元" in await desk.write("251000元")
        assert "万元" in await paste(desk, "元")
        await desk.press("escape")
        await paste(desk, "1.23456万元")
        await desk.press("enter")
        assert desk.stored().cells["disclosure.fees.amount"] == Decimal("25.1")


async def test_copy_row_column_and_table(opened: Opened) -> None:
    async with opened("applications.carried_in.natural_person") as desk:
        await desk.do("grid.copy_row")
        assert desk.app.clipboard == "2\t0\t0\t0\t0\t0\t2"
        await desk.do("grid.copy_column")
        assert desk.app.clipboard.splitlines()[:3] == ["", "2", ""]
        await desk.do("grid.copy_table")
        assert "二、上年结转政府信息公开申请数量\t2\t0" in desk.app.clipboard


# -- findings and help ----------------------------------------------------------------------------------------------


async def test_findings_are_walked_and_say_what_is_wrong(opened: Opened) -> None:
    async with opened("applications.received.total") as desk:
        await desk.press("9", "tab", "alt+z", "y")
        await desk.report.work.navigator.show_part("proceedings")
        text = await desk.do("report.next_finding")
        assert desk.grid.cursor == "applications.received.total"
        assert "T3-ROW [三] 本年新收·总计" in text
        first = desk.report.work.walk.at
        await desk.do("report.next_finding", 1)
        assert desk.report.work.walk.at != first
        await desk.do("report.previous_finding")
        assert desk.report.work.walk.at == first


async def test_findings_appear_by_themselves(opened: Opened) -> None:
    async with opened("applications.received.total") as desk:
        await desk.press("9", "tab", "alt+z", "y")
        await desk.until(lambda: "9!" in desk.text)
        assert "T3-ROW [三] 本年新收·总计" in desk.text


@pytest.mark.parametrize("key", range(3))
async def test_help_gives_the_formula_with_its_numbers(opened: Opened, key: int) -> None:
    async with opened(RECEIVED) as desk:
        await desk.press("7", "enter", "up")
        await desk.do("report.explain", key)
        shown = desk.app.screen
        assert isinstance(shown, Notice)
        notice = shown.message
        assert "T3-BAL-natural_person" in notice
        assert "自然人：本年新收 7 + 上年结转 2 = （七）总计 空白" in notice
        await desk.press("escape")
        assert desk.app.screen is desk.report


async def test_where_a_value_comes_from(opened: Opened, database: Path) -> None:
    async with opened(RECEIVED) as desk:
        await desk.press("7", "enter", "up")
        assert "手工录入" in desk.text


# -- verify ---------------------------------------------------------------------------------------------------------


async def test_second_pass_is_blind_and_its_differences_are_listed(opened: Opened) -> None:
    async with opened(RECEIVED) as desk:
        await desk.press("1", "2", "enter")
        await desk.do("report.verify")
        assert "12" not in next(line for line in desk.text.splitlines() if "一、本年新收" in line)
        await desk.press("2", "1", "enter", "2", "enter")
        await desk.do("report.verify")
        text = desk.text
        assert "12 / 21" in text
        assert desk.stored().cells[RECEIVED] == 12
        await desk.press("enter")
        await desk.press("escape")
        assert desk.stored().cells[RECEIVED] == 21


async def test_two_equal_passes_say_so(opened: Opened) -> None:
    async with opened(RECEIVED) as desk:
        await desk.press("1", "2", "enter")
        await desk.do("report.verify", 1)
        await desk.press("1", "2", "enter")
        assert "一致" in await desk.do("report.verify")


# -- several people -------------------------------------------------------------------------------------------------


async def test_others_cells_come_in_without_moving_what_is_typed(opened: Opened) -> None:
    async with opened(RECEIVED) as desk:
        await desk.write("12")
        desk.other_clerk(applications__granted__natural_person=4)
        desk.app.poll_database()
        await desk.pilot.pause()
        assert "赵六" in desk.text
        assert "12_" in desk.text
        assert desk.grid.cursor == RECEIVED
        assert desk.grid.content.cells[GRANTED] == 4
        await desk.press("enter")
        assert desk.stored().cells[RECEIVED] == 12


@pytest.mark.parametrize(("keys", "kept"), [(("t",), 4), (("escape",), 4), (("m",), 5)])
async def test_the_same_cell_twice_says_who_was_first_and_lets_choose(
    opened: Opened, keys: tuple[str, ...], kept: int
) -> None:
    async with opened(GRANTED) as desk:
        await desk.press("5")
        desk.other_clerk(applications__granted__natural_person=4)
        await desk.press("enter")
        await desk.until(lambda: "赵六" in desk.text)
        assert "对方的（按 t）" in desk.text
        await desk.press("enter", *keys)
        assert desk.stored().cells[GRANTED] == kept
        with closing(connect(desk.path)) as db:
            assert 5 in [edit.new for edit in history(db, desk.report.entry.id, GRANTED)]


async def test_a_locked_report_is_read_only_and_says_by_whom(opened: Opened, database: Path) -> None:
    with closing(connect(database)) as db:
        db.execute("UPDATE report SET status='submitted', submitted_by='王五', submitted_at='2026-01-20T08:00:00Z'")
    async with opened(RECEIVED) as desk:
        assert "只读" in desk.text
        assert "王五" in await desk.press("5")
        await desk.do("grid.blank")
        await desk.do("report.reopen")
        await desk.write("更正")
        await desk.press("enter")
        assert "只读" not in desk.text
        await desk.press("5", "enter")
        assert desk.stored().cells[RECEIVED] == 5


async def test_what_cannot_be_written_stays_marked_and_is_tried_again(
    opened: Opened, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("giktui.tui.screens.report.editing.RETRY_AFTER", 0.05)
    monkeypatch.setattr("giktui.tui.app.BUSY_SECONDS", 0.01)
    async with opened(RECEIVED) as desk:
        with closing(sqlite3.connect(database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await desk.press("1", "2", "enter")
            assert "12*" in desk.text
            assert "没有保存" in desk.text
            other.execute("ROLLBACK")
        await desk.until(lambda: "12*" not in desk.text)
        assert desk.stored().cells[RECEIVED] == 12


# -- the whole report -----------------------------------------------------------------------------------------------


async def test_submit_lists_what_blocks(opened: Opened) -> None:
    async with opened(RECEIVED) as desk:
        await desk.do("report.submit")
        await desk.pilot.pause()
        assert "还不能提交" in desk.text
        assert "CP-" in desk.text


async def test_a_report_in_order_is_submitted_after_a_yes_and_taken_back_with_a_reason(
    opened: Opened, database: Path
) -> None:
    with closing(connect(database)) as db:
        for year in (2023, 2024):
            report = replace(sample(year), agency=AGENCY)
            blanks = dict.fromkeys(report.definition.cells.keys() - report.cells.keys(), 0)
            save(db, report.with_cells(blanks), actor="李四", replace=True)
        (entry,) = entries(db, AGENCY, 2024)
        for finding in checked(db, entry, submitting=True):
            if finding.severity == "soft":
                waive(db, entry.id, finding, "已核", actor="李四")
    async with opened(RECEIVED) as desk:
        assert "提交后只能查看" in await desk.do("report.submit")
        await desk.press("n")
        assert not desk.report.work.session.entry.locked
        await desk.do("report.submit")
        assert "只读" in await desk.press("y")
        await desk.press("5", "enter")
        assert desk.stored().cells[RECEIVED] == sample(2024).cells[RECEIVED]
        assert "只能查看" in await desk.do("report.submit")
        await desk.do("report.reopen")
        await desk.press("escape")
        assert desk.report.work.session.entry.locked
        await desk.do("report.reopen")
        await desk.write("补正")
        assert "只读" not in await desk.press("enter")
    with closing(connect(database)) as db:
        acts = [(edit.origin, edit.detail) for edit in history(db, entry.id, limit=2)]
        assert acts == [("reopen", "补正"), ("submit", "")]


@pytest.mark.parametrize(
    ("id", "name"), [("report.findings", "findings"), ("report.history", "history"), ("report.export", "export"),
                     ("report.compare", "compare"), ("report.comments", "comments"),
                     ("report.requests", "requests")]
)  # fmt: skip
async def test_other_screens_are_a_key_away_and_back(opened: Opened, id: str, name: str) -> None:
    async with opened(RECEIVED) as desk:
        await desk.press("5")
        await desk.do(id, 1)
        await desk.pilot.pause()
        assert not isinstance(desk.app.screen, ReportScreen)
        assert desk.stored().cells[RECEIVED] == 5
        await desk.press("escape")
        assert isinstance(desk.app.screen, ReportScreen)


async def test_home_and_leave(opened: Opened, database: Path) -> None:
    async with opened(GRANTED) as desk:
        await desk.do("report.home")
        assert type(desk.app.screen).__name__ == "HomeScreen"
    async with opened(GRANTED) as desk:
        await desk.press("5")
        await desk.do("report.leave")
    with closing(connect(database)) as db:
        assert any(edit.cell == GRANTED for edit in history(db, entries(db, AGENCY, 2024)[0].id))


async def test_the_place_is_remembered(opened: Opened, database: Path) -> None:
    from giktui.tui.app import GiktuiApp

    async with opened(GRANTED) as desk:
        await desk.do("report.leave")
    app = GiktuiApp(database, AGENCY, 2024)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, ReportScreen)
        assert app.screen.grid is not None
        assert app.screen.grid.cursor == GRANTED
        assert "（一）予以公开" in screen_text(app)


# -- found by a clerk -----------------------------------------------------------------------------------------------


async def test_the_help_key_again_lists_all_keys(opened: Opened) -> None:
    async with opened(RECEIVED) as desk:
        await desk.do("report.explain")
        assert "全部按键" in desk.text
        text = await desk.do("report.explain")
        assert "帮助 › 全部按键" in text
        assert "照抄上年" in text
        await desk.press("q")
        assert isinstance(desk.app.screen, ReportScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_a_long_choice_leaves_its_keys_on_the_screen(opened: Opened, size: tuple[int, int]) -> None:
    async with opened(RECEIVED, size=size) as desk:
        assert "Enter 选定" in await desk.do("report.find")


async def test_a_row_is_listed_once_by_its_name_and_found_by_its_other_words(opened: Opened) -> None:
    async with opened(RECEIVED) as desk:
        await desk.do("report.find")
        text = await desk.write("其他法律法规禁止公开")
        assert "2.其他法律行政法规禁止公开" in text
        assert text.count("2.其他法律") == 1
        await desk.press("enter")
        assert desk.grid.cursor == "applications.refused_prohibited_by_law.natural_person"


async def test_a_broken_sum_tells_by_how_much_in_the_panel(opened: Opened) -> None:
    async with opened(RECEIVED) as desk:
        await desk.press("1", "2", "enter", "enter", "1", "0", "enter")
        desk.grid.go_to("applications.carried_out.natural_person")
        await desk.press("1", "enter")
        await desk.do("report.next_finding")
        assert "T3-BAL [三] 自然人" in desk.text
        assert "差 3" in desk.text


async def test_second_pass_tells_nothing_of_the_first(opened: Opened) -> None:
    async with opened(RECEIVED) as desk:
        await desk.press("7", "6", "enter", "up")
        assert "手工录入" in desk.text
        await desk.do("report.verify")
        assert "手工录入" not in desk.text
        assert "V 复录校对" in desk.text
        text = await desk.do("report.explain")
        assert "现值：空白" in text
        await desk.press("pagedown", "pagedown")
        assert "76" not in desk.text
        await desk.press("escape")
        for id in ("report.undo", "report.zeros", "report.next_finding", "report.next_section", "report.submit"):
            assert "复录校对中" in await desk.do(id), id
            await desk.press("down", "up")
        assert desk.stored().cells[RECEIVED] == 76
        assert desk.report.work.navigator.part == "applications"


async def test_second_pass_says_what_was_not_compared(opened: Opened) -> None:
    async with opened(RECEIVED) as desk:
        await desk.press("1", "2", "enter", "3", "enter", "4", "enter", "5", "enter")
        await desk.do("report.verify")
        assert "没有比对" in await desk.do("report.verify")
        await desk.do("report.verify")
        await desk.press("1", "2", "enter")
        text = await desk.do("report.verify")
        assert "两遍录入一致" in text
        assert "格第二遍没有录入" in text


async def test_the_list_of_differences_counts_what_is_left(opened: Opened) -> None:
    async with opened(RECEIVED) as desk:
        await desk.press("1", "2", "enter")
        await desk.do("report.verify")
        await desk.press("2", "1", "enter")
        assert "不同：2 处" in await desk.do("report.verify")
        assert "不同：1 处" in await desk.press("enter")


async def test_the_list_of_sections_names_its_own_keys(opened: Opened) -> None:
    async with opened("overview") as desk:
        assert "Esc 回到部分列表" in desk.text
        text = await desk.press("escape")
        assert "Enter 进入这一部分" in text
        assert "Esc" not in text.splitlines()[-1]
        assert "Esc 回到部分列表" in await desk.press("enter")


async def test_double_entry_can_be_left_and_gone_on_with(opened: Opened) -> None:
    async with opened(RECEIVED) as desk:
        await desk.press("5", "enter", "7", "enter")
        await desk.do("report.verify")
        await desk.press("ctrl+home", "5", "enter", "8", "enter")
        await desk.press("q")
        assert isinstance(desk.app.screen, ReportScreen)
        assert desk.report.work.edits.double_entry is None
    async with opened(RECEIVED) as desk:  # a new start
        await desk.do("report.verify")
        assert desk.report.work.edits.double_entry is not None
        assert desk.report.work.edits.double_entry.second[RECEIVED] == 5
        text = await desk.do("report.verify")
        assert "不同：2 处" in text  # the cell, and the total that follows it
    async with opened(RECEIVED) as desk:
        await desk.press("escape")
        await desk.do("report.verify")
        assert desk.report.work.edits.double_entry is not None
        assert desk.report.work.edits.double_entry.second == {}


async def test_a_long_trouble_is_told_to_its_end(opened: Opened) -> None:
    async with opened(RECEIVED) as desk:
        place = "/srv/" + "很长的文件夹/" * 6
        desk.report.work.say(f"自动重试：数据库 {place} 已被移走，这次修改没有保存。请把它放回原处。")
        await desk.pilot.pause()
        assert "请把它放回原处" in "".join(desk.text.split())
        desk.report.work.say("已保存")
        await desk.pilot.pause()
        assert len(desk.text.rstrip().splitlines()) == 24
        assert "放回原处" not in desk.text
