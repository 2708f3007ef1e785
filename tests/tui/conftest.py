"""Databases with a report in them, for the app's tests."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from giktui.form import form_for_year
from giktui.report import Number, Report, default_title
from giktui.tui import prepare_environment

prepare_environment()

AGENCY = "云溪县水务局"


def report_of(year: int, cells: Mapping[str, Number], **texts: str) -> Report:
    """A report of AGENCY on the form of its year."""
    form = form_for_year(year)
    return Report(AGENCY, year, form.id, default_title(AGENCY, year, form), cells=cells, narratives=texts)


def filled(year: int) -> dict[str, Number]:
    """Consistent numbers for every cell: nothing but a few applications, all handled."""
    form = form_for_year(year)
    cells: dict[str, Number] = dict.fromkeys(form.cells, 0)
    for row, number in (("received", 12), ("granted", 7), ("partly_granted", 3), ("results_total", 10)):
        cells[f"applications.{row}.natural_person"] = number
        cells[f"applications.{row}.total"] = number
    cells["applications.carried_out.natural_person"] = cells["applications.carried_out.total"] = 2
    return cells


OVERVIEW = "本年度收到政府信息公开申请12件。\n予以公开7件，部分公开3件。"


@pytest.fixture
def database(tmp_path: Path) -> Callable[..., Path]:
    """A maker of databases: the full report of 2023, and for 2024 what is asked for."""

    def make(cells: Mapping[str, Number] | None = None, **texts: str) -> Path:
        from giktui.store import begin, connect, save

        path = tmp_path / "giktui.db"
        db = connect(path)
        save(db, report_of(2023, filled(2023), overview=OVERVIEW, problems="人手不足。", other="无"), actor="tester")
        if cells is None:
            begin(db, AGENCY, 2024, actor="tester")
        else:
            save(db, report_of(2024, cells, **texts), actor="tester")
        db.close()
        return path

    return make
