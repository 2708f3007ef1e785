"""Every screen in English, as it looks. What is Chinese in it is out of the reports."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tui.snapshots import SIZES, compare, running

from giktui.tui.screens.report.screen import ReportScreen

SCREENS: dict[str, tuple[str, ...]] = {
    "home": (),
    "findings": ("end", "c"),
    "findings-all": ("C",),
    "compare": ("d",),
    "history": ("h",),
    "export": ("e",),
    "trend": ("t",),
    "status": ("s",),
    "agencies": ("g",),
    "new-report": ("end", "left", "left", "n"),
    "report-front": ("enter", "alt+0"),
    "report-overview": ("enter", "alt+1"),
    "report-disclosure": ("enter", "alt+2"),
    "report-applications": ("enter", "alt+3"),
    "report-proceedings": ("enter", "alt+4"),
}
"""The keys that lead there from home."""


@pytest.fixture(autouse=True)
def english(speak: Callable[[str], None]) -> None:
    speak("en")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", SCREENS)
async def test_every_screen_in_english(county: Path, name: str, size: tuple[int, int]) -> None:
    async with running(county, *SCREENS[name], size=size) as pilot:
        if isinstance(pilot.app.screen, ReportScreen):
            pilot.app.screen.work.walk.check()  # the user has paused
            await pilot.pause()
        compare(f"en-{name}", pilot, path=county)


@pytest.mark.parametrize("size", SIZES)
async def test_the_start_in_english(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "empty.db"
    async with running(path, size=size) as pilot:
        compare("en-start", pilot, path=path)
