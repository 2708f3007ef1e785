"""The problem table: filtered, sorted, grouped, marked; and what is done with the marked."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from tui.snapshots import SIZES, compare, press, running, shown, write

from giktui.form import load_form
from giktui.report import Number, Report
from giktui.store import connect, entries, load, save, set_cells, set_text, waivers
from giktui.store.analysis.problems import Problem
from giktui.store.review.comments import add_comment, comments
from giktui.store.review.notices import notices
from giktui.store.review.returning import return_report
from giktui.totals import parts_of, total_from_parts
from giktui.tui.keymap import action
from giktui.tui.screens.problems.screen import ProblemsScreen
from giktui.tui.screens.problems.table import Heading
from giktui.tui.screens.report.screen import ReportScreen


def screen_of(pilot: object) -> ProblemsScreen:
    """The problem table of a running app."""
    screen = pilot.app.screen  # type: ignore[attr-defined]
    assert isinstance(screen, ProblemsScreen)
    return screen


def save_unlike(db: sqlite3.Connection) -> None:
    """Twelve offices alike, and one that grants next to nothing."""
    form = load_form("2021")
    texts = {
        "overview": "本年依法公开。",
        "problems": "存在的问题是不够细，改进措施是细化。",
        "other": "本年度未收取信息处理费。",
    }
    for n in range(13):
        cells: dict[str, Number] = dict.fromkeys(form.cells, 0)
        granted = 5 if n == 12 else 60
        for row, value in (("received", 80), ("granted", granted), ("unavailable_not_held", 80 - granted)):
            cells[f"applications.{row}.natural_person"] = value
        for total in parts_of(form):
            cells[total] = total_from_parts(form, cells, total) or 0
        name = "odd局" if n == 12 else f"甲县第{n}局"
        save(db, Report(name, 2024, "2021", f"{name}2024年政府信息公开工作年度报告", "", cells, texts), actor="a")


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
        closed = len(screen.rows)
        await press(pilot, "enter")
        assert len(screen.rows) > closed
        await press(pilot, "enter")
        assert len(screen.rows) == closed


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("机关", lambda one: one.entry.agency),
        ("年份", lambda one: -one.entry.year),
        ("规则", lambda one: one.finding.rule),
        ("相差", lambda one: -abs(float(one.finding.delta or 0))),
        ("问题", lambda one: one.finding.message),
        ("级别", lambda one: ("error", "soft", "warning", "info").index(one.finding.severity)),
    ],
)
async def test_a_click_on_a_head_sorts_and_another_turns_it_round(
    county: Path, name: str, told: Callable[[Problem], object]
) -> None:
    async with running(county, "p", size=(120, 40)) as pilot:
        screen = screen_of(pilot)
        await press(pilot, "o", "end", "enter")  # by state, of which no head tells
        titles = [column.title for column in screen.main.columns]
        begin = sum(width + 1 for width in screen.main.widths()[: titles.index(name)])
        await pilot.click("#problems", offset=(begin + 1, 0))
        await pilot.pause()
        sorts = [told(one) for one in screen.table.shown]
        assert sorts == sorted(sorts)  # type: ignore[type-var]
        assert f"{name} ▴" in shown(pilot)
        await pilot.click("#problems", offset=(begin + 1, 0))
        await pilot.pause()
        falling = [told(one) for one in screen.table.shown]
        assert falling == sorted(falling, reverse=True)  # type: ignore[type-var]


async def test_a_cause_is_marked_as_one(county: Path) -> None:
    async with running(county, "p", "g", "down", "enter") as pilot:
        screen = screen_of(pilot)
        largest = max(range(len(screen.rows)), key=lambda n: len(screen.rows.lines[n].problems))  # type: ignore[union-attr]
        group = screen.rows.lines[largest]
        assert isinstance(group, Heading)
        assert len(group.problems) > 1
        screen.main.move_to(largest)
        await press(pilot, "space")
        assert screen.table.chosen(None) == list(group.problems)


async def test_reports_are_ranked_by_what_a_look_at_them_is_expected_to_find(county: Path) -> None:
    async with running(county, "p", "o", "home", "enter") as pilot:
        screen = screen_of(pilot)
        lines = screen.rows.lines
        assert all(isinstance(line, Heading) and line.standing is not None for line in lines)
        ranks = [line.standing.rank for line in lines if isinstance(line, Heading) and line.standing]
        assert ranks == sorted(ranks)
        assert "稳健 z 值" in shown(pilot)  # the order is explained
        first = lines[0]
        assert isinstance(first, Heading)
        await press(pilot, "enter")  # its problems below it
        assert screen.rows.lines[1 : 1 + len(first.problems)] == list(first.problems)
        await press(pilot, "o", "home", "down", "enter")  # by severity: the problems themselves again
        assert not any(isinstance(line, Heading) for line in screen.rows.lines)


async def test_a_report_unlike_its_peers_is_ranked_without_a_problem_and_opened(tmp_path: Path) -> None:
    path = tmp_path / "g.db"
    with closing(connect(path)) as db:
        save_unlike(db)
    async with running(path, "p", "o", "home", "enter") as pilot:
        screen = screen_of(pilot)
        await press(pilot, "slash")
        await write(pilot, "odd")
        await press(pilot, "enter")
        (line,) = screen.rows.lines
        assert isinstance(line, Heading)
        assert "一般为" in shown(pilot)
        screen.table.look(found=())  # nothing is found in any report
        screen.refill()
        (line,) = screen.rows.lines
        assert isinstance(line, Heading)
        assert not line.problems
        await press(pilot, "enter")
        assert type(pilot.app.screen).__name__ == "ReportScreen"


async def test_the_cursor_stays_where_the_work_is(county: Path) -> None:
    async with running(county, "p", "s", "down", "down", "enter", "down", "down") as pilot:
        screen = screen_of(pilot)
        after = screen.rows.lines[3]
        await press(pilot, "w")
        await write(pilot, "已核实")
        await press(pilot, "enter")
        assert screen.line == after


async def test_the_next_report_is_a_key_away(county: Path) -> None:
    async with running(county, "p", "o", "down", "enter") as pilot:
        screen = screen_of(pilot)
        first = screen.here
        await press(pilot, "right_square_bracket")
        assert screen.here and first and screen.here.entry.id != first.entry.id
        await press(pilot, "left_square_bracket")
        assert screen.here == first


async def test_from_a_report_on_to_the_next_of_the_table(county: Path) -> None:
    async with running(county, "p", "o", "home", "down", "down", "enter", "home") as pilot:
        table = screen_of(pilot)
        first, depth = table.line, len(pilot.app.screen_stack)
        await press(pilot, "enter")
        seen: list[int] = []
        while not seen or "最后一份" not in shown(pilot):
            report = pilot.app.screen
            assert isinstance(report, ReportScreen)
            assert len(pilot.app.screen_stack) == depth + 1
            seen.append(report.entry.id)
            await press(pilot, *action("report.next_report").keys[len(seen) % 2 :][:1])
        assert len(seen) == len(set(seen)) == len({one.entry.id for one in table.table.shown})
        for _report in seen[1:]:
            await press(pilot, action("report.previous_report").keys[1])
        await press(pilot, "q")
        assert table.is_current
        assert table.line == first


async def test_a_report_opened_by_itself_has_no_next_one(county: Path) -> None:
    async with running(county, "down", "enter") as pilot:
        report = pilot.app.screen
        await press(pilot, "f12")
        assert pilot.app.screen is report
        assert "没有下一份" in shown(pilot)


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


async def test_a_paragraph_is_commented_on_where_it_stands(county: Path) -> None:
    with closing(connect(county)) as db:
        (entry,) = entries(db, "青禾县人民政府", 2024)
        set_text(db, entry.id, "problems", "存在的问题。\n改进的措施。\n其他。", actor="a")
    async with running(county, "p") as pilot:
        pilot.app.open_report(entry, "problems")  # type: ignore[attr-defined]
        await press(pilot, "down", "alt+m", "a")
        await write(pilot, "措施太空")
        await press(pilot, "enter")
        assert "第 2 段" in shown(pilot)
        with closing(connect(county)) as db:
            (said,) = comments(db, entry.id)
        assert (said.part, said.quote, said.text) == ("problems", "改进的措施。", "措施太空")
        await press(pilot, "r")
        await write(pilot, "已补充")
        await press(pilot, "enter", "q")
        assert "措施太空" in shown(pilot)  # in the line below the paragraph
        await press(pilot, "up")
        assert "措施太空" not in shown(pilot)
        await press(pilot, "alt+m", "enter")  # from the list to where it stands
        assert "第 2 段第 1 字" in shown(pilot) or "第 2 段  批注" in shown(pilot)
        await press(pilot, "alt+m", "x")
        assert "没有批注" in shown(pilot)
        await press(pilot, "q")
        assert "措施太空" not in shown(pilot)


async def test_a_comment_on_a_paragraph_that_was_changed_says_so(county: Path) -> None:
    with closing(connect(county)) as db:
        (entry,) = entries(db, "青禾县人民政府", 2024)
        set_text(db, entry.id, "problems", "一段。\n二段。", actor="a")
        add_comment(db, entry.id, "请改", actor="r", part="problems", paragraph=2)
        set_text(db, entry.id, "problems", "一段。\n另一段。", actor="a")
    async with running(county, "p") as pilot:
        pilot.app.open_report(entry, "problems")  # type: ignore[attr-defined]
        await press(pilot, "alt+m")
        assert "该段已改" in shown(pilot)
        await press(pilot, "enter")
        assert type(pilot.app.screen).__name__ == "ReportScreen"


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


async def test_at_eighty_columns_a_line_says_what_is_wrong(county: Path) -> None:
    """Two columns of one balance look different, and what to do about it is not cut off below."""
    async with running(county, "p", size=(80, 24)) as pilot:
        screen = screen_of(pilot)
        lines = [screen.rows.page(n, 1)[0] for n in range(len(screen.rows))]
        balances = [line for line in lines if line.fields[4] == "T3-BAL"]
        room = screen.main.widths()[-1]
        assert balances
        assert all("本年新收" not in line.fields[-1][:6] for line in balances)
        assert len({line.fields[-1][: room // 2] for line in balances}) > 1
        hinted = next(
            n for n, one in enumerate(screen.table.shown) if "T3-BAL" in one.finding.rule and one.finding.suggestion
        )
        screen.main.move_to(hinted)
        await pilot.pause()
        assert any("→" in line for line in shown(pilot).splitlines()[-5:-1])


async def test_the_report_that_one_goes_to_shows_the_problem_one_came_for(county: Path) -> None:
    async with running(county, "p") as pilot:
        screen = screen_of(pilot)
        at = next(n for n, one in enumerate(screen.table.shown) if one.finding.rule.startswith("T3-BAL"))
        screen.main.move_to(at)
        finding = screen.table.shown[at].finding
        await press(pilot, "enter")
        await pilot.pause(0.5)
        report = pilot.app.screen
        assert isinstance(report, ReportScreen)
        current = report.work.walk.current
        assert current is not None
        assert current.rule == finding.rule
        assert "›!" in shown(pilot)
        await press(pilot, "f3")
        assert report.work.walk.current != current
