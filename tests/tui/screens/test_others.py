"""Trend, status, agencies, new report, start, help, and the command palette."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from tui.screens.conftest import SCHOOLS
from tui.snapshots import SIZES, compare, press, running, shown, write

from giktui.report import Report
from giktui.store import all_agencies, begin, connect, entries, find_agency, save
from giktui.store.agencies.lineage import predecessors, succeed
from giktui.tui.keymap import actions, key_name
from giktui.tui.palette import ActionProvider
from giktui.tui.screens.help.screen import scope_name

# -- trend ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_trend_looks_as_it_should(county: Path, size: tuple[int, int]) -> None:
    async with running(county, "t", size=size) as pilot:
        compare("trend", pilot, path=county)


async def test_measures_are_stepped_through_and_filtered(county: Path) -> None:
    async with running(county, "t") as pilot:
        assert "新收申请" in shown(pilot).splitlines()[0]
        assert "公开占比" in (await press(pilot, "n")).splitlines()[0]
        assert "新收申请" in (await press(pilot, "left")).splitlines()[0]
        await press(pilot, "slash")
        await write(pilot, "行政许可")
        assert "行政许可" in (await press(pilot, "enter")).splitlines()[0]


async def test_trend_of_another_agency(county: Path) -> None:
    async with running(county, "t", "g", "end", "enter") as pilot:
        assert "[/部分]局" in shown(pilot).splitlines()[0]


# -- status -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_status_looks_as_it_should(county: Path, size: tuple[int, int]) -> None:
    async with running(county, "s", size=size) as pilot:
        compare("status", pilot, path=county)


async def test_status_of_another_year_and_only_the_missing(county: Path) -> None:
    async with running(county, "s", "y", "up", "enter") as pilot:
        assert "2023 › 报送情况" in shown(pilot)
        text = await press(pilot, "f", "down", "enter")
        assert "青禾县教育局" in text
        assert "[/部分]局" not in text
        assert "其余 2 个没有列出" in text


async def test_reminder_names_who_is_missing(county: Path) -> None:
    async with running(county, "s", "y", "up", "enter", "m") as pilot:
        assert "青禾县教育局：贵单位2023年" in shown(pilot)
        await press(pilot, "c", "escape")
        assert "青禾县教育局" in pilot.app.clipboard


async def test_status_opens_what_is_there_and_begins_what_is_not(county: Path) -> None:
    async with running(county, "s", "y", "up", "enter", "down", "enter") as pilot:
        assert "新建报告" in shown(pilot)
        await press(pilot, "escape", "up", "enter")
        assert type(pilot.app.screen).__name__ == "ReportScreen"


# -- agencies ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_agencies_look_as_they_should(county: Path, size: tuple[int, int]) -> None:
    async with running(county, "g", size=size) as pilot:
        compare("agencies", pilot, path=county)


async def test_an_agency_is_added_renamed_moved_and_told_of(county: Path) -> None:
    async with running(county, "g", "a") as pilot:
        await write(pilot, "青禾县[/]水利局")
        await press(pilot, "enter", "r", "end")
        await write(pilot, "二科")
        assert "别名：青禾县[/]水利局" in await press(pilot, "enter")
        await press(pilot, "m", "home", "enter", "l", "end", "enter", "p", "down", "enter")
    with closing(connect(county)) as db:
        found = find_agency(db, "青禾县[/]水利局")
        assert found is not None
        assert (found.name, found.parent, found.level) == ("青禾县[/]水利局二科", None, "部门")
        assert found.makes_rules is False


async def test_an_agency_at_the_top(county: Path) -> None:
    async with running(county, "g", "A") as pilot:
        await write(pilot, "别县人民政府")
        await press(pilot, "enter")
    with closing(connect(county)) as db:
        assert next(agency for agency in all_agencies(db) if agency.name == "别县人民政府").parent is None


async def test_what_cannot_be_moved_says_why(county: Path) -> None:
    async with running(county, "g", "m", "end", "enter") as pilot:
        assert "不能放在" in shown(pilot)


async def test_three_agencies_are_merged_and_one_is_split(tmp_path: Path) -> None:
    path = tmp_path / "g.db"
    with closing(connect(path)) as db:
        for name in ("甲局", "乙局", "丙局", "丁局"):
            save(db, Report(name, 2023, "2021", cells={"applications.received.total": 10}), actor="a")
    async with running(path, "g", "space", "space", "space") as pilot:
        assert "已选 3" in shown(pilot)
        await press(pilot, "s", "enter")
        await write(pilot, "戊局")
        await press(pilot, "enter")
        pilot.app.screen.query_one("Input").value = "2024-05-01"  # type: ignore[attr-defined]
        await press(pilot, "enter")
        assert "前身：" in shown(pilot)
        await press(pilot, "end", "up")
        await press(pilot, "s", "down", "enter")
        await write(pilot, "己局 0.6,庚局 40%")
        await press(pilot, "enter")
        assert "哪一天起" in shown(pilot)
        await press(pilot, "enter")
    with closing(connect(path)) as db:
        new = find_agency(db, "戊局")
        assert new is not None
        assert len(predecessors(db, new.id)) == 3
        parts = {name: find_agency(db, name) for name in ("己局", "庚局")}
        shares = {name: [str(one.share) for one in predecessors(db, one.id)] for name, one in parts.items() if one}
        assert shares == {"己局": ["0.6"], "庚局": ["0.4"]}


async def test_two_names_of_one_agency_that_look_like_a_reform_are_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "g.db"
    with closing(connect(path)) as db:
        for name, year in (("丙县旅游局", 2022), ("丙县文旅局", 2023)):
            save(db, Report(name, year, "2021"), actor="a")
    for answer, left in (("n", 2), ("y", 1)):
        async with running(path, "g", "space", "space", "s", "down", "enter", "enter") as pilot:
            assert "giktui agency succeed" in shown(pilot)
            await press(pilot, answer)
        with closing(connect(path)) as db:
            assert len(all_agencies(db)) == left


async def test_a_report_is_compared_with_its_predecessors(tmp_path: Path) -> None:
    path = tmp_path / "g.db"
    with closing(connect(path)) as db:
        for name, n in (("甲局", 11), ("乙局", 22)):
            save(db, Report(name, 2023, "2021", cells={"applications.received.total": n}), actor="a")
        entry = save(db, Report("丙局", 2024, "2021", cells={"applications.received.total": 44}), actor="a")
        succeed(db, "丙局", ["甲局", "乙局"], day=date(2024, 5, 1), actor="a")
    async with running(path) as pilot:
        pilot.app.show("compare", new=entry)  # type: ignore[attr-defined]
        await pilot.pause()
        text = shown(pilot)
        assert "前身 2023" in text
        assert "33" in text and "44" in text


async def test_agencies_are_filtered(county: Path) -> None:
    async with running(county, "g", "slash") as pilot:
        text = await write(pilot, "教育")
        assert "筛选出 1 条，其余 2 条没有列出" in text
        await press(pilot, "enter", "q")
        assert type(pilot.app.screen).__name__ == "HomeScreen"


# -- new report and start ---------------------------------------------------------------------------------------------


async def test_a_new_report_begins_from_last_year(county: Path) -> None:
    async with running(county, "n") as pilot:
        assert "2025" in shown(pilot)
        await press(pilot, "enter")
        assert type(pilot.app.screen).__name__ == "ReportScreen"
    with closing(connect(county)) as db:
        assert entries(db, "青禾县人民政府", 2025)


async def test_a_name_is_completed_and_a_bad_year_refused(county: Path) -> None:
    async with running(county, "n", "shift+tab", "end") as pilot:
        await press(pilot, *["backspace"] * 4, "right", "enter")
        await press(pilot, *["backspace"] * 4)
        assert "四位数" in await press(pilot, "enter")
        await write(pilot, "2025")
        await press(pilot, "enter")
        assert "青禾县" in shown(pilot).splitlines()[0]


async def test_a_report_that_is_there_is_opened(county: Path) -> None:
    async with running(county, "n") as pilot:
        await press(pilot, *["backspace"] * 4)
        text = await write(pilot, "2024")
        assert "已经有了（草稿）：Enter 打开它" in text
        await press(pilot, "enter")
        assert "青禾县人民政府 › 2024" in shown(pilot).splitlines()[0]


async def test_the_first_year_without_a_report_is_proposed(county: Path) -> None:
    last = date.today().year - 1
    with closing(connect(county)) as db:
        begin(db, SCHOOLS, last, actor="王五")
    async with running(county, "n") as pilot:
        text = await press(pilot, "shift+tab", *["backspace"] * 7)
        assert str(last) in text
        assert str(last + 1) in await write(pilot, SCHOOLS)
        assert f"有 {last} 年的报告" in shown(pilot)
        assert "新的机关" in await write(pilot, "二科")
        assert str(last) in shown(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_start_looks_as_it_should(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "empty.db"
    async with running(path, size=size) as pilot:
        compare("start", pilot, path=path)


@pytest.mark.parametrize(("keys", "screen"), [("i", "ImportScreen"), ("n", "NewReportDialog"), ("h", "HomeScreen")])
async def test_start_offers_ways_to_begin(tmp_path: Path, keys: str, screen: str) -> None:
    async with running(tmp_path / "empty.db", keys) as pilot:
        assert type(pilot.app.screen).__name__ == screen


async def test_start_imports_the_example(tmp_path: Path) -> None:
    async with running(tmp_path / "empty.db", "down", "down", "enter") as pilot:
        assert "读入" in shown(pilot)
        assert type(await press(pilot, "o") and pilot.app.screen).__name__ == "ReportScreen"


async def test_an_empty_home_says_what_to_do(tmp_path: Path) -> None:
    async with running(tmp_path / "empty.db", "h") as pilot:
        assert "按 i 导入" in shown(pilot)
        await press(pilot, "enter", "escape", "c", "d", "e", "h", "t", "left", "right", "down")
        assert type(pilot.app.screen).__name__ == "HomeScreen"


# -- help and palette -------------------------------------------------------------------------------------------------


async def test_help_lists_every_action_with_its_keys(county: Path) -> None:
    async with running(county, "f1", size=(120, 40)) as pilot:
        rows = pilot.app.screen.main.source.items  # type: ignore[attr-defined]
        listed = {(row.key.id, row.fields[0]) for row in rows}
        assert listed == {(found.id, "  ".join(map(key_name, found.keys))) for found in actions()}
        assert rows[0].key.scope == "home"


async def test_help_is_filtered_by_key_or_name(county: Path) -> None:
    async with running(county, "f1", "slash") as pilot:
        text = await write(pilot, "compare")
        assert "比较" in text
        assert "照抄上年" not in text


def test_every_function_key_has_a_twin() -> None:
    for found in actions():
        if any(key.split("+")[-1][0] == "f" and key.split("+")[-1][1:].isdigit() for key in found.keys):
            assert any(key.startswith(("ctrl+", "alt+")) for key in found.keys), found.id


def test_no_scope_uses_a_key_twice() -> None:
    for scope in {found.scope for found in actions()}:
        keys = [key for found in actions() if found.scope == scope for key in found.keys]
        assert len(keys) == len(set(keys)), scope


async def test_palette_offers_what_applies_here_in_both_languages(county: Path) -> None:
    async with running(county, "h") as pilot:
        provider = ActionProvider(pilot.app.screen)
        offered = {found.id for found, _node in provider.applicable()}
        assert {"history.restore", "page.help", "app.next_theme"} <= offered
        assert "home.open" not in offered
        chinese = [hit async for hit in provider.search("恢复此值")]
        english = [hit async for hit in provider.search("restore")]
        assert [hit.text for hit in chinese][:1] == [hit.text for hit in english][:1] == ["恢复此值"]
        assert [hit async for hit in provider.search("没有这种操作")] == []


async def test_palette_runs_what_is_chosen(county: Path) -> None:
    async with running(county, "ctrl+p") as pilot:
        await write(pilot, "findings")
        await pilot.pause(0.3)
        await write(pilot, "")
        await press(pilot, "escape", "ctrl+p")
        await write(pilot, "报送")
        await pilot.pause(0.3)
        await press(pilot, "down", "enter")
        assert type(pilot.app.screen).__name__ == "StatusScreen"


async def test_palette_says_in_our_words_that_there_is_no_such_action(county: Path) -> None:
    async with running(county, "ctrl+p") as pilot:
        await write(pilot, "没有这种操作")
        await pilot.pause(0.8)
        assert "这里没有这样的操作" in shown(pilot)
        assert "No matches" not in shown(pilot)


def test_every_scope_has_a_name_in_the_help() -> None:
    assert all(scope_name(found.scope) != found.scope for found in actions())


async def test_help_and_palette_are_in_one_language(county: Path) -> None:
    """The names of keys stay what they are printed on."""
    async with running(county, "ctrl+p") as pilot:
        assert "Open the report" not in shown(pilot)
        text = await press(pilot, "escape", "f1")
        assert "home.open" not in text
        assert text.splitlines()[2].split() == ["Enter", "打开", "首页"]
