"""Two people in one report, hands that type on, and what is taken back: nothing lost, nothing written over unasked."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, closing
from pathlib import Path

import pytest
from tui.conftest import AGENCY, Desk

from giktui.store import connect, find_entry, history, set_text
from giktui.tui.app import GiktuiApp
from giktui.tui.screens.report.screen import ReportScreen

Opened = Callable[..., AbstractAsyncContextManager[Desk]]

GRANTED = "applications.granted.natural_person"
ROW_TOTAL = "applications.granted.total"


def other_writes(path: Path, part: str, text: str) -> None:
    with closing(connect(path)) as db:
        entry = find_entry(db, AGENCY, 2024)
        assert entry is not None
        set_text(db, entry.id, part, text, actor="赵六")


async def test_what_another_saved_while_one_types_is_not_written_over(opened: Opened) -> None:
    """The poll shows the other's number in the session; the cell expects what it was when one began to type."""
    async with opened(GRANTED) as desk:
        await desk.press("5")
        desk.other_clerk(applications__granted__natural_person=4)
        desk.app.poll_database()
        await desk.pilot.pause()
        await desk.press("enter")
        await desk.until(lambda: "对方的" in desk.text)
        assert desk.stored().cells[GRANTED] == 4
        await desk.press("t")
        assert desk.stored().cells[GRANTED] == 4


async def test_giving_up_what_was_typed_takes_the_other_number(opened: Opened) -> None:
    async with opened(GRANTED) as desk:
        await desk.press("5")
        desk.other_clerk(applications__granted__natural_person=4)
        desk.app.poll_database()
        await desk.press("escape", "6", "enter")
        assert isinstance(desk.app.screen, ReportScreen)
        assert desk.stored().cells[GRANTED] == 6


async def test_the_question_waits_for_typing_hands_and_takes_no_choice_from_them(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [100.0]
    monkeypatch.setattr("giktui.tui.dialogs.conflict.STILL", 1.0)
    for module in ("app", "dialogs.conflict"):
        monkeypatch.setattr(f"giktui.tui.{module}.monotonic", lambda: clock[0])
    async with opened(GRANTED) as desk:
        await desk.press("5")
        desk.other_clerk(applications__granted__natural_person=4)
        await desk.press("enter", "7", "enter")
        assert isinstance(desk.app.screen, ReportScreen)
        assert desk.stored().cells["applications.partly_granted.natural_person"] == 7
        clock[0] += 2
        await desk.until(lambda: not isinstance(desk.app.screen, ReportScreen))
        for _key in range(3):
            await desk.press("t", "m", "enter")
            clock[0] += 0.9
        assert not isinstance(desk.app.screen, ReportScreen)
        clock[0] += 0.2
        await desk.press("m")
        assert desk.stored().cells[GRANTED] == 5


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the app announces, which it does not show in tests."""
    words: list[str] = []
    monkeypatch.setattr(GiktuiApp, "say", lambda _app, message, **_how: words.append(str(message)))
    return words


async def test_texts_are_merged_paragraph_by_paragraph(opened: Opened, database: Path, said: list[str]) -> None:
    other_writes(database, "problems", "第一段。\n第二段。\n第三段。")
    async with opened("problems") as desk:
        await desk.press("ctrl+end", *"完")
        other_writes(database, "problems", "第一段，改。\n第二段。\n第三段。")
        await desk.press("alt+3")
        assert desk.stored().narratives["problems"] == "第一段，改。\n第二段。\n第三段。完"
        assert any("赵六" in words for words in said)
        await desk.press("alt+5")
        assert "第一段，改。" in desk.text


async def test_a_text_that_loses_a_conflict_is_in_the_journal(opened: Opened, database: Path) -> None:
    other_writes(database, "problems", "原来的。")
    async with opened("problems") as desk:
        await desk.press("ctrl+end", *"我加的")
        other_writes(database, "problems", "别人改的。")
        await desk.press("alt+3")
        await desk.until(lambda: "对方的" in desk.text)
        assert "原来的。我加的" in desk.text
        assert "别人改的。" in desk.text
        await desk.press("t")
        with closing(connect(database)) as db:
            texts = [edit.new for edit in history(db, desk.report.entry.id, "problems")]
        assert texts[0] == "别人改的。"
        assert "原来的。我加的" in texts


async def test_words_typed_when_the_report_was_submitted_are_in_a_file(
    opened: Opened, database: Path, said: list[str]
) -> None:
    async with opened("problems") as desk:
        await desk.press(*"还没写完")
        with closing(connect(database)) as db:
            db.execute("UPDATE report SET status='submitted', submitted_by='王五', submitted_at='2026-01-20T08:00:00Z'")
        await desk.press("alt+3")
        assert any("没有存下的" in words for words in said)
        from giktui.tui import kept_words

        (kept,) = kept_words._folder().iterdir()
        assert "还没写完" in kept.read_text("utf-8")


async def test_zeros_leave_totals_following(opened: Opened) -> None:
    async with opened(GRANTED) as desk:
        await desk.press("Z", "y")
        assert desk.stored().cells[ROW_TOTAL] == 0
        await desk.press("5", "enter")
        assert desk.stored().cells[ROW_TOTAL] == 5
        assert desk.stored().cells["applications.results_total.total"] == 5


async def test_typing_without_a_pause_is_saved_all_the_same(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("giktui.tui.widgets.save_delay.SAVE_AFTER", 60.0)
    monkeypatch.setattr("giktui.tui.widgets.save_delay.SAVE_LATEST", 0.2)
    async with opened("problems") as desk:
        for _key in range(40):
            await desk.press("字")
            await desk.pilot.pause(0.02)
            if desk.stored().narratives.get("problems"):
                return
    raise AssertionError("never saved")


async def test_a_text_that_is_due_is_saved_though_no_timer_has_its_turn(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the machine is so busy that every key comes before the timer of the one before."""
    monkeypatch.setattr("giktui.tui.widgets.save_delay.SAVE_LATEST", 0.05)
    async with opened("problems") as desk:
        editor = desk.report.editor
        assert editor is not None
        starved = editor.set_timer(60.0)
        monkeypatch.setattr(editor, "set_timer", lambda *_when: starved)
        await desk.press("字")
        await desk.pilot.pause(0.1)
        await desk.press("字")
        assert desk.stored().narratives.get("problems") == "字字"


async def test_undo_in_a_text_goes_on_behind_what_was_typed_here(opened: Opened, database: Path) -> None:
    async with opened("problems") as desk:
        await desk.press(*"一")
        await desk.press("alt+3", "alt+5")
    async with opened("problems") as desk:  # a new start
        await desk.press("alt+2", "3", "enter", "alt+5")
        await desk.press("ctrl+end", *"二")
        await desk.press("ctrl+z")
        await desk.until(lambda: desk.stored().narratives.get("problems") == "一")
        await desk.press("ctrl+z")
        await desk.until(lambda: desk.stored().narratives.get("problems", "") == "")
        assert desk.stored().cells["disclosure.rules.issued"] == 3
        await desk.press("ctrl+y")
        await desk.until(lambda: desk.stored().narratives.get("problems") == "一")


async def test_undo_works_after_the_outside_editor(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "editor.sh"
    script.write_text('#!/bin/sh\nprintf "外面写的" > "$1"\n')
    script.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(script))
    async with opened("problems") as desk:
        await desk.press(*"里面写的")
        await desk.press("ctrl+e")
        await desk.until(lambda: desk.stored().narratives.get("problems") == "外面写的")
        await desk.press("ctrl+z")
        await desk.press("alt+3")
        assert desk.stored().narratives["problems"] == "里面写的"


async def test_an_editor_that_fails_loses_no_words(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "editor.sh"
    script.write_text('#!/bin/sh\nprintf "写了一半" > "$1"\nexit 1\n')
    script.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(script))
    async with opened("problems") as desk:
        await desk.press("ctrl+e")
        from giktui.tui import kept_words

        (kept,) = kept_words._folder().iterdir()
        assert "写了一半" in kept.read_text("utf-8")
