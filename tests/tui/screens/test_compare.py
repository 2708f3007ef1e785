"""Two reports side by side."""

from contextlib import closing
from pathlib import Path

import pytest
from tui.snapshots import SIZES, compare, press, running, shown, write

from giktui.diff import compare as difference_of
from giktui.report import Report
from giktui.store import begin, connect
from giktui.tui.screens.compare.screen import CompareScreen
from giktui.tui.widgets.compare_lines import compare_lines, wrapped


@pytest.mark.parametrize("size", SIZES)
async def test_compare_looks_as_it_should(county: Path, size: tuple[int, int]) -> None:
    async with running(county, "d", size=size) as pilot:
        compare("compare", pilot, path=county)


async def test_only_what_changed_or_all(county: Path) -> None:
    async with running(county, "d") as pilot:
        assert "规章·本年制发件数" not in shown(pilot)
        assert "规章·本年制发件数" in await press(pilot, "a", "s", "down", "down", "down", "enter")
        assert "规章·本年制发件数" not in await press(pilot, "a")


async def test_jumping_from_change_to_change(county: Path) -> None:
    async with running(county, "d") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CompareScreen)
        changes = [row for row in range(len(screen.main.source)) if (line := screen.main._shown(row)) and line.starts]
        visited = [screen.main.cursor] if screen.main.cursor in changes else []
        while len(visited) < len(changes):
            await press(pilot, "n")
            visited.append(screen.main.cursor)
        assert visited == changes
        screen.reread()
        assert screen.main.cursor == changes[-1], "what a colleague saves moves nobody's cursor"
        await press(pilot, "f3")
        assert screen.main.cursor == changes[-1]
        await press(pilot, "N")
        assert screen.main.cursor == changes[-2]
        for key in ("shift+f3", "alt+n"):
            await press(pilot, key)
        assert screen.main.cursor == changes[-4]
        await press(pilot, "ctrl+n")
        assert screen.main.cursor == changes[-3]


async def test_threshold_hides_small_changes_and_refuses_words(county: Path) -> None:
    async with running(county, "d", "t") as pilot:
        await write(pilot, "100")
        text = await press(pilot, "enter")
        assert "变化下限：100%" in text
        assert "行政许可" not in text
        await press(pilot, "t", "end", "多", "enter")
        assert any("不是数字" in str(note.message) for note in pilot.app._notifications)
        assert "行政许可" in await press(pilot, "t", "backspace", "backspace", "backspace", "enter")


async def test_one_section_only(county: Path) -> None:
    async with running(county, "d", "s", "down", "down", "enter") as pilot:
        text = shown(pilot)
        assert "部分：一、总体情况" in text
        assert "行政许可" not in text


async def test_sides_can_be_chosen_and_swapped(county: Path) -> None:
    async with running(county, "d", "x") as pilot:
        assert "青禾县人民政府 › 2024 与 2023 › 比较" in shown(pilot)
        await press(pilot, "x", "o", "home", "enter")
        assert "青禾县人民政府 › 2020 与 2024 › 比较" in shown(pilot)
        assert "没有可比的对应格" in await press(pilot, "end")
        text = await press(pilot, "w", "end", "enter")
        assert "青禾县教育局 2024" in text


async def test_two_agencies(county: Path) -> None:
    async with running(county, "D", "down", "enter") as pilot:
        assert "比较 › 青禾县教育局 2024 与 青禾县人民政府 2024" in shown(pilot) or "[/部分]局 2024" in shown(pilot)


async def test_enter_goes_to_the_cell_in_the_report(county: Path) -> None:
    async with running(county, "d", "s", "down", "down", "down", "enter", "n", "n", "enter") as pilot:
        assert type(pilot.app.screen).__name__ == "ReportScreen"
        assert isinstance((await press(pilot, "q")) and pilot.app.screen, CompareScreen)


async def test_hostile_text_is_shown_as_text(county: Path) -> None:
    async with running(county, "end", "d", "a") as pilot:
        text = shown(pilot)
        assert "[/部分][red]" in text
        assert "\x1b" not in text


async def test_a_report_without_another_year_asks_with_which(county: Path) -> None:
    async with running(county, "down", "d") as pilot:
        assert "左边是哪一份" in shown(pilot)
        await press(pilot, "escape", "o", "escape")
        assert isinstance(pilot.app.screen, CompareScreen)


def test_characters_that_changed_are_marked_on_their_side() -> None:
    old = Report("甲", 2023, "2021", narratives={"overview": "全年收到申请12件，均已办结。"})
    new = Report("甲", 2024, "2021", narratives={"overview": "全年收到申请15件，均已办结。"})
    runs = [run for line in compare_lines(difference_of(old, new), 78) for run in line.runs]
    assert ("12", "removed") in runs
    assert ("15", "added") in runs


@pytest.mark.parametrize("width", [60, 79, 80, 119])
def test_lines_are_never_wider_than_the_screen(width: int) -> None:
    from rich.cells import cell_len

    text = "《条例》“三安全一稳定”1,234件①，" * 20
    old = Report("甲", 2019, "2019", narratives={"overview": text, "other": "无"})
    texts = {"overview": text[5:], "problems": text}
    new = Report("甲", 2024, "2021", narratives=texts, cells={"disclosure.rules.issued": 1})
    for line in compare_lines(difference_of(old, new), width):
        assert sum(cell_len(text) for text, _look in line.runs) <= width


def test_wrapping_loses_nothing() -> None:
    runs = [("公开信息12件", ""), ("，办结", "added"), ("3件。", "")]
    for width in (2, 3, 5, 8, 40):
        lines = wrapped([], runs, width)
        assert "".join(text for line in lines for text, _look in line) == "公开信息12件，办结3件。"


async def test_a_long_name_leaves_the_years_in_the_first_line(tmp_path: Path) -> None:
    path, name = tmp_path / "long.db", "甲省乙自治州丙自治县" * 6 + "分局"
    with closing(connect(path)) as db:
        for year in (2023, 2024):
            begin(db, name, year, actor="a")
    async with running(path, "d") as pilot:
        assert "2023 与 2024 › 比较" in shown(pilot).splitlines()[0]
        assert shown(pilot).splitlines()[2].startswith(" 格"), "the edge that other lists have, too"
