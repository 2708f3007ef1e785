"""Numbers of one form version carried over to another, so that the years around a change of form can be compared."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import NamedTuple

from giktui.form.loading import load_form

Number = int | Decimal


class Pair(NamedTuple):
    """Cells of the older form and cells of the newer whose sums mean the same."""

    older: tuple[str, ...]
    newer: tuple[str, ...]


class Crosswalk(NamedTuple):
    """What two form versions have in common, and why the rest of their cells cannot be compared."""

    older: str
    newer: str
    pairs: tuple[Pair, ...]
    because: str
    because_english: str


@cache
def crosswalk() -> Crosswalk:
    """The crosswalk between the form of 2019 and that of 2021."""
    data = tomllib.loads(Path(__file__).with_name("crosswalk").joinpath("2019-2021.toml").read_text("utf-8"))
    older, newer = load_form(data["older"]), load_form(data["newer"])
    sums: list[Pair] = []
    for entry in data["sum"]:
        for column in older.table(entry["older"].split(".")[0]).columns:
            newer_cells = tuple(pattern.replace("*", column.id) for pattern in entry["newer"])
            sums.append(Pair((entry["older"].replace("*", column.id),), newer_cells))
    taken = {cell for pair in sums for cell in pair.older + pair.newer}
    same = [
        Pair((id,), (id,))
        for id in older.cells
        if id in newer.cells
        and id not in taken
        and any(fnmatchcase(id, pattern) for entry in data["same"] for pattern in entry["cells"])
    ]
    (rest,) = data["incomparable"]
    return Crosswalk(older.id, newer.id, (*same, *sums), rest["because"], rest["english"])


def carried_over(cells: Mapping[str, Number], of: str, to: str) -> dict[str, Number]:
    """The numbers of a report on form `of`, as far as form `to` has a cell that means the same.

    Sums are carried over only towards the single cell and only if every part is there; a blank stays blank.
    """
    if of == to:
        return dict(cells)
    walk = crosswalk()
    carried: dict[str, Number] = {}
    for pair in walk.pairs:
        source, target = (pair.older, pair.newer) if of == walk.older else (pair.newer, pair.older)
        if len(target) == 1 and all(id in cells for id in source):
            carried[target[0]] = sum((cells[id] for id in source), start=0)
    return carried
