"""Rows that go through the disk come in the order in which a list of problems is sorted."""

import sqlite3
from dataclasses import replace

import pytest
from checks.honest import honest

from giktui.store import save
from giktui.store.analysis.problems import SORTS, Problem, in_order, problems
from giktui.store.analysis.rows_in_order import rows_in_order
from giktui.store.analysis.triage import triaged, unlike_peers


@pytest.fixture
def stored(db: sqlite3.Connection) -> sqlite3.Connection:
    """Some reports with something wrong in each."""
    for seed in range(12):
        report, _last = honest(seed)
        wrong = report.with_cells({"applications.received.total": 7 + seed, "disclosure.penalties.decisions": -seed})
        save(db, replace(wrong, agency=f"第{seed}县教育局"), actor="a")
    return db


def told(problem: Problem) -> str:
    """What tells one problem from another."""
    return f"{problem.entry.agency} {problem.entry.year} {problem.finding.fingerprint}"


@pytest.mark.parametrize("by", SORTS)
def test_the_order_is_that_of_a_list(stored: sqlite3.Connection, by: str) -> None:
    found = list(problems(stored))
    assert list(rows_in_order(stored, found, by, told)) == [told(one) for one in in_order(found, by)]


def test_the_order_of_triage_is_that_of_a_list(stored: sqlite3.Connection) -> None:
    found = list(problems(stored))
    ranked = triaged(found, unlike_peers(stored, {one.entry.year for one in found}))
    expected = [told(one) for _standing, own in ranked for one in own]
    assert list(rows_in_order(stored, found, "triage", told)) == expected


@pytest.mark.parametrize("by", SORTS)
def test_reports_stand_where_their_first_row_would(stored: sqlite3.Connection, by: str) -> None:
    found = list(problems(stored))
    sorted_rows = in_order(found, by)
    place = {one.entry.id: at for at, one in reversed(list(enumerate(sorted_rows)))}
    expected = sorted(sorted_rows, key=lambda one: place[one.entry.id])
    assert list(rows_in_order(stored, found, by, told, by_report=True)) == [told(one) for one in expected]
