"""Working days and terms, by the State Council's calendar and the law."""

from datetime import date, timedelta

import pytest

from giktui.register.due import due, left
from giktui.register.reading import read_request
from giktui.register.request import Request
from giktui.register.working_days import after, between, is_known, is_working_day


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2025-01-26", True), ("2025-01-28", False), ("2025-02-04", False), ("2025-02-08", True), ("2025-10-11", True),
        ("2024-02-09", True), ("2024-02-18", True), ("2020-01-31", False), ("2023-12-31", False), ("2026-02-14", True),
        ("2027-10-01", True), ("2027-10-02", False),
    ],
)  # fmt: skip
def test_the_calendar_has_holidays_and_the_days_worked_instead(day: str, works: bool) -> None:
    assert is_working_day(date.fromisoformat(day)) is works


def test_every_year_from_2019_to_2026_is_known_and_has_about_250_working_days() -> None:
    for year in range(2019, 2027):
        assert is_known(date(year, 1, 1))
        days = [date(year, 1, 1) + timedelta(n) for n in range(365)]
        assert 247 <= sum(map(is_working_day, days)) <= 253


def test_a_term_ends_on_a_working_day_and_counts_back() -> None:
    for n in range(0, 700, 7):
        day = date(2024, 12, 1) + timedelta(n)
        end = after(day, 20)
        assert is_working_day(end)
        assert between(day, end) == 20
        assert left(end, day) == 20


def request(**said: str) -> Request:
    return read_request({"received": "2025-01-20", "kind": "公民", **said})


def test_twenty_working_days_and_up_to_twenty_more() -> None:
    assert due(request()).day == date(2025, 2, 21)
    assert due(request(extended="是")).day == after(date(2025, 1, 20), 40)
    assert due(request(extended="延长10个工作日")).day == after(date(2025, 1, 20), 30)
    assert due(request(extended="60天")).day == after(date(2025, 1, 20), 40)
    assert due(request(extended="否")).day == date(2025, 2, 21)
    assert due(request(extended="2025-2-18")).day == after(date(2025, 1, 20), 40)


def test_a_supplement_begins_the_term_anew_and_stops_it_until_it_comes() -> None:
    assert due(request(correction_asked="2025-01-22")) == (None, "correction", True)
    found = due(request(correction_asked="2025-01-22", corrected="2025-02-10"))
    assert found.day == after(date(2025, 2, 10), 20)


def test_the_time_a_third_party_is_asked_does_not_count() -> None:
    assert due(request(third_party_asked="2025-02-05")).waiting == "third_party"
    found = due(request(third_party_asked="2025-02-05", third_party_answered="2025-02-12"))
    assert found.day == after(date(2025, 1, 20), 26)  # 8 February is worked


def test_a_year_without_a_calendar_says_so() -> None:
    assert due(request(received="2026-12-20")).known is False or due(request(received="2026-12-20")).day is None
    assert due(request()).known
