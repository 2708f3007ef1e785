"""The renderers: golden files of every format, and no markup made by data."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import html5lib
import pytest
from goldens import check
from hypothesis import given, settings
from samples import sample
from strategies import reports

from giktui.diff import FORMATS, compare, render
from giktui.diff.overview import headline_cells, overview
from giktui.diff.overview_text import OVERVIEW_FORMATS, Years, render_overview
from giktui.errors import GiktuiError
from giktui.report import Report

GOLDEN = Path(__file__).parent / "golden"
SUFFIXES = {"table": "txt", "list": "list.txt", "markdown": "md", "csv": "csv", "json": "json", "html": "html"}


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("old", [2023, 2020])
def test_golden(format: str, old: int) -> None:
    check(GOLDEN / f"{old}-2024.{SUFFIXES[format]}", render(compare(sample(old), sample(2024)), format))


def test_golden_in_english(speak: Callable[[str], None]) -> None:
    speak("en")
    data = json.loads(render(compare(sample(2020), sample(2024)), "json"))
    assert {cell["row"] for cell in data["cells"]} >= {"Licences", "I. Received this year"}
    assert data["incomparable"][0]["because"].isascii()


@pytest.mark.parametrize("format", OVERVIEW_FORMATS)
def test_golden_overview(format: str) -> None:
    agencies = [
        ("青禾县", sample(2023), sample(2024)),
        ("=柳河镇", sample(2023), None),
        ("云栖市", sample(2020), sample(2024)),
    ]
    lines = overview(iter(agencies))
    check(GOLDEN / f"overview.{SUFFIXES[format]}", "".join(render_overview(lines, Years(2023, 2024, "2021"), format)))


@pytest.mark.parametrize("format", ["markdown", "csv", "json"])
def test_the_overview_streams(format: str) -> None:
    seen = 0

    def agencies() -> Iterator[tuple[str, Report | None, Report | None]]:
        nonlocal seen
        for seen in range(1, 4):
            yield str(seen), sample(2023), sample(2024)

    pieces = render_overview(overview(agencies()), Years(2023, 2024, "2021"), format)
    while not seen:
        next(pieces)
    assert seen == 1


def test_the_headline_is_the_balance_and_the_totals() -> None:
    for form in ("2019", "2021"):
        assert headline_cells(form) == (
            "applications.received.total", "applications.carried_in.total", "applications.results_total.total",
            "applications.carried_out.total", "proceedings.review.total", "proceedings.litigation_direct.total",
            "proceedings.litigation_after_review.total",
        )  # fmt: skip


def test_the_same_report_has_no_difference() -> None:
    difference = compare(sample(2024), sample(2024))
    assert difference.same
    assert render(difference).splitlines()[-1] == "没有差异。"
    assert json.loads(render(difference, "json"))["cells"] == []
    assert len(json.loads(render(difference, "json", every=True))["cells"]) == 200


def test_an_unknown_format_is_named() -> None:
    with pytest.raises(GiktuiError, match=r"yaml.*table、markdown、csv、json、html"):
        render(compare(sample(2023), sample(2024)), "yaml")


@settings(deadline=None, max_examples=20)
@given(reports(), reports())
def test_pages_are_strict_html_whatever_the_text(old: Report, new: Report) -> None:
    page = render(compare(old, new), "html", every=True)
    html5lib.HTMLParser(strict=True).parse(page)
    assert "<script" not in page


@settings(deadline=None, max_examples=20)
@given(reports(), reports())
def test_no_field_of_the_csv_is_a_formula(old: Report, new: Report) -> None:
    for row in csv.DictReader(io.StringIO(render(compare(old, new), "csv", every=True), newline="")):
        if row["row"] == "":
            assert not row["old"].startswith(("=", "+", "-", "@"))
            assert not row["new"].startswith(("=", "+", "-", "@"))
