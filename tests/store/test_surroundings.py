"""Who works here and when it is, whatever the environment says."""

import os
import time
from collections.abc import Iterator

import pytest

from giktui.store.connection.surroundings import actor, local_day, local_time, now, this_year


@pytest.fixture(params=["<+99>-99:59:59", "Bogus/Zone:::", ":/etc/passwd", "", "Asia/Shanghai", "UTC0UTC,M3.0.0"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with monkeypatch.context() as there:
        there.setenv("TZ", request.param)
        time.tzset()
        yield str(request.param)
    time.tzset()


def test_any_time_zone_will_do(zone: str) -> None:
    assert local_day("2026-01-31T12:00:00Z").isoformat() == "2026-01-31", zone
    assert local_time("2026-01-31T12:00:00Z").startswith("2026-01-31 ")
    assert abs(this_year() - int(now()[:4])) <= 1


@pytest.mark.parametrize(
    ("named", "called"),
    [
        ("张三", "张三"), (" 张  三 ", "张 三"), ("\x1b[2J张\n三\u202e", "张 三"), ("张" * 5_000, "张" * 100),
        ("\udcff张三", "张三"), (os.fsencode("张三").decode("ascii", "surrogateescape"), "张三"),
    ],
)  # fmt: skip
def test_who_works_here_is_a_name_on_one_line(named: str, called: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIKTUI_ACTOR", named)
    assert actor() == called


@pytest.mark.parametrize("named", ["", " ", "\x1b[2J", "\u200b"])
def test_a_name_of_nothing_is_none(named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIKTUI_ACTOR", named)
    monkeypatch.setattr("getpass.getuser", lambda: "login")
    assert actor() == "login"
