"""Findings of a report and of all: filtering, going there, waiving, mending, submitting."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from samples import sample
from tui.snapshots import SIZES, compare, press, running, settle, shown, write

from giktui.checks import by_cause
from giktui.report import Report
from giktui.store import StoredDoubt, checked, connect, detail_words, entries, history, load, save, waivers
from giktui.tui.app import GiktuiApp
from giktui.tui.finding_words import Counts
from giktui.tui.screens.findings.all_reports import AllFindingsScreen
from giktui.tui.screens.report.screen import ReportScreen

TO_ODD = ("end", "c")


def stored(path: Path, agency: str, year: int) -> Report:
    """The report as it is in the database."""
    with closing(connect(path)) as db:
        (entry,) = entries(db, agency, year)
        return load(db, entry.id)


@pytest.mark.parametrize("size", SIZES)
async def test_findings_look_as_they_should(county: Path, size: tuple[int, int]) -> None:
    async with running(county, *TO_ODD, size=size) as pilot:
        compare("findings", pilot, path=county)


async def test_all_of_the_list_is_there_and_told_in_full_below(county: Path) -> None:
    with closing(connect(county)) as db:
        (entry,) = entries(db, "[/部分]局", 2024)
        findings = checked(db, entry)
    async with running(county, *TO_ODD) as pilot:
        causes = len(by_cause(one for one in findings if one.status == "open"))
        assert f"{causes} 条" in shown(pilot)
        assert findings[0].rule in shown(pilot)
        await press(pilot, "e")
        assert f"{len(findings)} 条" in shown(pilot)


async def test_opened_from_the_report_the_list_has_its_whole_height(county: Path) -> None:
    async with running(county, *TO_ODD) as pilot:
        height = pilot.app.screen.query_one("#findings").size.height
    async with running(county, "end", "enter", "F") as pilot:
        assert type(pilot.app.screen).__name__ == "FindingsScreen"
        assert pilot.app.screen.query_one("#findings").size.height == height


async def test_a_finding_is_read_in_full_with_the_keys(county: Path) -> None:
    async with running(county, *TO_ODD, "tab") as pilot:
        below = pilot.app.screen.query_one("#below")
        assert below.has_focus
        assert below.size.height > 14
        await press(pilot, "down", "pagedown", "escape")
        assert not below.has_focus
        assert type(pilot.app.screen).__name__ == "FindingsScreen"


async def test_filter_by_severity_and_section(county: Path) -> None:
    async with running(county, *TO_ODD, "s", "down", "enter") as pilot:
        text = shown(pilot)
        assert "级别：错误" in text
        assert "须说明  " not in text.split("----")[0].split("问题\n")[1]
        text = await press(pilot, "s", "home", "enter", "b", "down", "down", "down", "enter")
        assert "部分：三、收到和处理" in text
        assert "[二]" not in text


async def test_waive_with_a_reason_and_take_it_back(county: Path) -> None:
    async with running(county, *TO_ODD, "s", "down", "down", "enter", "w") as pilot:
        assert "豁免的理由" in shown(pilot)
        await press(pilot, "enter")
        assert "豁免的理由" in shown(pilot), "an empty reason is none"
        await write(pilot, "历史原因[/x]")
        await press(pilot, "enter")
        with closing(connect(county)) as db:
            (entry,) = entries(db, "[/部分]局", 2024)
            assert [waiver.reason for waiver in waivers(db, entry.id)] == ["历史原因[/x]"]
        text = await press(pilot, "s", "home", "down", "down", "down", "down", "down", "enter")
        assert "级别：已豁免" in text
        assert "历史原因[/x]" in text
        await press(pilot, "W", "y")
        with closing(connect(county)) as db:
            assert waivers(db, entry.id) == []


async def test_an_error_cannot_be_waived(county: Path) -> None:
    async with running(county, *TO_ODD, "w") as pilot:
        assert type(pilot.app.screen).__name__ == "FindingsScreen"
        assert any("可以豁免" in str(note.message) for note in pilot.app._notifications)


async def test_nothing_to_take_back(county: Path) -> None:
    async with running(county, *TO_ODD, "alt+w") as pilot:
        assert any("没有豁免" in str(note.message) for note in pilot.app._notifications)


async def test_enter_goes_to_the_cell_and_q_comes_back(county: Path) -> None:
    async with running(county, *TO_ODD, "enter") as pilot:
        assert type(pilot.app.screen).__name__ == "ReportScreen"
        await press(pilot, "q")
        assert type(pilot.app.screen).__name__ == "FindingsScreen"


async def test_from_the_report_and_back_to_it(county: Path) -> None:
    async with running(county, "end", "enter", "F", "enter") as pilot:
        assert [type(screen).__name__ for screen in pilot.app.screen_stack] == ["HomeScreen", "ReportScreen"]


async def test_the_rule_is_explained(county: Path) -> None:
    async with running(county, *TO_ODD, "x") as pilot:
        assert "依据" in shown(pilot)


async def test_a_hint_is_shown_and_entered(tmp_path: Path) -> None:
    path = tmp_path / "one.db"
    good = sample(2023)
    wrong = good.with_cells({"applications.received.total": 63})
    with closing(connect(path)) as db:
        save(db, wrong, actor="李四")
    async with running(path, "c") as pilot:
        assert "63 → 36" in shown(pilot)
        await press(pilot, "r", "enter")
        assert "63 → 36" not in shown(pilot)
    assert stored(path, good.agency, 2023).cells == good.cells
    with closing(connect(path)) as db:
        (entry,) = entries(db)
        edit = history(db, entry.id)[0]
        assert (edit.origin, detail_words(edit)) == ("repair", "两个数字颠倒")


async def test_no_hint_where_nothing_is_to_be_mended(tmp_path: Path) -> None:
    path = tmp_path / "one.db"
    with closing(connect(path)) as db:
        save(db, sample(2023), actor="李四")
    async with running(path, "c", "r") as pilot:
        assert any("没有可以一键修复" in str(note.message) for note in pilot.app._notifications)


async def test_submit_is_refused_while_errors_are_open(county: Path) -> None:
    async with running(county, *TO_ODD, "u", "y") as pilot:
        assert "不能提交" in shown(pilot)
        assert type(pilot.app.screen).__name__ == "Notice"


async def test_submit_and_reopen(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("reports.lifecycle", "analysis.checking"):
        monkeypatch.setattr(f"giktui.store.{module}.checked", lambda *_args, **_more: [])
    async with running(county, *TO_ODD, "u", "n", "u", "y") as pilot:
        assert "已提交" in shown(pilot).splitlines()[0]
        await press(pilot, "o")
        await write(pilot, "数字有误")
        await press(pilot, "enter")
        assert "草稿" in shown(pilot).splitlines()[0]


async def test_a_report_not_submitted_is_not_reopened(county: Path) -> None:
    async with running(county, *TO_ODD, "o") as pilot:
        assert any("没有提交" in str(note.message) for note in pilot.app._notifications)


@pytest.mark.parametrize("size", SIZES)
async def test_all_reports_worst_first(county: Path, size: tuple[int, int]) -> None:
    async with running(county, "C", size=size) as pilot:
        compare("findings-all", pilot, path=county)
        with closing(connect(county)) as db:
            counts = [Counts.of(checked(db, entry)) for entry in entries(db)]
        screen = pilot.app.screen
        assert isinstance(screen, AllFindingsScreen)
        shown_errors = [row[1].error for row in screen.rows]
        assert shown_errors == sorted((count.error for count in counts), reverse=True)


async def test_from_all_to_one_and_to_its_report(county: Path) -> None:
    async with running(county, "C", "f", "enter") as pilot:
        assert type(pilot.app.screen).__name__ == "FindingsScreen"
        await press(pilot, "q", "g")
        assert type(pilot.app.screen).__name__ == "ReportScreen"


async def test_only_what_cannot_be_submitted(county: Path) -> None:
    with closing(connect(county)) as db:
        save(db, replace(sample(2023), agency="柳河镇人民政府", title="柳河镇人民政府2023年报告"), actor="李四")
    async with running(county, "C", "f") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, AllFindingsScreen)
        blocked = [row for row in screen.rows if row[1].error or row[1].soft]
        assert len(screen.main.source) == len(blocked) < len(screen.rows)
        await press(pilot, "f")
        assert len(screen.main.source) == len(screen.rows)


def test_counts_in_words() -> None:
    assert Counts().short() == "无误"
    assert Counts(error=120, soft=3).short() == "99错3疑"
    assert Counts(waived=2).words().endswith("已豁免 2")


async def test_what_is_mended_here_is_shown_in_the_report_below(tmp_path: Path) -> None:
    path = tmp_path / "one.db"
    with closing(connect(path)) as db:
        save(db, sample(2023).with_cells({"applications.received.total": 63}), actor="李四")
    async with running(path, "enter", "F", "r", "enter", "q") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ReportScreen)
        assert screen.work.session.cells["applications.received.total"] == 36


OFFERED = "disclosure.licences.decisions"


@pytest.fixture
def offering(county: Path) -> Path:
    """A report read from a picture: one cell is blank, and what was made out for it is offered."""
    report = sample(2024)
    cells = {cell: value for cell, value in report.cells.items() if cell != OFFERED}
    doubt = StoredDoubt("FV-NUMBER", "disclosure", (OFFERED,), "图上像是“482”，没有把握", " p1 图!A9", ("482",))
    with closing(connect(county)) as db:
        read = replace(report, agency="图上县", cells=cells)
        save(db, read, actor="甲", doubts=[doubt])
    return county


async def test_what_was_made_out_in_a_picture_is_accepted_with_one_key(offering: Path) -> None:
    with closing(connect(offering)) as db:
        (entry,) = entries(db, "图上县", 2024)
        number = next(n for n, one in enumerate(checked(db, entry)) if one.rule == "FV-NUMBER")
    async with running(offering, size=(120, 40)) as pilot:
        assert isinstance(pilot.app, GiktuiApp)
        pilot.app.show("findings", entry=entry)
        await settle(pilot)
        await press(pilot, *["down"] * number)
        assert "采用识别出的 482" in shown(pilot)
        await press(pilot, "a")
    assert stored(offering, "图上县", 2024).cells[OFFERED] == 482
    with closing(connect(offering)) as db:
        assert all(one.rule != "FV-NUMBER" for one in checked(db, entry))


async def test_it_is_accepted_in_the_table_too(offering: Path) -> None:
    """By "grid.accept", as by "findings.accept" above."""
    with closing(connect(offering)) as db:
        (entry,) = entries(db, "图上县", 2024)
    async with running(offering, size=(120, 40)) as pilot:
        assert isinstance(pilot.app, GiktuiApp)
        pilot.app.open_report(entry, OFFERED)
        await settle(pilot)
        assert "图上像是 482：p1 图!A9" in shown(pilot)
        await press(pilot, "A", "ctrl+z")
        assert OFFERED not in stored(offering, "图上县", 2024).cells
        await press(pilot, "A")
        assert stored(offering, "图上县", 2024).cells[OFFERED] == 482
        assert "没有识别出的数" in await press(pilot, "up", "A")
