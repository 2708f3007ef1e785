"""Leaving a report, by each of the ways out: what was typed is saved, and what cannot be saved is not lost unasked."""

import asyncio
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, closing, contextmanager
from pathlib import Path

import pytest
from textual.worker import WorkerFailed
from tui.conftest import Desk
from tui.snapshots import running, settle, write

import giktui.store
from giktui.tui.screens.base.page import Page
from giktui.tui.screens.report.screen import ReportScreen
from giktui.tui.terminal.crash import farewell, save_in_hand
from giktui.tui.ui_state import recall

Opened = Callable[..., AbstractAsyncContextManager[Desk]]

GRANTED = "applications.granted.natural_person"
WAYS = ("q", "G", "ctrl+q")


@contextmanager
def busy(database: Path) -> Iterator[None]:
    """Another program is writing."""
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The app does not wait long for another program, and does not try again by itself."""
    monkeypatch.setattr("giktui.tui.app.BUSY_SECONDS", 0.01)
    monkeypatch.setattr("giktui.tui.screens.report.editing.RETRY_AFTER", 60)


def is_left(desk: Desk) -> bool:
    return not desk.app.is_running or not isinstance(desk.app.screen, ReportScreen)


@pytest.mark.parametrize("key", WAYS)
async def test_what_cannot_be_saved_is_lost_only_after_a_yes(
    opened: Opened, database: Path, impatient: None, key: str
) -> None:
    async with opened(GRANTED) as desk:
        with busy(database):
            await desk.press("7", "enter")
            assert "丢掉它们" in await desk.press(key)
            await desk.press("n")
            assert isinstance(desk.app.screen, ReportScreen)
            assert desk.report.work.session.cells[GRANTED] == 7
            await desk.press(key, "y")
        await settle(desk.pilot)
        assert is_left(desk)


@pytest.mark.parametrize("key", WAYS)
async def test_what_could_not_be_saved_is_saved_when_leaving_if_it_can_be_now(
    opened: Opened, database: Path, impatient: None, key: str
) -> None:
    async with opened(GRANTED) as desk:
        with busy(database):
            await desk.press("7", "enter")
        await desk.press(key)
        await settle(desk.pilot)
        assert is_left(desk)
        assert desk.stored().cells[GRANTED] == 7


async def test_a_text_just_typed_is_saved_when_the_app_is_quit(opened: Opened) -> None:
    async with opened("problems") as desk:
        await desk.press(*"人手不足", "ctrl+q")
        await settle(desk.pilot)
        assert desk.stored().narratives["problems"] == "人手不足"


async def test_a_number_being_typed_is_saved_when_the_app_is_quit(opened: Opened) -> None:
    async with opened(GRANTED) as desk:
        await desk.press("1", "2", "ctrl+q")
        await settle(desk.pilot)
        assert desk.stored().cells[GRANTED] == 12


@pytest.mark.parametrize("key", ["alt+g", "ctrl+q"])
async def test_a_conflict_is_settled_before_the_report_is_left(opened: Opened, key: str) -> None:
    async with opened(GRANTED) as desk:
        await desk.press("5")
        desk.other_clerk(applications__granted__natural_person=4)
        await desk.press(key)
        await settle_question(desk)
        assert "赵六" in desk.text
        await desk.press("m")
        assert isinstance(desk.app.screen, ReportScreen)
        assert desk.stored().cells[GRANTED] == 5


async def settle_question(desk: Desk) -> None:
    await desk.until(lambda: not isinstance(desk.app.screen, ReportScreen))
    await desk.pilot.pause()


async def test_the_place_is_kept_when_the_line_drops(opened: Opened, database: Path) -> None:
    async with opened(GRANTED) as desk:
        await desk.press("5", "enter", "6", "enter")
        row = desk.grid.cursor
        await desk.until(lambda: recall(database).cell == row)


async def test_totals_follow_what_is_not_saved_yet_and_are_no_conflict_when_it_is(
    opened: Opened, database: Path, impatient: None
) -> None:
    total = GRANTED.replace("natural_person", "total")
    async with opened(GRANTED) as desk:
        with busy(database):
            await desk.press("7", "enter")
            assert desk.report.work.session.cells[total] == 7
            await desk.press("Z", "y")
            assert desk.report.work.session.cells[total] == 7
        desk.report.work.edits.retry()
        await desk.pilot.pause()
        assert isinstance(desk.app.screen, ReportScreen)
        assert desk.stored().cells[total] == desk.stored().cells[GRANTED] == 7


async def test_a_total_typed_over_one_that_follows_what_is_not_saved_yet_stands(
    opened: Opened, database: Path, impatient: None
) -> None:
    total = GRANTED.replace("natural_person", "total")
    async with opened(GRANTED) as desk:
        with busy(database):
            await desk.press("7", "end", "9", "enter")
        desk.report.work.edits.retry()
        await desk.pilot.pause()
        assert isinstance(desk.app.screen, ReportScreen)
        assert (desk.stored().cells[GRANTED], desk.stored().cells[total]) == (7, 9)


async def test_another_clerks_total_is_not_typed_over_unasked(opened: Opened, database: Path, impatient: None) -> None:
    total = GRANTED.replace("natural_person", "total")
    async with opened(GRANTED) as desk:
        with busy(database):
            await desk.press("7", "end", "9", "enter")
        desk.other_clerk(applications__granted__natural_person=7, applications__granted__total=8)
        desk.report.work.edits.retry()
        await settle_question(desk)
        assert desk.stored().cells[total] == 8


async def test_undo_takes_back_the_last_value_that_is_seen_or_nothing(
    opened: Opened, database: Path, impatient: None
) -> None:
    async with opened(GRANTED) as desk:
        await desk.press("5", "enter", "up")
        with busy(database):
            await desk.press("7", "enter")
            assert "还没有保存" in await desk.press("ctrl+z")
            assert desk.report.work.session.cells[GRANTED] == 7
        await desk.press("ctrl+z")
        assert desk.report.work.session.cells[GRANTED] == desk.stored().cells[GRANTED] == 5


@pytest.mark.parametrize("name", ["problems", "findings_all", "twins"])
async def test_what_a_thread_finds_while_its_screen_is_being_taken_off_harms_nothing(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Its widgets are gone by then, and the screen itself is not yet."""
    gone, found = threading.Event(), asyncio.Event()
    remove, connect_now = Page.remove, giktui.store.connect

    def connect_once_gone(path: Path, *, write: bool = True) -> sqlite3.Connection:
        if threading.current_thread() is not threading.main_thread():
            gone.wait(10)
        return connect_now(path, write=write)

    async def slowly(page: Page) -> None:
        if page is looking:
            await page.remove_children()
            gone.set()
            await found.wait()
        await remove(page)

    monkeypatch.setattr(giktui.store, "connect", connect_once_gone)
    monkeypatch.setattr(Page, "remove", slowly)
    async with opened() as desk:
        desk.app.show(name, **({"year": 2024} if name == "twins" else {}))
        await desk.pilot.pause()
        looking = desk.app.screen
        workers = list(desk.app.workers)
        leaving = desk.app.pop_screen()
        while not all(worker.is_finished for worker in workers):
            await asyncio.sleep(0.01)
        found.set()
        await leaving
        assert isinstance(desk.app.screen, ReportScreen)


@pytest.mark.parametrize(
    ("keys", "typed", "kept"),
    [
        (("slash",), "水务", []),
        (("n",), "", []),
        (("i",), "", []),
        (("ctrl+p",), "导入", []),
        (("n", "shift+tab"), "新局", ["输入框里的字：新局"]),
    ],
)
async def test_what_is_looked_for_or_proposed_is_nobodys_words(
    county: Path, keys: tuple[str, ...], typed: str, kept: list[str]
) -> None:
    """A line that breaks off keeps what somebody wrote, and frightens nobody for a word of a filter."""
    async with running(county, *keys) as pilot:
        await write(pilot, typed)
        assert save_in_hand(pilot.app) == kept


async def test_what_a_thread_failed_of_is_in_the_details(county: Path) -> None:
    async with running(county) as pilot:
        try:
            raise LookupError("deep in a thread")
        except LookupError as error:
            said = str(farewell(pilot.app, WorkerFailed(error)))
        assert "deep in a thread" in said
        kept = max((Path(os.environ["XDG_STATE_HOME"]) / "giktui" / "unsaved").iterdir())
        assert "Traceback" in kept.read_text("utf-8")
