"""A small county in a database: a tree of agencies, several years, findings, and names that look like markup."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile

import pytest
from samples import sample

from giktui.form import load_form
from giktui.report import Report, default_title
from giktui.store import begin, connect, ensure_agency, save

COUNTY = "青禾县人民政府"
SCHOOLS = "青禾县教育局"
ODD = "[/部分]局"
"""A name that would be a closing tag if it were read as markup."""

CITY, CITYS_COUNTY, WATER = "云栖市人民政府", "青禾县[/]人民政府", "云栖市水利局"


def odd_report(year: int) -> Report:
    """A report whose totals do not add up and whose texts try to steer the terminal."""
    form = load_form("2021")
    cells = dict.fromkeys(form.cells, 0) | {
        "applications.received.natural_person": 3,
        "applications.received.total": 30,
        "disclosure.rules.issued": 2,
    }
    texts = {
        "overview": f"{year}年新收申请3件。[/部分][red]\x1b[2J清屏\n第二段：办结{year - 2000}件。",
        "problems": "人手不足，培训不够，平台陈旧，需要改进的地方还有很多。",
        "other": "收取信息处理费0元。",
    }
    return Report(ODD, year, form.id, default_title(ODD, year, form), "", cells, texts)


def _fix_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setattr("giktui.store.connection.surroundings.time", datetime(2026, 1, 20, 8, tzinfo=UTC).timestamp)


@pytest.fixture(autouse=True)
def fixed_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is stored is stored at one moment, so that golden files stay."""
    _fix_time(monkeypatch)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits for the user to pause does not wait long."""
    monkeypatch.setattr("giktui.tui.screens.base.background_counts.COUNT_AFTER", 0.001)
    monkeypatch.setattr("giktui.tui.dialogs.conflict.STILL", 0.0)


@pytest.fixture(scope="session")
def made_county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database that each test gets a copy of."""
    path = tmp_path_factory.mktemp("made") / "county.db"
    with pytest.MonkeyPatch.context() as monkeypatch:
        _fix_time(monkeypatch)
        _make_county(path)
    return path


@pytest.fixture
def county(made_county: Path, tmp_path: Path) -> Path:
    """The path of the database."""
    return Path(copyfile(made_county, tmp_path / "county.db"))


def _make_county(path: Path) -> None:
    db = connect(path)
    county = ensure_agency(db, COUNTY, level="县")
    ensure_agency(db, SCHOOLS, parent=county.id)
    ensure_agency(db, ODD, parent=SCHOOLS)
    for year in (2020, 2023, 2024):
        save(db, sample(year), actor="李四", detail="年报.txt")
    save(db, odd_report(2023), actor="李四")
    save(db, odd_report(2024), actor="李四")
    begin(db, SCHOOLS, 2024, actor="王五")
    db.close()


@pytest.fixture
def city(tmp_path: Path, fixed_time: None) -> Path:
    """A city with two that have reported and one that has not."""
    path = tmp_path / "city.db"
    with closing(connect(path)) as db:
        for name in (CITYS_COUNTY, WATER, "云栖市财政局"):
            ensure_agency(db, name, parent=ensure_agency(db, CITY).id)
        cells = {"disclosure.licences.decisions": 5, "proceedings.review.total": 2}
        save(db, Report(CITYS_COUNTY, 2024, "2021", cells=cells), actor="a")
        save(db, Report(WATER, 2024, "2021", cells={"disclosure.licences.decisions": 7}), actor="a")
    return path


def publish(path: Path, decisions: int) -> None:
    """The city's own report, with so many licences."""
    cells = {"disclosure.licences.decisions": decisions, "proceedings.review.total": 2}
    with closing(connect(path)) as db:
        save(db, Report(CITY, 2024, "2021", cells=cells), actor="市", replace=True)
