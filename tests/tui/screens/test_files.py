"""Import and export: choosing files, what becomes of them, writing without overwriting."""

from contextlib import closing
from pathlib import Path

import pytest
from samples import sample
from textual.widgets import TextArea
from tui.snapshots import SIZES, compare, press, running, settle, shown, write

from giktui.readers import read_reports
from giktui.store import connect, entries
from giktui.tui.screens.import_files.screen import ImportScreen
from giktui.tui.widgets.path_suggester import PathSuggester
from giktui.writers import FORMATS, write_bytes


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The present folder: a subfolder, two reports, a file that is none."""
    folder = tmp_path / "files"
    (folder / "下级").mkdir(parents=True)
    (folder / "2023.txt").write_bytes(write_bytes(sample(2023), "text"))
    (folder / "下级" / "[red]2024.json").write_bytes(write_bytes(sample(2024), "json"))
    (folder / "空.txt").write_text("")
    (folder / ".hidden.txt").write_text("x")
    (folder / "film.mp4").write_bytes(b"ftyp")
    monkeypatch.chdir(folder)
    return folder


def reports(path: Path) -> list[int]:
    """The years of the reports in the database."""
    with closing(connect(path)) as db:
        return [entry.year for entry in entries(db)]


@pytest.mark.parametrize("size", SIZES)
async def test_choosing_looks_as_it_should(folder: Path, tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(tmp_path / "a.db", "i", size=size) as pilot:
        text = shown(pilot)
        assert "下级/" in text
        assert "2023.txt" in text
        assert "hidden" not in text
        assert "film" not in text


async def test_enter_imports_the_file_and_opens_the_report(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    async with running(path, "i", "down", "enter") as pilot:
        text = shown(pilot)
        assert "读入 1" in text
        assert "青禾县人民政府 2023" in text
        assert reports(path) == [2023]
        await press(pilot, "o")
        assert type(pilot.app.screen).__name__ == "ReportScreen"


async def test_marked_files_and_folders_are_imported_together(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    async with running(path, "i", "space", "space", "i") as pilot:
        assert reports(path) == [2023, 2024]
        assert "[red]2024.json" in shown(pilot)
        assert "已选 0 个" in await press(pilot, "escape"), "back to choosing"
        assert type(await press(pilot, "q") and pilot.app.screen).__name__ == "HomeScreen", "there are reports now"


async def test_into_a_folder_and_out_again(folder: Path, tmp_path: Path) -> None:
    async with running(tmp_path / "a.db", "i", "enter") as pilot:
        assert "[red]2024.json" in shown(pilot)
        text = await press(pilot, "home", "enter")
        assert "2023.txt" in text


async def test_what_cannot_be_read_says_why(folder: Path, tmp_path: Path) -> None:
    async with running(tmp_path / "a.db", "i", "end", "enter") as pilot:
        assert "拒绝 1" in shown(pilot)
        await press(pilot, "o")
        assert isinstance(pilot.app.screen, ImportScreen)


async def test_what_is_there_is_not_imported_twice_unless_replaced(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    async with running(path, "i", "down", "enter", "escape", "down", "enter") as pilot:
        assert "已有 1" in shown(pilot)
        assert "替换" in await press(pilot, "escape", "r", "down", "enter")


async def test_a_path_is_typed_and_completed(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    async with running(path, "i", "slash") as pilot:
        await write(pilot, "202")
        await press(pilot, "right", "enter")
        assert reports(path) == [2023]
        await press(pilot, "escape", "slash")
        await write(pilot, "没有这个")
        assert "没有 " in await press(pilot, "enter")


async def test_completion_of_paths(folder: Path) -> None:
    suggest = PathSuggester().get_suggestion
    assert await suggest(f"{folder}/202") == f"{folder}/2023.txt"
    assert await suggest(f"{folder}/下") == f"{folder}/下级/"
    assert await suggest("20") == "2023.txt"
    assert await suggest(f"{folder}/") is None
    assert await suggest(f"{folder}/nowhere/x") is None


async def test_escape_stops_an_import_and_keeps_what_was_done(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    many = folder / "many"
    many.mkdir()
    for year in range(2021, 2026):
        report = sample(2024)
        (many / f"{year}.json").write_bytes(
            write_bytes(type(report)(report.agency, year, report.form, cells=report.cells), "json")
        )
    async with running(path, "i") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ImportScreen)
        screen._begin([many])
        screen.action_leave()
        while screen.running:
            await pilot.pause(0.05)
        await settle(pilot)
        assert len(reports(path)) == len(screen.done) < 5
        assert "已停止" in shown(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_export_looks_as_it_should(county: Path, size: tuple[int, int]) -> None:
    async with running(county, "e", size=size) as pilot:
        compare("export", pilot, path=county)


async def test_every_format_has_a_preview(county: Path) -> None:
    async with running(county, "e") as pilot:
        preview = pilot.app.screen.query_one(TextArea)
        seen = {preview.text}
        for _format in FORMATS:
            await press(pilot, "right")
            seen.add(preview.text)
        assert len(seen) == len(FORMATS)
        last = preview.text
        await press(pilot, "left")
        assert preview.text != last


async def test_export_writes_what_reads_back(county: Path, folder: Path) -> None:
    async with running(county, "e", "f", "w", "enter") as pilot:
        assert any("已写到" in str(note.message) for note in pilot.app._notifications)
    (found,) = read_reports(folder / "青禾县人民政府2024.tsv")
    assert found.report.cells == sample(2024).cells


async def test_export_asks_before_it_overwrites(county: Path, folder: Path) -> None:
    there = folder / "青禾县人民政府2024.txt"
    there.write_text("mine")
    async with running(county, "e", "w", "enter") as pilot:
        assert "覆盖" in shown(pilot)
        await press(pilot, "n")
        assert there.read_text() == "mine"
        await press(pilot, "enter", "enter", "y")
        assert there.read_text() != "mine"


async def test_export_says_where_it_cannot_write(county: Path, folder: Path) -> None:
    async with running(county, "e", "w") as pilot:
        await write(pilot, "/no/such/place.txt")
        assert "写不了" in await press(pilot, "enter")


async def test_preview_scrolls_and_lets_go(county: Path) -> None:
    async with running(county, "e", "tab", "pagedown", "pagedown") as pilot:
        assert "政府信息公开工作年度报告" not in shown(pilot).splitlines()[1]
        await press(pilot, "escape", "escape")
        assert type(pilot.app.screen).__name__ == "HomeScreen"


async def test_replacing_is_a_choice_of_before_the_import(folder: Path, tmp_path: Path) -> None:
    async with running(tmp_path / "a.db", "i", "down", "enter") as pilot:
        assert "替换" not in (await press(pilot, "r")).splitlines()[0]
        assert "替换" in (await press(pilot, "escape", "r")).splitlines()[0]
