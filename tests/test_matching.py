"""Filters find words in any order, and Chinese by the initials of its pinyin."""

from pathlib import Path

import pytest

from giktui.form import load_form
from giktui.report import Report, default_title
from giktui.store import connect, save
from giktui.store.analysis.overview import named
from giktui.text.matching import matches
from giktui.tui.report_search import reports_named


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True), ("水务", True), ("局 水务", True), ("务局 云溪", True), ("swj", True), ("yx swj", True),
        ("yxxswj", True),
        ("SWJ", True), ("教育", False), ("水务 教育", False), ("jyj", False), ("2024 水务", True),
    ],
)  # fmt: skip
def test_parts_in_any_order_and_initials(query: str, found: bool) -> None:
    assert matches("云溪县水务局 2024", query) is found


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("水务", [("云溪县水务局", 2023, None), ("云溪县水务局", 2024, None)]),
        ("swj 2024", [("云溪县水务局", 2024, None)]),
        ("2024 云溪 三", [("云溪县教育局", 2024, "applications"), ("云溪县水务局", 2024, "applications")]),
        ("2024", []),
        ("三", []),
        ("没有的局", []),
    ],
)
def test_reports_by_agency_year_and_section(
    tmp_path: Path, query: str, wanted: list[tuple[str, int, str | None]]
) -> None:
    db = connect(tmp_path / "giktui.db")
    form = load_form("2021")
    for agency, year in (("云溪县教育局", 2024), ("云溪县水务局", 2023), ("云溪县水务局", 2024)):
        save(db, Report(agency, year, "2021", default_title(agency, year, form)), actor="a")
    found = [(entry.agency, entry.year, section.id if section else None) for entry, section in reports_named(db, query)]
    assert found == wanted
    assert len(named(db, "局 云溪")) == len(named(db, "yx 局")) == 2
    db.close()
