"""Windows over a report at whatever size the terminal is given meanwhile, and questions that come on other screens."""

from collections.abc import Callable
from contextlib import closing

import pytest
from textual.widgets import OptionList
from tui.conftest import AsyncDesk

from giktui.store import connect, history
from giktui.tui.dialogs.conflict import ChooseVersion
from giktui.tui.screens.report.screen import ReportScreen

Opened = Callable[..., AsyncDesk]
RECEIVED = "applications.received.natural_person"
SIZES = ((61, 17), (9, 5), (1, 1), (2, 40), (200, 3), (200, 60), (80, 24))

WINDOWS = {
    "palette": ("ctrl+p",),
    "find a row": ("slash",),
    "help": ("f1",),
    "all keys": ("f1", "f1"),
    "zeros": ("Z",),
    "delete": ("alt+9",),
    "findings": ("F",),
    "history, filtering": ("H", "slash"),
    "a cell being typed": ("1", "2"),
    "a text with last year's": ("alt+1", "f4"),
    "find and replace": ("alt+1", "alt+r"),
    "a figure for the text": ("alt+1", "alt+i"),
    "led": ("f9",),
}


@pytest.mark.parametrize("name", WINDOWS)
async def test_a_window_lives_through_any_size(opened: Opened, name: str) -> None:
    async with opened(RECEIVED, size=(120, 40)) as desk:
        await desk.press(*WINDOWS[name])
        await desk.pilot.pause(0.1)
        before = type(desk.app.screen)
        for size in SIZES:
            await desk.pilot.resize_terminal(*size)
            await desk.press("down")
        assert type(desk.app.screen) is before
        assert desk.app.return_code is None
        assert len(desk.text.splitlines()) == 24


@pytest.mark.parametrize("keys", [("H",), ("F",), ("H", "slash", "1", "2"), ("alt+1",), ("ctrl+p",)])
async def test_a_question_about_an_edit_conflict_comes_on_any_screen_once_the_hands_rest(
    opened: Opened, keys: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [100.0]
    monkeypatch.setattr("giktui.tui.dialogs.conflict.STILL", 1.0)
    for module in ("app", "dialogs.conflict"):
        monkeypatch.setattr(f"giktui.tui.{module}.monotonic", lambda: clock[0])
    async with opened(RECEIVED) as desk:
        await desk.press("5")
        desk.other_clerk(applications__received__natural_person=4)
        await desk.press("enter", *keys)
        await desk.pilot.pause(0.1)
        assert not isinstance(desk.app.screen, ChooseVersion)
        clock[0] += 2
        await desk.until(lambda: isinstance(desk.app.screen, ChooseVersion))
        for size in ((9, 5), (80, 24)):
            await desk.pilot.resize_terminal(*size)
        await desk.press("m", "t", "enter")  # hands that were still typing choose nothing
        assert isinstance(desk.app.screen, ChooseVersion)
        assert desk.stored().cells[RECEIVED] == 4
        clock[0] += 2
        await desk.press("m")
        await desk.until(lambda: desk.stored().cells[RECEIVED] == 5)
        with closing(connect(desk.path)) as db:
            assert 4 in [edit.new for edit in history(db, desk.report.entry.id, RECEIVED)]
        await desk.press("escape", "escape")
        assert isinstance(desk.app.screen, ReportScreen)


@pytest.mark.parametrize("theme", ["giktui-dark", "giktui-light", "giktui-16"])
async def test_the_line_that_enter_chooses_is_marked_while_one_types_the_filter(opened: Opened, theme: str) -> None:
    async with opened(RECEIVED) as desk:
        desk.app.theme = theme
        await desk.press("slash", *"不予")
        lines = desk.app.screen.query_one(OptionList)
        marked = lines.get_component_rich_style("option-list--option-highlighted")
        plain = lines.get_component_rich_style("option-list--option")
        assert (marked.bgcolor, marked.color) != (plain.bgcolor, plain.color)
        assert marked.bgcolor is not None
        assert marked.bgcolor != plain.bgcolor


async def test_at_sixty_columns_rows_have_names_and_parts_their_numbers(opened: Opened) -> None:
    """A window made small while one types: the list of sections gives way to the names of the rows."""
    async with opened(RECEIVED, size=(80, 24)) as desk:
        await desk.press("1")
        await desk.pilot.resize_terminal(60, 20)
        await desk.pilot.pause(0.1)
        text = desk.text
        assert all(name in text for name in ("本年新收", "上年结转", "予以公开", "部分公开"))
        assert "› 三" in text
        await desk.pilot.resize_terminal(80, 24)
        await desk.pilot.pause(0.1)
        assert "三  未完" in desk.text


@pytest.mark.parametrize(
    ("keys", "said"), [(("f1",), "Enter 关闭"), (("S",), "Enter 关闭"), (("Z",), "y 是"), (("slash",), "Enter 选定")]
)
async def test_in_eleven_rows_a_question_still_says_its_keys(opened: Opened, keys: tuple[str, ...], said: str) -> None:
    async with opened(RECEIVED, size=(80, 11)) as desk:
        await desk.press(*keys)
        await desk.pilot.pause(0.1)
        assert said in desk.text
