"""Who changed what: the journal on the screen, and giving a cell back the value it had."""

from contextlib import closing
from pathlib import Path

import pytest
from tui.snapshots import SIZES, compare, press, running, shown, write

from giktui.store import connect, entries, history, load, set_cells, set_text, submit
from giktui.tui.screens.history.screen import HistoryScreen

CELL = "disclosure.licences.decisions"


@pytest.fixture
def edited(county: Path) -> Path:
    """The county after three edits of the report of 2024."""
    with closing(connect(county)) as db:
        (entry,) = entries(db, "青禾县人民政府", 2024)
        set_cells(db, entry.id, {CELL: 11000}, actor="王五", origin="typed")
        set_cells(db, entry.id, {CELL: None}, actor="赵六", origin="typed")
        set_text(db, entry.id, "other", "收取信息处理费[/部分]0元。", actor="王五")
    return county


@pytest.mark.parametrize("size", SIZES)
async def test_history_looks_as_it_should(edited: Path, size: tuple[int, int]) -> None:
    async with running(edited, "h", size=size) as pilot:
        compare("history", pilot, path=edited)


async def test_newest_first_with_who_and_how(edited: Path) -> None:
    async with running(edited, "h") as pilot:
        first, second = shown(pilot).splitlines()[2:4]
        assert "王五" in first
        assert "六、其他需要报告的事项" in first
        assert "赵六" in second
        assert "11000" in second


async def test_filter_by_person_and_cell(edited: Path) -> None:
    async with running(edited, "h", "slash") as pilot:
        text = await write(pilot, "赵六")
        assert "李四" not in text
        assert "赵六" in text
        assert "李四" in await press(pilot, "backspace", "backspace", "enter")


async def test_only_this_cell_and_all_again(edited: Path) -> None:
    async with running(edited, "h", "down", "f") as pilot:
        assert "3 条" in shown(pilot)
        assert "3 条" not in await press(pilot, "f")


async def test_restore_a_value_from_before(edited: Path) -> None:
    async with running(edited, "h", "down", "r") as pilot:
        assert "现在是 空白" in shown(pilot)
        text = await press(pilot, "enter")
        assert "恢复" in text
    with closing(connect(edited)) as db:
        (entry,) = entries(db, "青禾县人民政府", 2024)
        assert load(db, entry.id).cells[CELL] == 11000
        assert history(db, entry.id)[0].origin == "restore"


async def test_restore_a_text(edited: Path) -> None:
    async with running(edited, "h", "r", "enter"):
        pass
    with closing(connect(edited)) as db:
        (entry,) = entries(db, "青禾县人民政府", 2024)
        assert "[/部分]" not in load(db, entry.id).narratives["other"]


async def test_a_submitted_report_says_why_it_does_not_change(edited: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("giktui.store.reports.lifecycle.checked", lambda *_args, **_more: [])
    with closing(connect(edited)) as db:
        (entry,) = entries(db, "青禾县人民政府", 2024)
        submit(db, entry.id, actor="王五")
    async with running(edited, "h", "r") as pilot:
        assert type(pilot.app.screen).__name__ == "HistoryScreen", "an act without a value"
        await press(pilot, "down", "down", "r", "enter")
        assert type(pilot.app.screen).__name__ == "Notice"


async def test_enter_goes_to_the_cell(edited: Path) -> None:
    async with running(edited, "h", "down", "enter") as pilot:
        assert type(pilot.app.screen).__name__ == "ReportScreen"


async def test_escape_takes_the_filter_back_and_stays_on_the_edit(edited: Path) -> None:
    async with running(edited, "h", "slash") as pilot:
        await write(pilot, "没有这样的格")
        assert "没有符合筛选的修改" in shown(pilot)
        assert isinstance(pilot.app.screen, HistoryScreen)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, HistoryScreen)
        assert "没有这样的格" not in shown(pilot)
        await press(pilot, "slash")
        await write(pilot, "复议后起诉")
        await press(pilot, "enter", "down", "slash")
        edit = pilot.app.screen.edit
        assert edit is not None
        await press(pilot, "escape")
        assert pilot.app.screen.edit == edit
        assert pilot.app.screen.main.cursor > 1
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, HistoryScreen)


async def test_how_a_cell_was_recognised_is_said_in_words(county: Path) -> None:
    with closing(connect(county)) as db:
        (entry,) = entries(db, "青禾县人民政府", 2024)
        set_cells(db, entry.id, {CELL: 1}, actor="王五", origin="import", detail="年报.txt:72 position")
        set_cells(db, entry.id, {CELL: 2}, actor="王五", origin="import", detail="年报.txt:72 fuzzy 0.93")
    async with running(county, "h") as pilot:
        assert "年报.txt:72（按相近的写法认出）" in shown(pilot)
        assert "年报.txt:72（按位置认出）" in await press(pilot, "down")
