"""What is remembered of the user, in their own state folder: where they were in each database, the theme,
which way Enter goes."""

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

_TASTE = "taste"
"""What stands beside the databases, which are known by their absolute paths."""

_LEAD = "first report"
"""What stands beside them, too: whether the user is led through a first report."""

_SECOND_PASS = "second pass:"
"""What stands before the database, report and table of a second pass that was left."""


class Where(NamedTuple):
    """A place in the database. Empty fields say: nowhere in particular."""

    agency: str = ""
    year: int | None = None
    section: str = ""
    cell: str = ""


def _file() -> Path:
    from platformdirs import user_state_path

    return user_state_path("giktui", appauthor=False) / "where.json"


def _all() -> dict[str, dict[str, object]]:
    """Everything remembered; nothing where there is no such file or it holds something else."""
    try:
        data = json.loads(_file().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def recall(database: Path) -> Where:
    """Where the user last was in that database."""
    entry = _all().get(str(database.resolve()))
    if not isinstance(entry, dict):
        return Where()
    year = entry.get("year")
    texts = {name: value for name in ("agency", "section", "cell") if isinstance(value := entry.get(name), str)}
    return Where(year=year if isinstance(year, int) else None, **texts)


def remember(database: Path, where: Where) -> None:
    """Keep the place for the next time. It is a convenience: a home folder that cannot be written to is no trouble."""
    _keep(str(database.resolve()), where._asdict())


def recall_theme() -> str:
    """The theme chosen last; empty if none was."""
    name = _taste().get("theme")
    return name if isinstance(name, str) else ""


def remember_theme(name: str) -> None:
    """Keep the theme for the next time."""
    _keep(_TASTE, {**_taste(), "theme": name})


def recall_row_wise() -> bool:
    """Whether Enter goes along the rows of a table rather than down its columns."""
    return _taste().get("row wise") is True


def remember_row_wise(row_wise: bool) -> None:
    """Keep which way Enter goes for the next time."""
    _keep(_TASTE, {**_taste(), "row wise": row_wise})


def _taste() -> Mapping[str, object]:
    entry = _all().get(_TASTE)
    return entry if isinstance(entry, dict) else {}


class Lead(NamedTuple):
    """Whether a user is led through a first report ("on"; "left", "done"; "" if never begun), and through which."""

    state: str = ""
    database: str = ""
    agency: str = ""
    year: int | None = None


def recall_lead() -> Lead:
    """How far the leading through a first report has come."""
    entry = _all().get(_LEAD)
    if not isinstance(entry, dict):
        return Lead()
    texts = {name: value for name in ("state", "database", "agency") if isinstance(value := entry.get(name), str)}
    year = entry.get("year")
    return Lead(year=year if isinstance(year, int) else None, **texts)


def remember_lead(lead: Lead) -> None:
    """Keep it for the next time."""
    _keep(_LEAD, lead._asdict())


def recall_second_pass(database: Path, report: int, table: str) -> dict[str, str]:
    """What was typed of a table's second pass (double entry) when it was left: values by cell."""
    entry = _all().get(f"{_SECOND_PASS}{database.resolve()}:{report}:{table}")
    return {cell: value for cell, value in entry.items() if isinstance(value, str)} if isinstance(entry, dict) else {}


def remember_second_pass(database: Path, report: int, table: str, typed: Mapping[str, str]) -> None:
    """Keep what was typed of a second pass that was left; nothing typed, nothing kept."""
    _keep(f"{_SECOND_PASS}{database.resolve()}:{report}:{table}", typed)


def _keep(key: str, entry: Mapping[str, object]) -> None:
    from giktui.writers.files import write_file  # nothing is kept before the first frame

    data = {name: value for name, value in {**_all(), key: entry}.items() if value}
    path = _file()
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_file(path, json.dumps(data, ensure_ascii=False).encode(), private=True)
