"""A database with last year's report of an agency and this year's just begun, and the app on it."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

import pytest
from textual.pilot import Pilot
from tui.snapshots import screen_text

from giktui.form import load_form
from giktui.report import Number, Report, default_title
from giktui.store import begin, connect, find_entry, load, save, set_cells
from giktui.tui.app import GiktuiApp
from giktui.tui.keymap import action
from giktui.tui.screens.report.screen import ReportScreen
from giktui.tui.widgets.entry_grid import EntryGrid

AGENCY = "云溪县水务局"
OVERVIEW = "本年度收到政府信息公开申请12件。\n予以公开7件，部分公开3件。"


def full_report(year: int) -> Report:
    """Twelve applications, ten handled, two carried over; nothing else."""
    form = load_form("2021")
    cells: dict[str, Number] = dict.fromkeys(form.cells, 0)
    for row, number in (("received", 12), ("granted", 7), ("partly_granted", 3), ("results_total", 10)):
        cells[f"applications.{row}.natural_person"] = cells[f"applications.{row}.total"] = number
    cells["applications.carried_out.natural_person"] = cells["applications.carried_out.total"] = 2
    texts = {"overview": OVERVIEW, "problems": "人手不足，培训不够，需要改进。", "other": "收取信息处理费0元。"}
    return Report(AGENCY, year, "2021", default_title(AGENCY, year, form), "", cells, texts)


@pytest.fixture(scope="session")
def made_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database that each test gets a copy of."""
    path = tmp_path_factory.mktemp("made") / "giktui.db"
    db = connect(path)
    save(db, full_report(2023), actor="李四", detail="年报.txt")
    begin(db, AGENCY, 2024, actor="李四")
    db.close()
    return path


@pytest.fixture
def database(made_database: Path, tmp_path: Path) -> Path:
    """Last year's report whole, this year's begun."""
    return Path(copyfile(made_database, tmp_path / "giktui.db"))


@dataclass
class Desk:
    """The app with the report of 2024 on the screen, and another clerk's hand on the same database."""

    pilot: "Pilot[None]"
    path: Path

    @property
    def app(self) -> GiktuiApp:
        assert isinstance(self.pilot.app, GiktuiApp)
        return self.pilot.app

    @property
    def report(self) -> ReportScreen:
        """The report screen, wherever it is on the stack."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, ReportScreen))

    @property
    def grid(self) -> EntryGrid:
        assert self.report.grid is not None
        return self.report.grid

    async def press(self, *keys: str) -> str:
        """Press keys; the screen afterwards."""
        await self.pilot.press(*keys)
        await self.pilot.pause()
        return self.text

    async def do(self, id: str, key: int = 0) -> str:
        """Press a key of an action; the screen afterwards."""
        return await self.press(action(id).keys[key])

    async def write(self, text: str) -> str:
        """Type characters; the screen afterwards."""
        return await self.press(*text)

    async def until(self, condition: Callable[[], bool], seconds: float = 3.0) -> None:
        """Wait for something that a timer brings about."""
        for _step in range(int(seconds / 0.02)):
            if condition():
                return
            await self.pilot.pause(0.02)
        raise AssertionError(f"not within {seconds} s:\n{self.text}")

    @property
    def text(self) -> str:
        return screen_text(self.app)

    def stored(self) -> Report:
        """The report as another program finds it in the database."""
        db = connect(self.path)
        try:
            entry = find_entry(db, AGENCY, 2024)
            assert entry is not None
            return load(db, entry.id)
        finally:
            db.close()

    def other_clerk(self, **cells: Number | None) -> None:
        """Another process saves; `__` in a name stands for the dot of a cell's id."""
        db = connect(self.path)
        entry = find_entry(db, AGENCY, 2024)
        assert entry is not None
        values = {name.replace("__", "."): value for name, value in cells.items()}
        set_cells(db, entry.id, values, actor="赵六", origin="typed")
        db.close()


AsyncDesk = AbstractAsyncContextManager[Desk]


@pytest.fixture
def opened(database: Path) -> Callable[..., AsyncDesk]:
    """A maker of desks: `async with opened(part_or_cell, size=…) as desk`."""

    @asynccontextmanager
    async def make(place: str = "applications", size: tuple[int, int] = (80, 24)) -> AsyncIterator[Desk]:
        app = GiktuiApp(database, AGENCY, 2024)
        async with app.run_test(size=size) as pilot:
            desk = Desk(pilot, database)
            await pilot.pause()
            part, cell = place.split(".", maxsplit=1)[0], place if place.count(".") == 2 else None
            await desk.report.work.navigator.show_part(part, cell)
            await pilot.pause()
            yield desk

    return make
