"""How many findings a stored report has, remembered in the database until something they rest on changes."""

import sqlite3
from dataclasses import astuple, dataclass

from giktui import __version__
from giktui.checks import counts
from giktui.errors import GiktuiError
from giktui.store.checking import checked
from giktui.store.connect import query, writing
from giktui.store.values import Entry


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
    stamp = f"{__version__}/{db.execute(query('stamps'), (entry.id,)).fetchone()[0]}"
    known = db.execute(
        "SELECT errors, soft, warnings, infos, waived FROM check_count WHERE report = ? AND stamp = ?",
        (entry.id, stamp),
    ).fetchone()
    if known is not None:
        return Counts(*known)
    findings = checked(db, entry)
    numbers = counts(findings)
    waived = sum(finding.status == "waived" for finding in findings)
    found = Counts(numbers["error"], numbers["soft"], numbers["warning"], numbers["info"], waived)
    remember(db, entry.id, stamp, found)
    return found


def remember(db: sqlite3.Connection, report_id: int, stamp: str, found: Counts) -> bool:
    """Keep the counts for the next time. False where the database cannot be written: then they are counted again."""
    try:
        with writing(db):
            row = (report_id, stamp, *astuple(found))
            db.execute("INSERT OR REPLACE INTO check_count VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    except GiktuiError:
        return False
    return True
