"""A report deleted from inside it, and one that a colleague deletes under one's hands."""

from collections.abc import Callable
from pathlib import Path

import pytest
from platformdirs import user_state_path
from tui.conftest import AGENCY, AsyncDesk, Desk

from giktui.store import connect, delete_report, deletions, find_entry, restore_report
from giktui.tui.screens.home.screen import HomeScreen

Opened = Callable[..., AsyncDesk]
RECEIVED = "applications.received.natural_person"


def colleague_deletes(desk: Desk) -> None:
    db = connect(desk.path)
    delete_report(db, desk.report.entry.id, "年份填错", actor="赵六")
    db.close()


def colleague_restores(desk: Desk) -> None:
    db = connect(desk.path)
    restore_report(db, deletions(db)[0], actor="赵六")
    db.close()


def told(desk: Desk) -> str:
    """What was said in notices, whatever lines they were broken into."""
    return "\n".join(note.message for note in desk.app._notifications)


def unsaved() -> list[Path]:
    """The files of what could not be saved."""
    return sorted((user_state_path("giktui", appauthor=False) / "unsaved").glob("*.txt"))


async def test_a_report_is_deleted_from_inside_it_and_restored_at_home(opened: Opened) -> None:
    async with opened(RECEIVED) as desk:
        await desk.press("7")  # what is in hand is saved before
        await desk.do("report.delete", key=1)
        await desk.until(lambda: "删除云溪县水务局2024年的报告？" in desk.text)
        await desk.write("年份填错")
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, HomeScreen))
        assert "已删除云溪县水务局2024年的报告；在总表按 R 恢复" in told(desk)
        db = connect(desk.path)
        (deletion,) = deletions(db)
        assert (deletion.year, deletion.reason) == (2024, "年份填错")
        assert find_entry(db, AGENCY, 2024) is None
        db.close()
        assert "年份填错" in await desk.do("home.restore")
        await desk.press("enter")
        assert desk.stored().cells[RECEIVED] == 7


async def test_without_a_reason_nothing_is_deleted(opened: Opened) -> None:
    async with opened(RECEIVED) as desk:
        await desk.do("report.delete", key=1)
        await desk.press("enter")
        await desk.until(lambda: "删除云溪县水务局2024年的报告？" in desk.text)
        await desk.press("escape")
        assert desk.stored().year == 2024
        assert desk.grid.has_focus


async def test_what_one_types_while_a_colleague_deletes_the_report_is_kept_and_said(opened: Opened) -> None:
    async with opened(RECEIVED) as desk:
        await desk.press("4", "1", "7")
        colleague_deletes(desk)
        await desk.press("enter")
        assert "已由 赵六" in told(desk)
        assert any("417" in path.read_text("utf-8") for path in unsaved())
        desk.app.poll_database()
        await desk.pilot.pause()
        assert "已删除" in desk.text
        assert "已由 赵六" in await desk.press("5")  # and nothing more is taken


async def test_a_deletion_by_a_colleague_is_told_and_the_report_comes_back_with_its_restoration(
    opened: Opened,
) -> None:
    async with opened(RECEIVED) as desk:
        colleague_deletes(desk)
        desk.app.poll_database()
        await desk.pilot.pause(0.3)
        assert "已删除" in desk.text
        colleague_restores(desk)
        desk.app.poll_database()
        await desk.pilot.pause(0.3)
        await desk.press("6", "enter")
        assert desk.stored().cells[RECEIVED] == 6


@pytest.mark.parametrize("key", ["H", "F", "M", "X", "D"])
async def test_no_screen_over_a_report_dies_of_its_deletion(opened: Opened, key: str) -> None:
    async with opened(RECEIVED) as desk:
        await desk.press(key)
        await desk.pilot.pause(0.2)
        colleague_deletes(desk)
        desk.app.poll_database()
        await desk.pilot.pause(0.3)
        assert "已由 赵六" in told(desk)
        await desk.press("escape")
        await desk.pilot.pause(0.3)
        assert "已删除" in desk.text


@pytest.mark.parametrize("key", ["H", "F"])
async def test_nor_does_a_list_to_which_one_comes_back_from_the_deleted_report(opened: Opened, key: str) -> None:
    async with opened(RECEIVED) as desk:
        await desk.press(key)
        desk.app.open_report(desk.report.entry)
        await desk.pilot.pause()
        colleague_deletes(desk)
        await desk.press("escape", "q")
        await desk.pilot.pause(0.3)
        assert "已由 赵六" in told(desk)


async def test_a_text_typed_into_a_deleted_report_is_kept(opened: Opened) -> None:
    async with opened("overview") as desk:
        await desk.write("全年受理")
        colleague_deletes(desk)
        await desk.do("report.next_section")
        assert any("全年受理" in path.read_text("utf-8") for path in unsaved())
