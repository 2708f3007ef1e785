"""How many findings a stored report has, remembered in the database until something they rest on changes."""

import sqlite3
from collections.abc import Generator, Iterable
from dataclasses import astuple, dataclass
from time import monotonic

from giktui.checks import Finding, counts
from giktui.checks.version import rules_version
from giktui.errors import GiktuiError
from giktui.store.analysis.checking import checked
from giktui.store.analysis.rule_settings import rule_settings
from giktui.store.connection.connect import query, writing
from giktui.store.models import Entry

_KNOWN = "SELECT errors, soft, warnings, infos, waived FROM check_count WHERE report = ? AND stamp = ?"
_REMEMBER_EVERY = 2.0
"""Seconds: a transaction for each report would cost more than checking it."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The open findings of a report by severity, and how many are waived."""

    errors: int
    soft: int
    warnings: int
    infos: int
    waived: int

    @property
    def blocking(self) -> int:
        """How many keep the report from being submitted."""
        return self.errors + self.soft


def counts_of(db: sqlite3.Connection, entry: Entry) -> Counts:
    """The report's counts: from the database where they still hold, else by checking it."""
    ((_entry, found),) = counted(db, [entry])
    return found


def counted(db: sqlite3.Connection, entries: Iterable[Entry]) -> Generator[tuple[Entry, Counts], None, None]:
    """Each report with its counts: from the database where they still hold, else by checking it, one at a time.

    What had to be counted is remembered from time to time, and when the caller has enough; where the database cannot be
    written it is not, and counted again the next time.
    """
    fresh: list[tuple[int, str, Counts]] = []
    settings = rule_settings(db)
    version = rules_version(settings.texts)
    since = monotonic()
    try:
        for entry in entries:
            stamp = f"{version}/{db.execute(query('stamps'), (entry.id,)).fetchone()[0]}"
            known = db.execute(_KNOWN, (entry.id, stamp)).fetchone()
            found = Counts(*known) if known else _counts(checked(db, entry, settings=settings))
            if known is None:
                fresh.append((entry.id, stamp, found))
            yield entry, found
            if fresh and monotonic() - since > _REMEMBER_EVERY:
                _remember(db, fresh)
                fresh, since = [], monotonic()
    finally:
        _remember(db, fresh)


def _counts(findings: list[Finding]) -> Counts:
    numbers = counts(findings)
    waived = sum(finding.status == "waived" for finding in findings)
    return Counts(numbers["error"], numbers["soft"], numbers["warning"], numbers["info"], waived)


def _remember(db: sqlite3.Connection, fresh: list[tuple[int, str, Counts]]) -> bool:
    """Keep counts for the next time. False where the database cannot be written."""
    if not fresh:
        return True
    rows = [(report_id, stamp, *astuple(found)) for report_id, stamp, found in fresh]
    try:
        with writing(db):
            db.executemany("INSERT OR REPLACE INTO check_count VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    except GiktuiError:
        return False
    return True
