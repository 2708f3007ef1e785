"""What the mouse does, and what is shown where there is room for it."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from tui.conftest import Desk
from tui.snapshots import running, settle, shown

from giktui.tui.screens.findings.screen import FindingsScreen
from giktui.tui.widgets.key_line import KeyLine

Opened = Callable[..., AbstractAsyncContextManager[Desk]]
RECEIVED = "applications.received.natural_person"


async def test_a_click_on_a_finding_goes_there(opened: Opened) -> None:
    async with opened(RECEIVED) as desk:
        desk.report.work.walk.check()
        await desk.pilot.pause()
        await desk.pilot.click("#findings", offset=(5, 1))
        await desk.pilot.pause()
        finding = desk.report.work.walk.current
        assert finding is not None
        assert finding.rule == desk.report.work.walk.findings[1].rule
        assert desk.report.work.navigator.part != "applications"


async def test_a_click_on_a_key_is_as_good_as_the_key(county: Path) -> None:
    async with running(county) as pilot:
        line = pilot.app.screen.query_one(KeyLine)
        begin, _end, id = line._places[-2]
        assert id == "page.help"
        await pilot.click(KeyLine, offset=(begin + 2, 0))
        await settle(pilot)
        assert "全部按键" in shown(pilot)


async def test_a_click_on_a_head_sorts_and_a_third_takes_it_back(county: Path) -> None:
    async with running(county, "home", "down", "down", "right", "right", "right", "right", "c") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, FindingsScreen)

        def rules() -> list[str]:
            return [item.fields[1] for n in range(len(screen.main.source)) if (item := screen.main.at(n))]

        as_it_came = rules()
        await pilot.click("#findings", offset=(10, 0))
        await settle(pilot)
        assert rules() == sorted(as_it_came)
        assert "规则 ▴" in shown(pilot)
        await pilot.click("#findings", offset=(10, 0))
        await settle(pilot)
        assert rules() == sorted(as_it_came, reverse=True)
        await pilot.press("f7")
        await settle(pilot)
        await pilot.press(*["f7"] * 2)
        await settle(pilot)
        assert rules() == as_it_came


@pytest.mark.parametrize(("width", "heads"), [(80, 0), (120, 2), (160, 8)])
async def test_last_year_stands_beside_as_there_is_room(opened: Opened, width: int, heads: int) -> None:
    async with opened(RECEIVED, size=(width, 40)) as desk:
        layout = desk.grid.layout_
        assert len(layout.lines[layout.rows[0]].asides) == heads
        row = next(line for line in desk.text.splitlines() if "一、本年新收" in line)
        assert ("12" in row) == (heads > 0)


async def test_a_difference_of_any_length_is_shown_in_full(opened: Opened) -> None:
    async with opened("applications.received.total") as desk:
        await desk.press(*"12345", "enter")
        row = next(line for line in desk.text.splitlines() if "一、本年新收" in line)
        assert "差 12345" in row
        assert "多 12347" in desk.text or "多12347" in desk.text, "with the two carried in, under the column"


async def test_the_wheel_moves_the_table_and_not_the_cursor(opened: Opened) -> None:
    from textual.events import MouseScrollDown

    async with opened(RECEIVED) as desk:
        grid = desk.grid
        grid.post_message(MouseScrollDown(grid, 5, 5, 0, 0, 0, shift=False, meta=False, ctrl=False))
        await desk.pilot.pause()
        assert grid.top == 3
        assert grid.cursor == RECEIVED
