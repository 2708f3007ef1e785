"""The home screen: the matrix, its filter, where each key leads, and how it stays quick with many agencies."""

import json
from contextlib import closing
from pathlib import Path

import pytest
from tui.snapshots import SIZES, compare, press, running, settle, shown, write

from giktui.store import connect
from giktui.store.analysis.overview import lines, outline
from giktui.tui.screens.home.screen import HomeScreen
from giktui.tui.ui_state import Where, recall, remember


@pytest.mark.parametrize("size", SIZES)
async def test_home_looks_as_it_should(county: Path, size: tuple[int, int]) -> None:
    async with running(county, size=size) as pilot:
        compare("home", pilot, path=county)


async def test_cells_say_state_and_findings_in_words(county: Path) -> None:
    async with running(county) as pilot:
        text = shown(pilot)
        assert "草稿" in text
        assert "错" in text
        assert "[/部分]局" in text


async def test_filter_as_one_types_and_take_it_back(county: Path) -> None:
    async with running(county, "slash") as pilot:
        text = await write(pilot, "教育")
        assert "青禾县教育局" in text
        assert "[/部分]局" not in text
        assert "1 个机关" in text
        assert "[/部分]局" in await press(pilot, "escape")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_filter_then_enter_is_back_in_the_matrix(county: Path) -> None:
    async with running(county, "slash", "部", "enter", "enter") as pilot:
        assert type(pilot.app.screen).__name__ == "ReportScreen"


async def test_a_report_opens_again_where_it_was_left(county: Path) -> None:
    async with running(county, "enter", "alt+4", "right") as pilot:
        left = recall(county)
        assert left.section == "proceedings"
        await press(pilot, "escape", "enter")
        assert recall(county) == left
    async with running(county, "enter") as pilot:
        assert "四、政府信息公开行政复议" in shown(pilot)
        assert recall(county) == left


@pytest.mark.parametrize(
    ("key", "screen"),
    [
        ("enter", "ReportScreen"),
        ("n", "NewReportDialog"),
        ("i", "ImportScreen"),
        ("c", "FindingsScreen"),
        ("C", "AllFindingsScreen"),
        ("alt+c", "AllFindingsScreen"),
        ("d", "CompareScreen"),
        ("D", "Choose"),
        ("alt+d", "Choose"),
        ("e", "ExportScreen"),
        ("h", "HistoryScreen"),
        ("t", "TrendScreen"),
        ("s", "StatusScreen"),
        ("g", "AgenciesScreen"),
        ("F", "StartScreen"),
        ("alt+o", "StartScreen"),
        ("f1", "HelpScreen"),
        ("question_mark", "HelpScreen"),
        ("alt+h", "HelpScreen"),
        ("ctrl+p", "CommandPalette"),
    ],
)
async def test_every_key_leads_somewhere_and_back(county: Path, key: str, screen: str) -> None:
    async with running(county, key) as pilot:
        assert type(pilot.app.screen).__name__ == screen
        await press(pilot, "escape" if screen != "ReportScreen" else "q")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_a_year_without_report_is_offered_as_a_new_one(county: Path) -> None:
    async with running(county, "down", "left", "enter") as pilot:
        text = shown(pilot)
        assert "新建报告" in text
        assert "青禾县教育局" in text
        assert "2023" in text


async def test_keys_that_need_a_report_say_so_where_there_is_none(county: Path) -> None:
    async with running(county, "down", "left", "c") as pilot:
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "这里没有报告" in "".join(str(note.message) for note in pilot.app._notifications)


async def test_arrows_move_over_agencies_and_years(county: Path) -> None:
    async with running(county, "down", "down", "left") as pilot:
        assert "[/部分]局 2023 年" in shown(pilot)
        assert "[/部分]局 2024 年" in await press(pilot, "tab")
        assert "青禾县人民政府 2024 年" in await press(pilot, "home")
        assert "[/部分]局 2024 年" in await press(pilot, "end")
        assert "青禾县人民政府 2024 年" in await press(pilot, "pageup")
        assert "[/部分]局 2024 年" in await press(pilot, "pagedown")


async def test_years_scroll_sideways_on_a_narrow_screen(county: Path) -> None:
    async with running(county) as pilot:
        head = shown(pilot).splitlines()[1]
        assert "2020" not in head
        assert "<" in head
        assert not head.endswith(">")
        head = (await press(pilot, "left", "left", "left", "left")).splitlines()[1]
        assert "2020" in head
        assert head.endswith(">")


async def test_place_is_kept_for_the_next_time(county: Path) -> None:
    async with running(county, "down", "down", "left", "q"):
        pass
    assert recall(county) == Where("[/部分]局", 2023)
    async with running(county) as pilot:
        assert "[/部分]局 2023 年" in shown(pilot)


def test_what_is_no_state_file_is_no_trouble(county: Path, own_environment: Path) -> None:
    state = own_environment / "state" / "giktui" / "where.json"
    state.parent.mkdir(parents=True)
    for content in ("", "[1]", "{", json.dumps({str(county): [1]}), json.dumps({str(county): {"year": "x"}})):
        state.write_text(content)
        assert recall(county) == Where()
    remember(county, Where("甲", 2024, "other", ""))
    assert recall(county) == Where("甲", 2024, "other", "")


async def test_what_another_process_saves_is_shown(county: Path) -> None:
    from giktui.store import begin

    async with running(county) as pilot:
        with closing(connect(county)) as other:
            begin(other, "新来的局", 2024, actor="别人")
        pilot.app.poll_database()  # type: ignore[attr-defined]
        await settle(pilot)
        assert "新来的局" in shown(pilot)


async def test_many_agencies_are_fetched_a_page_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "many.db"
    with closing(connect(path)) as db:
        db.execute("BEGIN")
        db.executemany("INSERT INTO agency (name) VALUES (?)", [(f"第{n}号局",) for n in range(5000)])
        db.execute(
            "INSERT INTO report (agency, year, form, created, updated) "
            "SELECT id, 2024, '2021', '2026-01-20T08:00:00Z', '2026-01-20T08:00:00Z' FROM agency"
        )
        db.execute("COMMIT")
    fetched: list[int] = []

    def counting(db: object, part: object) -> object:
        fetched.append(len(part))  # type: ignore[arg-type]
        return lines(db, part)  # type: ignore[arg-type]

    monkeypatch.setattr("giktui.store.analysis.overview.lines", counting)
    async with running(path, "end") as pilot:
        assert "第4999号局" in shown(pilot)
        assert sum(fetched) < 1000
        assert "第4999号局" in await press(pilot, "slash", *"4999")
        await press(pilot, "escape", "s", "end")
    with closing(connect(path)) as db:  # only what was in a window has been counted, and that is remembered
        assert 0 < db.execute("SELECT count(*) FROM check_count").fetchone()[0] < 150


def test_the_outline_is_the_tree(county: Path) -> None:
    with closing(connect(county)) as db:
        assert [depth for _id, depth in outline(db)] == [0, 1, 2]
        assert len(outline(db, "青禾")) == 2
        assert outline(db, "%") == []


async def test_the_last_screen_says_that_q_quits(county: Path) -> None:
    async with running(county) as pilot:
        assert "q 退出" in shown(pilot).splitlines()[-1]
        assert "q 返回" in (await press(pilot, "s")).splitlines()[-1]
        await press(pilot, "q", "q")
    assert not pilot.app.is_running


async def test_the_palette_opens_any_report_at_a_section(county: Path) -> None:
    async with running(county, "ctrl+p") as pilot:
        text = await write(pilot, "jyj 2024 五")
        assert "打开 青禾县教育局 2024 年 五、" in text
        await press(pilot, "enter")
        await settle(pilot)
        assert type(pilot.app.screen).__name__ == "ReportScreen"
        assert "青禾县教育局 › 2024 › 五" in shown(pilot)


async def test_an_empty_database_says_what_to_do_once_and_has_no_dead_keys(tmp_path: Path) -> None:
    connect(tmp_path / "new.db").close()
    async with running(tmp_path / "new.db", "h") as pilot:
        assert isinstance(pilot.app.screen, HomeScreen)
        assert shown(pilot).count("按 i 导入") == 1
        for key in ("c", "d", "e", "h", "t", "u", "r"):
            said = len(pilot.app._notifications)
            await press(pilot, key)
            assert len(pilot.app._notifications) > said, key
        assert "没有未处理的问题" in await press(pilot, "p")
