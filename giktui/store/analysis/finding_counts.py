"""How many findings a stored report has, remembered in the database until something they rest on changes."""

import sqlite3
from collections.abc import Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from time import monotonic

from giktui.checks import Finding, counts
from giktui.checks.version import rules_version
from giktui.errors import GiktuiError
from giktui.store.analysis.checking import checked
from giktui.store.analysis.in_processes import in_processes
from giktui.store.analysis.rule_settings import rule_settings
from giktui.store.connection.connect import query
from giktui.store.connection.transaction import reading, writing
from giktui.store.models import Entry

_KNOWN = "SELECT errors, soft, warnings, infos, waived, warned FROM check_count WHERE report = ? AND stamp = ?"
_REMEMBER_EVERY = 2.0
"""Seconds: a transaction for each report would cost more than checking it."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The open findings of a report by severity, how many are waived, and the rules of which it is warned."""

    errors: int
    soft: int
    warnings: int
    infos: int
    waived: int
    warned: tuple[str, ...] = ()

    @property
    def blocking(self) -> int:
        """How many keep the report from being submitted."""
        return self.errors + self.soft


def counts_of(db: sqlite3.Connection, entry: Entry) -> Counts:
    """The report's counts: from the database where they still hold, else by checking it."""
    ((_entry, found),) = counted(db, [entry])
    return found


Own = dict[int, tuple[str, Counts]]
"""What a process has counted itself, by the report's id, with the stamp it holds for."""


def counted(
    db: sqlite3.Connection, entries: Iterable[Entry], *, jobs: int | None = 1, own: Own | None = None
) -> Generator[tuple[Entry, Counts], None, None]:
    """Each report with its counts: from the database where they still hold, else by checking it, one at a time.

    With `jobs` above 1 (None: as many as there are processors) other processes check, too. What had to be counted is
    remembered from time to time, and when the caller has enough; where the database cannot be written it is not, and
    counted again the next time. Who asks again whenever the database changes gives `own` (with one job): else two of
    them with other versions of the rules would each count anew what the other has just remembered, for ever.
    """
    fresh: list[tuple[int, str, Counts]] = []
    since = monotonic()
    look = look_up if own is None else partial(look_up, own=own)
    with closing(in_processes(db, look, entries, jobs=jobs)) as looked_up:
        try:
            for entry, (stamp, found, known) in looked_up:
                if own is not None:
                    own[entry.id] = stamp, found
                if not known:
                    fresh.append((entry.id, stamp, found))
                yield entry, found
                if fresh and monotonic() - since > _REMEMBER_EVERY:
                    _remember(db, fresh)
                    fresh, since = [], monotonic()
        finally:
            _remember(db, fresh)


def look_up(db: sqlite3.Connection, entry: Entry, own: Own | None = None) -> tuple[str, Counts, bool]:
    """The report's counts with the stamp they hold for, and whether the database (or who gives his `own`) knew them."""
    with reading(db):
        settings = rule_settings(db)
        stamp = f"{rules_version(settings.texts)}/{db.execute(query('stamps'), (entry.id,)).fetchone()[0]}"
        known = db.execute(_KNOWN, (entry.id, stamp)).fetchone()
    if known is None:
        held, found = own.get(entry.id, ("", None)) if own else ("", None)
        if found is not None and held == stamp:
            return stamp, found, True
        return stamp, counts_in(checked(db, entry, settings=settings)), False
    errors, soft, warnings, infos, waived, warned = known
    return stamp, Counts(errors, soft, warnings, infos, waived, tuple(warned.split())), True


def counts_in(findings: Sequence[Finding]) -> Counts:
    """The counts of findings that are at hand."""
    numbers = counts(findings)
    waived = sum(finding.status == "waived" for finding in findings)
    warned = {one.family for one in findings if one.status == "open" and one.severity == "warning"}
    return Counts(numbers["error"], numbers["soft"], numbers["warning"], numbers["info"], waived, tuple(sorted(warned)))


def _remember(db: sqlite3.Connection, fresh: list[tuple[int, str, Counts]]) -> bool:
    """Keep counts for the next time. False where the database cannot be written."""
    if not fresh:
        return True
    rows = [
        (report_id, stamp, one.errors, one.soft, one.warnings, one.infos, one.waived, " ".join(one.warned))
        for report_id, stamp, one in fresh
    ]
    try:
        with writing(db):
            db.executemany("INSERT OR REPLACE INTO check_count VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
    except GiktuiError:
        return False
    return True
