"""Keys typed while the machine is busy with what the key before them led to: held, however long, and then let in."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from platformdirs import user_state_path
from textual.events import Key, MouseDown, MouseUp, Paste
from textual.widget import Widget
from tui.conftest import AsyncDesk, Desk

from giktui.tui.dialogs.asking import Notice
from giktui.tui.kept_words import not_told
from giktui.tui.keymap import action
from giktui.tui.screens.report.part_pane import PartPane
from giktui.tui.terminal import key_queue
from giktui.tui.widgets.narrative_editor import NarrativeEditor

Opened = Callable[..., AsyncDesk]
GRANTED = "applications.granted.natural_person"


@contextmanager
def gate(monkeypatch: pytest.MonkeyPatch, owner: type[Widget], method: str) -> Iterator[asyncio.Event]:
    """That method waits until the event is set."""
    opened, original = asyncio.Event(), getattr(owner, method, None)

    async def waiting(self: Widget, *arguments: Any) -> None:
        await opened.wait()
        if original is not None:
            await original(self, *arguments)

    monkeypatch.setattr(owner, method, waiting, raising=False)
    try:
        yield opened
    finally:
        opened.set()


def send(desk: Desk, *keys: str) -> None:
    """Keys as the driver hands them over; nobody waits for what they lead to."""
    for key in keys:
        desk.app.post_message(Key(key, key if len(key) == 1 else None))


async def a_while() -> None:
    """Long enough for many looks of the queue."""
    await asyncio.sleep(0.2)


async def until(condition: Callable[[], bool]) -> None:
    """Wait without waiting for the screen, as Pilot does."""
    for _step in range(250):
        if condition():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it did not come to pass")


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_queue, "LOOK", 0.01)


async def test_text_behind_f4_waits_until_f4_has_arrived(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened("overview") as desk:
        assert desk.report.editor is not None
        before = desk.report.editor.current
        with gate(monkeypatch, PartPane, "on_key") as way:
            send(desk, action("report.toggle_last").keys[0], *"收费0元")
            await a_while()
            assert before.text == ""
            way.set()
            await until(lambda: desk.stored().narratives.get("overview") == "收费0元")
        assert desk.report.editor.last_shown


@pytest.mark.parametrize(
    ("owner", "method"), [(NarrativeEditor, "_build"), (NarrativeEditor, "recompose"), (PartPane, "change")]
)
async def test_what_is_typed_while_a_part_is_built_anew_goes_into_it(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, owner: type[Widget], method: str
) -> None:
    async with opened("overview") as desk:
        with gate(monkeypatch, owner, method) as building:
            send(desk, *"甲", action("report.section_6").keys[0], *"收费", action("report.toggle_last").keys[0], *"0元")
            await a_while()
            building.set()
            await until(lambda: desk.stored().narratives.get("other") == "收费0元")
        assert desk.stored().narratives["overview"] == "甲"


async def test_what_is_typed_behind_a_row_that_was_sought_waits_for_its_table(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened("overview") as desk:
        await desk.press("alt+3", "/", *"重复")
        with gate(monkeypatch, PartPane, "change") as building:
            send(desk, "enter", "7", "enter")
            await a_while()
            building.set()
            await until(lambda: desk.stored().cells.get("applications.unprocessed_repeat.natural_person") == 7)


async def test_what_is_typed_behind_a_click_goes_where_the_click_leads(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened("overview", size=(120, 40)) as desk:
        row = next(y for y, line in enumerate(desk.text.splitlines()) if line.lstrip().startswith("三"))
        with gate(monkeypatch, PartPane, "change") as building:
            click = {"x": 6, "y": row, "delta_x": 0, "delta_y": 0, "button": 1}
            for kind in (MouseDown, MouseUp):
                desk.app.post_message(
                    kind(None, **click, shift=False, meta=False, ctrl=False, screen_x=6, screen_y=row)  # type: ignore[arg-type]
                )
            send(desk, "5", "enter")
            await a_while()
            building.set()
            await until(lambda: 5 in desk.stored().cells.values())
        assert not desk.stored().narratives.get("overview")


async def test_where_nothing_has_the_focus_keys_are_let_in(opened: Opened) -> None:
    async with opened(GRANTED) as desk:
        desk.app.push_screen(Notice("看一下"))
        await desk.pilot.pause()
        desk.app.screen.set_focus(None)
        await desk.press("escape")
        assert not isinstance(desk.app.screen, Notice)


async def test_ctrl_q_leaves_what_never_ends_and_keeps_what_was_typed(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened("overview") as desk:
        with gate(monkeypatch, PartPane, "on_key"):
            send(desk, action("report.toggle_last").keys[0], *"收费")
            desk.app.post_message(Paste("0元"))
            await until(lambda: desk.app._keys.stuck)
            send(desk, "ctrl+q")
            await until(lambda: not desk.app.is_running)
        (kept,) = (user_state_path("giktui", appauthor=False) / "unsaved").iterdir()
        assert "收费0元" in kept.read_text("utf-8")


async def test_a_terminal_that_is_gone_leaves_nothing_that_waited(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened("overview") as desk:
        with gate(monkeypatch, PartPane, "on_key"):
            send(desk, action("report.toggle_last").keys[0], *"收费")
            await a_while()
            desk.app.terminal_gone(129)
        (kept,) = not_told()
        assert "收费" in kept.read_text("utf-8")
