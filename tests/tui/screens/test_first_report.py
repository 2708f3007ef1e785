"""The first start leads through a first report in six steps, and can be left at any of them."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from tui.conftest import AsyncDesk
from tui.snapshots import press, running, shown, write

from giktui.form import load_form
from giktui.store import connect, find_entry, set_cells, set_text
from giktui.totals import parts_of
from giktui.tui.app import GiktuiApp
from giktui.tui.first_report import lead_through
from giktui.tui.keymap import action

Opened = Callable[..., AsyncDesk]
AGENCY = "云溪县水务局"
LEAVE = action("report.lead").keys


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A database without reports."""
    path = tmp_path / "empty.db"
    connect(path).close()
    return path


async def test_the_first_start_leads_from_the_start_page_into_the_report_that_is_begun(empty: Path) -> None:
    async with running(empty) as pilot:
        assert "第 1 步，共 6 步" in shown(pilot)
        await press(pilot, "n")
        await write(pilot, AGENCY)
        await press(pilot, "enter", "enter")
        assert "第 2 步，共 6 步：填三张表" in shown(pilot)
    async with running(empty) as pilot:  # the next day, from home
        await press(pilot, "enter")
        assert "第 2 步，共 6 步" in shown(pilot)


@pytest.mark.parametrize("key", LEAVE)
async def test_it_can_be_left_on_the_start_page_and_is_not_shown_again(empty: Path, key: str) -> None:
    async with running(empty) as pilot:
        assert "第 1 步" not in await press(pilot, key)
    async with running(empty) as pilot:
        assert "第 1 步" not in shown(pilot)
        await press(pilot, "n")
        await write(pilot, AGENCY)
        assert "步，共 6 步" not in await press(pilot, "enter", "enter")
        assert "第 2 步" in await press(pilot, key)  # taken up in the report after all


@pytest.mark.parametrize("key", LEAVE)
async def test_it_can_be_left_in_the_report_and_gone_on_with(opened: Opened, database: Path, key: str) -> None:
    lead_through(database, AGENCY, 2024)
    async with opened() as desk:
        assert "第 2 步" in desk.text
        rows = desk.grid.size.height
        said = await desk.press(key)
        assert "第 2 步" not in said
        assert "再按 F9 接着来" in said
        await desk.until(lambda: desk.grid.size.height == rows + 2)  # the table has its room back
    async with opened() as desk:
        assert "步，共 6 步" not in desk.text
        assert "第 2 步" in await desk.press(key)


async def test_another_report_is_not_led_through(opened: Opened, database: Path) -> None:
    lead_through(database, AGENCY, 2023)
    async with opened() as desk:
        assert "步，共 6 步" not in desk.text


async def test_each_step_comes_when_the_one_before_is_done(opened: Opened, database: Path) -> None:
    lead_through(database, AGENCY, 2024)
    form = load_form("2021")
    tables = [[cell.id for cell in table.cells if cell.id not in parts_of(form)] for table in form.tables]
    async with opened() as desk:

        async def after(action: Callable[[], object]) -> str:
            action()
            desk.app.poll_database()
            desk.report.work.walk.check()
            await desk.pilot.pause(0.1)
            return desk.text

        db = connect(database)
        entry = find_entry(db, AGENCY, 2024)
        assert entry is not None

        def fill(cells: list[str]) -> None:
            set_cells(db, entry.id, dict.fromkeys(cells, 0), actor="赵六", origin="typed")

        assert "还没填：二 Alt+2、三 Alt+3、四 Alt+4" in desk.text
        assert "还没填：三 Alt+3、四 Alt+4" in await after(lambda: fill(tables[0][:1]))
        await after(lambda: fill(tables[1][:1]))
        assert "第 3 步，共 6 步：空白补零" in await after(lambda: fill(tables[2][:1]))
        await after(lambda: fill([cell for table in tables for cell in table]))
        assert "第 4 步，共 6 步：写三段文字" in desk.text
        for part in ("overview", "problems"):
            text = await after(
                partial(set_text, db, entry.id, part, "人手不足，培训不够，需要改进。" * 4, actor="赵六", expected="")
            )
        assert "还空着：六 Alt+6" in text
        await after(lambda: set_text(db, entry.id, "other", "收取信息处理费0元。", actor="赵六", expected=""))
        assert "第 5 步，共 6 步：检查" in desk.text
        numbers = {"received": 10, "carried_in": 2, "granted": 10, "carried_out": 2}
        settled = {f"applications.{row}.natural_person": number for row, number in numbers.items()}
        await after(lambda: set_cells(db, entry.id, settled, actor="赵六", origin="typed"))
        assert "第 6 步，共 6 步：提交、输出" in desk.text
        db.close()
        await desk.do("report.submit")
        await desk.until(lambda: "提交后只能查看" in desk.text)
        await desk.press("y")
        await desk.until(lambda: "六步走完了" in desk.text)
    async with opened() as desk:
        assert "六步走完了" not in desk.text


async def test_a_database_with_reports_leads_nobody(database: Path, tmp_path: Path) -> None:
    async with running(database) as pilot:
        assert "步，共 6 步" not in shown(pilot)
        await press(pilot, "F")  # the start page
        assert "第 1 步" not in shown(pilot)
        assert "第 1 步" in await press(pilot, LEAVE[0])


def test_what_is_no_state_is_no_trouble(empty: Path, own_environment: Path) -> None:
    (own_environment / "state" / "giktui").mkdir(parents=True, exist_ok=True)
    (own_environment / "state" / "giktui" / "where.json").write_text('{"first report": {"state": 3, "year": "x"}}')
    assert GiktuiApp(empty)
