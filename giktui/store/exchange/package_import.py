"""Taking in what another giktui handed over: the reports of a package, each with its files, waivers and state."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.ingest.kept_file import StoredDocument, as_kept
from giktui.readers import Limits, Recognition
from giktui.readers.encoding import plain_name
from giktui.readers.formats.package import Handed, HandedAgency, HandedDocument, HandedWaiver, Handover
from giktui.store.agencies.tree import LEVELS, add_name, ensure_agency, find_agency
from giktui.store.connection.connect import writing
from giktui.store.journal.batches import append
from giktui.store.models import Agency, Entry
from giktui.store.reports.content import save
from giktui.store.reports.documents import link_document
from giktui.store.reports.import_result import Imported, Outcome, doubts_of, same_content
from giktui.store.reports.index import entry_of, find_entry


@dataclass(frozen=True, slots=True)
class Terms:
    """How reports are taken in: as `import_files` has it."""

    replace: bool
    strict: bool
    dry_run: bool
    limits: Limits
    actor: str


@dataclass(slots=True)
class Tally:
    """What became of the reports so far."""

    entries: list[Entry] = field(default_factory=list)
    wanted: list[Recognition] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    present: int = 0

    def refuse(self, agency: str, year: int, why: object) -> None:
        """This report was not taken."""
        self.refused.append((f"{agency}{year}", str(why)))

    def imported(self, path: Path) -> Imported:
        """All of it, as `import_files` tells it."""
        taken = len(self.wanted) or len(self.entries) - self.present
        said = [_("{n} 份").format(n=taken)] if taken else []
        said += [_("已有 {n} 份").format(n=self.present)] if self.present else []
        said += [_("没有收 {n} 份：").format(n=len(self.refused)) + self.refused[0][1]] if self.refused else []
        status: Outcome = "doubts" if self.refused else "read" if taken else "present"
        if self.refused and not taken and not self.present:
            status = "refused"
        return Imported(path, status, _("，").join(said), tuple(self.entries), tuple(self.wanted), tuple(self.refused))


def take_package(db: sqlite3.Connection, path: Path, terms: Terms) -> Imported:
    """Store the reports of a package, one transaction each; a damaged package is refused before anything is stored."""
    tally = Tally()
    try:
        with path.open("rb") as file:
            handover = Handover(file, plain_name(path.name), terms.limits)
            for handed in handover.reports():
                _take(db, handed, handover, terms, tally)
    except OSError as error:
        return Imported(path, "refused", _("读不了 {path}：{why}").format(path=path, why=error.strerror or error))
    except GiktuiError as error:
        if tally.entries or tally.wanted:
            tally.refused.append((plain_name(path.name), str(error)))
            return tally.imported(path)
        return Imported(path, "refused", str(error))
    return tally.imported(path)


def _take(db: sqlite3.Connection, handed: Handed, handover: Handover, terms: Terms, tally: Tally) -> None:
    report = handed.recognition.report
    uncertain = handed.recognition.uncertain
    if terms.strict and uncertain:
        said = _("有 {n} 处存疑，按 --strict 不保存：{first}")
        tally.refuse(report.agency, report.year, said.format(n=len(uncertain), first=uncertain[0].message))
        return
    if terms.dry_run:
        tally.wanted.append(handed.recognition)
        return
    try:
        with writing(db):
            agency = settled(db, report.agency, handover.agencies)
            report = replace(report, agency=agency.name)
            stored = find_entry(db, agency.id, report.year)
            if stored is not None and same_content(db, stored, handed.recognition):
                entry = stored
                news = not stored.locked and (handed.submitted_at or "") > stored.updated
                tally.present += not news
            else:
                news = True
                entry = save(
                    db,
                    report,
                    actor=terms.actor,
                    origin="handed",
                    replace=terms.replace,
                    doubts=doubts_of(handed.recognition),
                    detail=_("{name} 修订 {n}").format(name=handover.name, n=handed.revision),
                )
            if news:
                _keep_beside(db, entry, handed, handover.name)
            tally.entries.append(entry_of(db, entry.id))
    except GiktuiError as error:
        tally.refuse(report.agency, report.year, error)


def _keep_beside(db: sqlite3.Connection, entry: Entry, handed: Handed, name: str) -> None:
    """What goes with a report: its files, what the sender accepted, that it is submitted."""
    for document in handed.documents:
        link_document(db, entry.id, entry.revision, kept_again(document))
    keep_waivers(db, entry.id, handed.waivers)
    if handed.submitted_at is not None:
        lock(db, entry.id, handed.submitted_by or "", handed.submitted_at, name)


def kept_again(document: HandedDocument) -> StoredDocument:
    """A file handed over, as it is kept here."""
    kept = as_kept(document.name, document.kind, document.data)
    return replace(kept, address=document.address, published=document.published)


def settled(db: sqlite3.Connection, name: str, known: Mapping[str, HandedAgency]) -> Agency:
    """The agency of ours that is theirs by one of its names; else a new one, below the one above it as they have it.

    What our database says of an agency it knows stays as it is.
    """
    way: list[HandedAgency] = []
    above: str | None = name
    found: Agency | None = None
    while above is not None and found is None and above not in [agency.name for agency in way]:
        theirs = known.get(above, HandedAgency(above))
        found = next((ours for n in (theirs.name, *theirs.other_names) if (ours := find_agency(db, n))), None)
        if found is None:
            way.append(theirs)
            above = theirs.parent
    for theirs in reversed(way):
        found = ensure_agency(
            db,
            theirs.name,
            parent=found.id if found else None,
            level=theirs.level if theirs.level in LEVELS else None,
            makes_rules=theirs.makes_rules,
        )
        for other in theirs.other_names:
            add_name(db, found.id, other)
    assert found is not None, "the way has the agency itself"
    return found


def keep_waivers(db: sqlite3.Connection, report_id: int, waivers: tuple[HandedWaiver, ...]) -> None:
    """Keep what the sender accepted, as said there and then: it holds as long as the values do."""
    db.executemany(
        "INSERT OR REPLACE INTO waiver VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(report_id, w.fingerprint, w.rule, " ".join(w.cells), w.message, w.reason, w.actor, w.time) for w in waivers],
    )


def lock(db: sqlite3.Connection, report_id: int, by: str, at: str, source: str) -> None:
    """Submitted there is submitted here."""
    db.execute(
        "UPDATE report SET status = 'submitted', submitted_by = ?, submitted_at = ? WHERE id = ?", (by, at, report_id)
    )
    append(db, report_id, [], actor=by, origin="submit", detail=source)
