"""The app run without a terminal, and its screen as plain text: what a reviewer can read in a golden file."""

import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from goldens import check
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from giktui.tui.app import GiktuiApp
from giktui.tui.screens.base.background_counts import BackgroundCounts
from giktui.tui.widgets.text_lines import TextLines

SIZES = ((80, 24), (120, 40))
_GOLDENS = Path(__file__).parent / "goldens"


def screen_text(app: GiktuiApp) -> str:
    """What is on the screen, line by line, without colours."""
    strips = app.screen._compositor.render_strips()
    return "".join("".join(segment.text for segment in strip).rstrip() + "\n" for strip in strips)


async def settle(pilot: "Pilot[None]") -> None:
    """Wait until what was begun is done: messages, threads, and what these set off. A question waits for the user."""
    await pilot.pause(0.02)
    while threads := [worker for worker in pilot.app.workers if worker._thread_worker and not worker.is_finished]:
        with contextlib.suppress(WorkerCancelled):
            await pilot.app.workers.wait_for_complete(threads)
        await pilot.pause()
    counts = getattr(pilot.app.screen, "counts", None)
    for _try in range(150):
        if not isinstance(counts, BackgroundCounts) or counts.wanted().keys() <= counts.known.keys():
            break
        await pilot.pause(0.02)
    for title in pilot.app.screen.query("#title, #top").results(TextLines):
        for _try in range(100):
            if title.lines:
                break
            await pilot.pause(0.02)


@asynccontextmanager
async def running(path: Path, *keys: str, size: tuple[int, int] = (80, 24)) -> "AsyncIterator[Pilot[None]]":
    """The app on the database at `path`, after these keys."""
    app = GiktuiApp(path)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, *keys)
        yield pilot


async def press(pilot: "Pilot[None]", *keys: str) -> str:
    """Press the keys; the screen afterwards."""
    if keys:
        await pilot.press(*keys)
        await settle(pilot)
    return shown(pilot)


async def write(pilot: "Pilot[None]", text: str) -> str:
    """Type the characters of a text; the screen afterwards."""
    await pilot.press(*text)
    await settle(pilot)
    return shown(pilot)


def shown(pilot: "Pilot[None]") -> str:
    """The screen now."""
    assert isinstance(pilot.app, GiktuiApp)
    return screen_text(pilot.app)


def compare(name: str, pilot: "Pilot[None]", *, path: Path) -> None:
    """Hold the screen against `goldens/<name>.txt` ; the database's path is left out."""
    width, height = pilot.app.size
    check(_GOLDENS / f"{name}-{width}x{height}.txt", shown(pilot).replace(str(path), "DB"))
