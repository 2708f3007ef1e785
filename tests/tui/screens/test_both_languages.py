"""In Chinese and in English, as they look: the dialogs, the import, the help, the palette, adding up, a second pass."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from samples import sample
from textual import events
from textual.pilot import Pilot
from tui.screens.conftest import COUNTY, publish
from tui.snapshots import SIZES, compare, press, running, shown

from giktui.store import connect, entries, set_cells, submit
from giktui.tui.screens.report.screen import ReportScreen
from giktui.writers import write_bytes

TO_ODD = ("end", "c")

SCREENS: dict[str, tuple[str, ...]] = {
    "help": ("f1",),
    "new-report": ("end", "left", "left", "n"),
    "agency-name": ("g", "a"),
    "agency-level": ("g", "l"),
    "left-hand-report": ("d", "o"),
    "least-change": ("d", "t"),
    "only-severity": (*TO_ODD, "s"),
    "rule": (*TO_ODD, "x"),
    "repair": (*TO_ODD, "r"),
    "waive": (*TO_ODD, "s", "down", "down", "enter", "w"),
    "submit": (*TO_ODD, "u"),
    "restore": ("h", "r"),
    "reminder": ("s", "m"),
}
"""The keys that lead there from home."""

IN_REPORT: dict[str, tuple[str, ...]] = {
    "find-row": ("alt+3", "ctrl+home", "slash"),
    "cell-help": ("alt+3", "ctrl+home", "f1"),
    "zeros": ("alt+3", "ctrl+home", "Z"),
    "blocked": ("alt+3", "ctrl+home", "S"),
    "second-pass": ("alt+2", "ctrl+home", "V"),
    "second-pass-differs": ("alt+2", "ctrl+home", "V", "9", "tab", "8", "tab", "V"),
    "find-text": ("alt+1", "ctrl+f"),
    "insert-figure": ("alt+1", "alt+i"),
    "list-of-sections": ("alt+1", "escape"),
}
"""The keys in a report."""

IMPORTS: dict[str, tuple[str, ...]] = {
    "import": ("i",),
    "import-chosen": ("i", "space", "space", "r"),
    "import-done": ("i", "down", "space", "space", "i"),
    "export-to": ("e", "w"),
}
"""The same, with a present folder of files."""

pytestmark = pytest.mark.parametrize("size", SIZES)


@pytest.fixture(params=["zh", "en"], autouse=True)
def prefix(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, speak: Callable[[str], None]) -> str:
    """The language, and what the names of its golden files begin with."""
    speak(request.param)
    monkeypatch.setattr(
        "giktui.tui.screens.help.screen.keymap_path", lambda: Path("/home/clerk/.config/giktui/keymap.toml")
    )
    return "" if request.param == "zh" else "en-"


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The present folder, with a short name: a subfolder, two reports, a file that is none."""
    with TemporaryDirectory(prefix="g") as name:
        path = Path(name).resolve()
        (path / "下级").mkdir()
        (path / "2023.txt").write_bytes(write_bytes(sample(2023), "text"))
        (path / "2024.json").write_bytes(write_bytes(sample(2024), "json"))
        (path / "空.txt").write_text("")
        monkeypatch.chdir(path)
        yield path


@pytest.mark.parametrize("name", SCREENS)
async def test_a_screen(
    county: Path, prefix: str, name: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == "submit":  # with nothing in the way
        monkeypatch.setattr("giktui.store.analysis.checking.checked", lambda *_args, **_more: [])
    async with running(county, *SCREENS[name], size=size) as pilot:
        compare(f"{prefix}{name}", pilot, path=county)


async def in_report(pilot: "Pilot[None]", *keys: str) -> None:
    """Press the keys in a report: its dialogs are waited for, so that nothing settles while one is open."""
    await pilot.press(*keys)
    await pilot.pause(0.1)
    for screen in pilot.app.screen_stack:
        if isinstance(screen, ReportScreen):
            screen.work.walk.check()
    await pilot.pause()


@pytest.mark.parametrize("name", IN_REPORT)
async def test_in_a_report(county: Path, prefix: str, name: str, size: tuple[int, int]) -> None:
    async with running(county, "enter", size=size) as pilot:
        await in_report(pilot, *IN_REPORT[name])
        compare(f"{prefix}{name}", pilot, path=county)


@pytest.mark.parametrize("name", IMPORTS)
async def test_files(county: Path, folder: Path, prefix: str, name: str, size: tuple[int, int]) -> None:
    async with running(county, *IMPORTS[name], size=size) as pilot:
        compare(f"{prefix}{name}", pilot, path=folder)


async def test_adding_up(city: Path, prefix: str, size: tuple[int, int]) -> None:
    publish(city, 5)
    async with running(city, "home", "u", size=size) as pilot:
        compare(f"{prefix}rollup", pilot, path=city)
        await press(pilot, "f")
        compare(f"{prefix}rollup-fill", pilot, path=city)


async def test_the_palette(county: Path, prefix: str, size: tuple[int, int]) -> None:
    async with running(county, size=size) as pilot:
        while not any(character.isdigit() for character in shown(pilot).splitlines()[2]):
            await pilot.pause(0.05)  # until the findings behind the palette are counted
        await press(pilot, "ctrl+p")
        await pilot.pause(0.3)
        compare(f"{prefix}palette", pilot, path=county)


async def test_a_pasted_block(county: Path, prefix: str, size: tuple[int, int]) -> None:
    async with running(county, "enter", size=size) as pilot:
        await in_report(pilot, "alt+2", "ctrl+home")
        pilot.app.post_message(events.Paste("1\t2\t3\n4\t约5\t6"))
        await in_report(pilot)
        compare(f"{prefix}pasted", pilot, path=county)


async def test_a_conflict(county: Path, prefix: str, size: tuple[int, int]) -> None:
    async with running(county, "enter", size=size) as pilot:
        await in_report(pilot, "alt+2", "ctrl+home", "5")
        db = connect(county)
        (entry,) = entries(db, COUNTY, 2024)
        set_cells(db, entry.id, {"disclosure.rules.issued": 4}, actor="赵六", origin="typed")
        db.close()
        await in_report(pilot, "enter")
        compare(f"{prefix}conflict", pilot, path=county)


async def test_leaving_what_is_not_saved(
    county: Path, prefix: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("giktui.tui.app.BUSY_SECONDS", 0.01)
    async with running(county, "enter", size=size) as pilot:
        with closing(sqlite3.connect(county, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await in_report(pilot, "alt+2", "ctrl+home", "5", "enter", "q")
            compare(f"{prefix}leave-unsaved", pilot, path=county)


async def test_reopening(county: Path, prefix: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("giktui.store.reports.lifecycle.checked", lambda *_args, **_more: [])
    db = connect(county)
    (entry,) = entries(db, COUNTY, 2024)
    submit(db, entry.id, actor="赵六")
    db.close()
    async with running(county, "enter", size=size) as pilot:
        await in_report(pilot, "alt+2", "ctrl+home", "O")
        compare(f"{prefix}reopen", pilot, path=county)
