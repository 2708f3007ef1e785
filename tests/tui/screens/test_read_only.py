"""A database that cannot be written opens, says so, and shows everything."""

from contextlib import closing
from pathlib import Path

import pytest
from tui.conftest import AGENCY
from tui.snapshots import press, running

from giktui.store import connect_as_may_be, find_entry
from giktui.store.connection import connect as opening
from giktui.tui.app import GiktuiApp
from giktui.tui.screens.report.screen import ReportScreen


@pytest.fixture
def read_only(database: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that SQLite opens without the right to write, whoever runs the tests."""
    really = opening._open
    monkeypatch.setattr(opening, "_open", lambda path, *, write: really(path, write=False))
    return database


def test_it_is_opened_to_read(read_only: Path) -> None:
    db, can_write = connect_as_may_be(read_only)
    with closing(db):
        assert not can_write
        assert find_entry(db, AGENCY, 2024) is not None


async def test_the_report_shows_and_takes_nothing(read_only: Path) -> None:
    app = GiktuiApp(read_only, AGENCY, 2024)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "只读" in await press(pilot, "alt+3")
        assert "数据库只读" in await press(pilot, "5")
        assert "数据库只读" in await press(pilot, "Z")
        await press(pilot, "alt+1", *"字")
        for keys in (("F",), ("H",), ("X",), ("f1",)):
            text = await press(pilot, "alt+3", *keys)
            assert text
            await press(pilot, "escape", "q")
            if not isinstance(app.screen, ReportScreen):
                await press(pilot, "escape")
            assert isinstance(app.screen, ReportScreen), text
        assert app.return_code in (None, 0)


async def test_home_counts_and_lists(read_only: Path) -> None:
    async with running(read_only) as pilot:
        assert AGENCY in await press(pilot)
