"""The keymap: the user's file, and that no action is without a test."""

import subprocess
import sys
from enum import Enum
from pathlib import Path
from typing import cast

import pytest
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS

from giktui.tui.app import GiktuiApp
from giktui.tui.keymap import actions, key_name, keymap_path, user_keymap
from giktui.tui.screens.report.screen import ReportScreen
from giktui.tui.terminal.keys import teach_keys

TESTS = Path(__file__).parent


def write(text: str) -> Path:
    path = keymap_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_ids_are_unique_and_every_function_key_has_a_twin() -> None:
    ids = [action.id for action in actions()]
    assert len(ids) == len(set(ids))
    for action in actions():
        if any(key.split("+")[-1] in {f"f{n}" for n in range(1, 13)} for key in action.keys):
            assert any(key.startswith(("ctrl+", "alt+")) for key in action.keys), action.id


def test_no_key_is_one_that_terminals_send_for_another() -> None:
    """Esc b and Esc f are Ctrl+← and Ctrl+→ of some terminals, and that is what arrives here for Alt+B and Alt+F."""
    teach_keys()
    for action in actions():
        for key in action.keys:
            if key.startswith("alt+") and len(key) == len("alt+b"):
                sent = cast("tuple[Enum, ...]", ANSI_SEQUENCES_KEYS[f"\x1b{key[-1]}"])
                assert [one.value for one in sent] == [key], action.id


def test_no_key_means_two_things_at_once() -> None:
    for together in (("app", "report", "grid"), ("app", "narrative"), ("app", "report", "sections")):
        seen: dict[str, str] = {}
        for action in actions():
            for key in action.keys:
                if action.scope in together:
                    assert seen.setdefault(key, action.id) == action.id


def test_no_file_is_no_trouble() -> None:
    assert user_keymap(keymap_path()) == ({}, [])


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('"report.nothing" = "f3"', "report.nothing"),
        ('"grid.ditto" = "ctrl+nokey"', "ctrl+nokey"),
        ('"grid.ditto" = 3', "grid.ditto"),
        ("grid.ditto = ", "keymap.toml"),
    ],
)
def test_what_is_wrong_in_the_file_is_named(text: str, word: str) -> None:
    _chosen, (trouble,) = user_keymap(write(text))
    assert word in trouble


async def test_a_bad_file_is_told_and_the_rest_of_it_holds(database: Path) -> None:
    write('"report.nothing" = "f3"\n"grid.ditto" = "ctrl+b"\n"grid.total" = "ctrl+nokey"\n')
    app = GiktuiApp(database, None, 2024)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.1)
        said = " ".join(str(note.message) for note in app._notifications)
        assert "report.nothing" in said
        assert "ctrl+nokey" in said
        assert app.keys_of("grid.ditto") == ("ctrl+b",)


def test_the_command_lists_every_action_with_the_users_keys() -> None:
    write('"grid.ditto" = "ctrl+b"\n"nothing" = "f3"\n')
    done = subprocess.run([sys.executable, "-m", "giktui", "keys"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "nothing" in done.stderr
    lines = {line.split()[0]: line for line in done.stdout.splitlines()}
    assert all(action.id in lines for action in actions())
    assert "Ctrl+B" in lines["grid.ditto"]


async def test_the_users_keys_take_the_place_of_ours(database: Path) -> None:
    write('[grid]\nditto = "ctrl+b"\n')
    app = GiktuiApp(database, None, 2024)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("alt+3", "ctrl+d")
        await pilot.pause()
        assert isinstance(app.screen, ReportScreen)
        session = app.screen.work.session
        assert "applications.received.natural_person" not in session.cells
        await pilot.press("ctrl+b")
        assert session.cells["applications.received.natural_person"] == 12


async def test_palette_quit_theme_and_redraw(database: Path) -> None:
    app = GiktuiApp(database, None, 2024)
    async with app.run_test(size=(80, 24)) as pilot:
        themes = [app.theme]
        for _time in range(3):
            await app.perform("app.next_theme")
            await pilot.pause()
            themes.append(app.theme)
        assert len(set(themes)) == 3
        assert themes[0] == themes[-1]
        await app.perform("app.redraw")
        await app.perform("app.command_palette")
        await pilot.pause()
        assert type(app.screen).__name__ == "CommandPalette"
        await pilot.press("escape")
        await app.perform("app.quit")
        await pilot.pause()
    assert not app.is_running


def test_keys_are_named_as_people_write_them() -> None:
    assert [key_name(key) for key in ("ctrl+d", "f3", "shift+f3", "slash", "n", "N")] == [
        "Ctrl+D", "F3", "Shift+F3", "/", "n", "N",
    ]  # fmt: skip


def test_every_action_of_the_report_has_a_test() -> None:
    tests = "".join(path.read_text("utf-8") for path in TESTS.rglob("test_*.py"))
    untested = [
        action.id
        for action in actions()
        if action.scope in ("app", "report", "grid", "narrative", "sections") and f'"{action.id}"' not in tests
    ]
    assert untested == []


async def test_the_theme_is_named_and_kept_for_the_next_time(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    app = GiktuiApp(database, None, 2024)
    assert app.theme == "giktui-dark"
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("alt+t")
        await pilot.pause()
        assert [str(note.message) for note in app._notifications] == ["配色：浅色"]
    assert GiktuiApp(database, None, 2024).theme == "giktui-light"
    monkeypatch.setenv("TERM", "linux")
    monkeypatch.delenv("COLORTERM", raising=False)
    assert GiktuiApp(database, None, 2024).theme == "giktui-16"
