"""What is told of each problem, sorted on the disk: memory does not grow with the number of reports."""

import sqlite3
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from itertools import groupby

from giktui.store.analysis.finding_counts import Counts, counts_in
from giktui.store.analysis.problems import SORTS, Problem
from giktui.store.analysis.triage import standings, unlike_peers
from giktui.store.models import Entry

_BY_ROW = "SELECT row FROM told LEFT JOIN standing USING (report) ORDER BY standing.place, a, b, c, d, n"
_BY_REPORT = """
WITH placed AS (
    SELECT report, row, row_number() OVER (ORDER BY standing.place, a, b, c, d, n) AS at
    FROM told LEFT JOIN standing USING (report)
), first AS (SELECT report, min(at) AS at FROM placed GROUP BY report)
SELECT row FROM placed JOIN first USING (report) ORDER BY first.at, placed.at
"""
_KEYS = 4
"""Columns that the longest key of SORTS takes."""


def rows_in_order(
    db: sqlite3.Connection,
    found: Iterable[Problem],
    by: str,
    told: Callable[[Problem], str],
    *,
    by_report: bool = False,
) -> Generator[str, None, None]:
    """What `told` says of each problem, in the order of one of SORTS or of `triage`; equal ones as they came.

    `found` comes report by report, and goes so with `by_report`: each where the first of its rows would stand. All has
    been told before the first row is given. The rows are held in a database of their own, which SQLite keeps in
    a temporary file and which is gone with the last of them.
    """
    key = SORTS["severity" if by == "triage" else by]
    counts: list[tuple[Entry, Counts]] = []
    with closing(sqlite3.connect("")) as held:
        held.execute("CREATE TABLE told (n INTEGER PRIMARY KEY, report INTEGER, a, b, c, d, row TEXT)")
        held.execute("CREATE TABLE standing (report INTEGER PRIMARY KEY, place INTEGER)")
        for entry, group in groupby(found, key=lambda problem: problem.entry):
            own = list(group)
            if by == "triage":
                counts.append((entry, counts_in([one.finding for one in own])))
            held.executemany(
                "INSERT INTO told (report, a, b, c, d, row) VALUES (?, ?, ?, ?, ?, ?)",
                ((entry.id, *_padded(key(one)), told(one)) for one in own),
            )
        if by == "triage":
            ranked = standings(counts, unlike_peers(db, {entry.year for entry, _own in counts}))
            held.executemany(
                "INSERT INTO standing VALUES (?, ?)", ((one.entry.id, place) for place, one in enumerate(ranked))
            )
        yield from (row for (row,) in held.execute(_BY_REPORT if by_report else _BY_ROW))


def _padded(key: tuple[object, ...]) -> tuple[object, ...]:
    return (*key, *[None] * (_KEYS - len(key)))
