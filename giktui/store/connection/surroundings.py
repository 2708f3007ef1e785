"""Who works here, when, and where the database is."""

import os
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from time import time

from giktui.incoming import LONGEST_NAME, shown
from giktui.text.cleaning import clean


def default_path() -> Path:
    """`$GIKTUI_DB`, else `giktui.db` in the user's data folder."""
    if named := os.environ.get("GIKTUI_DB"):
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path("giktui", appauthor=False) / "giktui.db"


def actor() -> str:
    """Who works here: `$GIKTUI_ACTOR`, else the login name."""
    told = os.fsencode(os.environ.get("GIKTUI_ACTOR", "")).decode("utf-8", "ignore")  # whatever the locale is
    if named := " ".join(clean(told).split())[:LONGEST_NAME]:
        return named
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a uid without a name, as in some containers
        return str(os.getuid()) if hasattr(os, "getuid") else "?"


def now() -> str:
    """This moment as the database writes it: UTC, `2026-01-31T08:00:00Z`."""
    return _written(int(time()))


def this_year() -> int:
    """The year it is here."""
    return _here(datetime.now(UTC)).year


@lru_cache(maxsize=1)
def _written(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def local_time(time: str) -> str:
    """A stored time as a person here reads it: `2026-01-31 16:00`; one that is none, as it stands."""
    try:
        return _here(datetime.fromisoformat(time)).strftime("%Y-%m-%d %H:%M")
    except (ValueError, TypeError, OverflowError, OSError):
        return shown(time)


def local_day(time: str) -> date:
    """The day that it was here at a stored time. Raises ValueError for one that is none."""
    return _here(datetime.fromisoformat(time)).date()


def _here(moment: datetime) -> datetime:
    """The moment by the clock on the wall; where `$TZ` is no time zone that there can be, by UTC."""
    try:
        return moment.astimezone()
    except (ValueError, OverflowError):
        return moment
