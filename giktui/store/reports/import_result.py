"""What became of an imported file, and what a recognised report is to the store: its doubts, where its cells stood."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from giktui.readers import Recognition, Run
from giktui.store.models import Entry, StoredDoubt
from giktui.store.reports.content import load
from giktui.store.reports.texts import texts_of

Outcome = Literal["read", "doubts", "refused", "present"]
"""present: the file, or a report with the same content, is stored already. refused: nothing of it was stored."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file, or of what is at an address (then `path` is that).

    `entries` are the reports stored from it (or there already); with a dry run there are none, but `recognitions` says
    what would be stored. `refused` names the reports, and the files inside an archive, that were not taken, and why.
    """

    path: Path | str
    status: Outcome
    message: str = ""
    entries: tuple[Entry, ...] = ()
    recognitions: tuple[Recognition, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()

    @property
    def doubts(self) -> tuple[StoredDoubt, ...]:
        """What could not be read for certain, of all reports in the file."""
        return tuple(doubt for recognition in self.recognitions for doubt in doubts_of(recognition))


def doubts_of(recognition: Recognition) -> tuple[StoredDoubt, ...]:
    """The reader's doubts as the store keeps them."""
    return tuple(
        StoredDoubt(d.rule, d.section, d.cells, d.message, str(d.place), d.suggested) for d in recognition.doubts
    )


def provenance_of(recognition: Recognition) -> dict[str, str]:
    """Where and how each cell was read, as the journal keeps it."""
    places: dict[str, str] = {}
    for run in recognition.runs:
        where = _where(run)
        for cell in run.cells:
            places[cell] = where
    return places


def same_content(db: sqlite3.Connection, entry: Entry, recognition: Recognition) -> bool:
    """Whether the stored report has the same cells and texts."""
    stored, report = load(db, entry.id), recognition.report
    return stored.cells == report.cells and texts_of(stored) == texts_of(report)


def _where(run: Run) -> str:
    """Where and how cells were read: `:12`, ` p3 fuzzy 0.93`; the form's own wording goes without saying."""
    return run.place.inside if run.how in ("", "exact") else f"{run.place.inside} {run.how}"
