"""`giktui open YEAR`: at the report, or at beginning it."""

from pathlib import Path

import pytest
from tui.conftest import AGENCY

from giktui.errors import GiktuiError
from giktui.store import connect, find_entry
from giktui.tui.app import GiktuiApp
from giktui.tui.screens.new_report.screen import NewReportDialog
from giktui.tui.screens.report.screen import ReportScreen


@pytest.mark.parametrize("agency", [AGENCY, None])
async def test_a_year_without_a_report_is_asked_for_and_begun(database: Path, agency: str | None) -> None:
    app = GiktuiApp(database, agency, 2025)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, NewReportDialog)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ReportScreen)
    db = connect(database)
    assert find_entry(db, AGENCY, 2025) is not None
    db.close()


async def test_a_new_database_asks_for_the_agency_too(tmp_path: Path) -> None:
    app = GiktuiApp(tmp_path / "new.db", None, 2025)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, NewReportDialog)
        assert (app.screen.agency, app.screen.year) == ("", 2025)


def test_an_agency_that_is_not_there_is_said(database: Path) -> None:
    with pytest.raises(GiktuiError, match="无名局"):
        GiktuiApp(database, "无名局", 2025)
