"""A whole report on the clipboard, pasted where no report is open."""

from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from tui.snapshots import press, running, settle, shown, write

from giktui.resources import folder
from giktui.store import connect, entries, load
from giktui.tui.dialogs.pasted_report import PastedReport
from giktui.tui.screens.report.screen import ReportScreen

TEXT = (folder("examples") / "chenghu-2025.txt").read_text("utf-8")


async def until(pilot: "Pilot[None]", words: str) -> None:
    """Wait until the screen shows these words."""
    for _try in range(100):
        if words in shown(pilot):
            return
        await pilot.pause(0.02)
    raise AssertionError(shown(pilot))


@pytest.mark.parametrize("keys", [(), ("n",)])
async def test_it_is_recognised_shown_and_imported(county: Path, keys: tuple[str, ...]) -> None:
    async with running(county, *keys) as pilot:
        pilot.app.post_message(events.Paste(TEXT))
        await settle(pilot)
        assert isinstance(pilot.app.screen, PastedReport)
        await until(pilot, "澄湖县人民政府 2025 年")
        db = connect(county)
        assert not [entry for entry in entries(db) if entry.agency == "澄湖县人民政府"]
        await press(pilot, "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ReportScreen)
        (entry,) = (entry for entry in entries(db) if entry.agency == "澄湖县人民政府")
        assert entry.year == 2025
        assert len(load(db, entry.id).cells) > 150
        db.close()


async def test_where_the_text_does_not_tell_whose_it_is_it_asks(county: Path) -> None:
    text = TEXT.replace("澄湖县人民政府", "").replace("澄湖县", "")
    async with running(county) as pilot:
        pilot.app.post_message(events.Paste(text))
        await settle(pilot)
        await until(pilot, "读不出机关名称")
        await write(pilot, "新丰县水务局")
        await until(pilot, "新丰县水务局 2025 年")
        await press(pilot, "enter")
        await settle(pilot)
        db = connect(county)
        assert [entry.year for entry in entries(db, "新丰县水务局")] == [2025]
        db.close()


async def test_a_name_is_no_report(county: Path) -> None:
    async with running(county, "n") as pilot:
        pilot.app.screen.set_focus(pilot.app.screen.query_one("#agency"))
        pilot.app.post_message(events.Paste("新丰县水务局\n"))
        await settle(pilot)
        assert "新丰县水务局" in shown(pilot)
        assert not isinstance(pilot.app.screen, PastedReport)
