"""Taking in what another giktui handed over: the reports of a package, each with its files, waivers and state."""

import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.incoming import shown
from giktui.ingest.kept_file import StoredDocument, as_kept
from giktui.readers import Limits, Recognition
from giktui.readers.encoding import plain_name
from giktui.readers.formats.package import Handed, HandedAgency, HandedDocument, HandedWaiver, Handover
from giktui.readers.formats.package_review import HandedReview
from giktui.store.agencies.claims import accept_claim, claim, claims
from giktui.store.agencies.tree import LEVELS, ensure_agency, find_agency
from giktui.store.analysis.rule_settings import differing
from giktui.store.connection.transaction import writing
from giktui.store.exchange.review import keep_review
from giktui.store.journal.batches import append
from giktui.store.models import Agency, Entry
from giktui.store.reports.content import save
from giktui.store.reports.documents import link_document
from giktui.store.reports.import_result import Imported, Outcome, doubts_of, same_content
from giktui.store.reports.index import entry_of, find_entry
from giktui.store.reports.waivers import waivers as waivers_of
from giktui.store.review.proposed_waivers import accept_proposed, propose_waiver, proposed_waivers


@dataclass(frozen=True, slots=True)
class Terms:
    """How reports are taken in: as `import_files` has it."""

    replace: bool
    strict: bool
    dry_run: bool
    limits: Limits
    actor: str
    trust: bool = False
    """Whether what the sender says of agencies and accepted of findings holds at once, as if accepted one by one."""


@dataclass(slots=True)
class Tally:
    """What became of the reports so far."""

    entries: list[Entry] = field(default_factory=list)
    wanted: list[Recognition] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    present: int = 0
    proposed: int = 0
    remarks: int = 0
    note: str = ""

    def refuse(self, agency: object, year: object, why: object) -> None:
        """This report was not taken."""
        self.refused.append((f"{shown(agency)}{shown(year)}", str(why)))

    def imported(self, path: Path) -> Imported:
        """All of it, as `import_files` tells it."""
        taken = len(self.wanted) or len(self.entries) - self.present
        said = [_("{n} 份").format(n=taken)] if taken else []
        said += [_("已有 {n} 份").format(n=self.present)] if self.present else []
        said += [_("没有收 {n} 份：").format(n=len(self.refused)) + self.refused[0][1]] if self.refused else []
        said += [_("带入批注和通知 {n} 条").format(n=self.remarks)] if self.remarks else []
        said += [self.note] if self.note else []
        said += [_("{n} 条说法待采用，见 giktui proposals list").format(n=self.proposed)] if self.proposed else []
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
            tally.note = differing(db, handover.rule_settings).line(theirs=True)
            for handed in handover.reports():
                _take(db, handed, handover, terms, tally)
        tally.proposed = 0 if terms.dry_run else settle_proposals(db, handover.name, terms)
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
            agency = settled(db, report.agency, handover.agencies, handover.name, terms.actor)
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
                _keep_beside(db, entry, handed, handover.name, terms.actor)
            tally.remarks += keep_remarks(db, entry.id, handed.review, handover.name, terms)
            tally.entries.append(entry_of(db, entry.id))
    except GiktuiError as error:
        tally.refuse(report.agency, report.year, error)


def _keep_beside(db: sqlite3.Connection, entry: Entry, handed: Handed, name: str, actor: str) -> None:
    """What goes with a report: its files, what the sender accepted, that it is submitted."""
    for document in handed.documents:
        link_document(db, entry.id, entry.revision, kept_again(document))
    propose_waivers(db, entry, handed.waivers, name, actor)
    if handed.submitted_at is not None:
        lock(db, entry.id, handed.submitted_by or "", handed.submitted_at, name)


def keep_remarks(db: sqlite3.Connection, report_id: int, review: HandedReview, file: str, terms: Terms) -> int:
    """What was said of the report there, marked as brought unless the sender is trusted; how much of it is new."""
    source = "" if terms.trust else file
    return keep_review(db, report_id, review, source=source, file=file, actor=terms.actor)


def kept_again(document: HandedDocument) -> StoredDocument:
    """A file handed over, as it is kept here."""
    kept = as_kept(document.name, document.kind, document.data)
    return kept._replace(address=document.address, published=document.published)


def settled(db: sqlite3.Connection, name: str, known: Mapping[str, HandedAgency], source: str, actor: str) -> Agency:
    """The agency of ours that has the name, else a new one.

    What our database says of an agency it knows stays as it is; what the sender says of its names and its place in the
    tree, and of those above it, is kept as claims (`giktui.store.agencies.claims`).
    """
    theirs = known.get(name, HandedAgency(name))
    found = find_agency(db, name) or ensure_agency(
        db, name, level=theirs.level if theirs.level in LEVELS else None, makes_rules=theirs.makes_rules
    )
    seen: set[str] = set()
    while theirs.name not in seen:
        seen.add(theirs.name)
        for other in theirs.other_names:
            claim(db, theirs.name, "name", other, source=source, actor=actor)
        if theirs.parent is not None:
            claim(db, theirs.name, "parent", theirs.parent, source=source, actor=actor)
            theirs = known.get(theirs.parent, theirs)
    return found


def propose_waivers(
    db: sqlite3.Connection, entry: Entry, waivers: tuple[HandedWaiver, ...], source: str, actor: str
) -> None:
    """Keep the sender's reasons until somebody here accepts them; where we have one of our own, it stands."""
    own = {waiver.fingerprint for waiver in waivers_of(db, entry.id)}
    for one in waivers:
        if one.fingerprint not in own:
            reason = _("{reason}（{actor}）").format(reason=one.reason, actor=one.actor)
            propose_waiver(db, entry.id, one.fingerprint, one.rule, reason, source=source, actor=actor)


def settle_proposals(db: sqlite3.Connection, source: str, terms: Terms) -> int:
    """How much of what the file said waits for somebody to accept it; with `terms.trust`, what can be is accepted."""
    if terms.trust:
        for one in claims(db):
            if one.source == source:
                with suppress(GiktuiError):  # another agency's name, a ring: somebody has to look
                    accept_claim(db, one, actor=terms.actor)
        for proposed in proposed_waivers(db):
            if proposed.source == source:
                with suppress(GiktuiError):  # there is nothing left to explain
                    accept_proposed(db, proposed, actor=terms.actor)
    waiting = [one.source for one in claims(db)] + [one.source for one in proposed_waivers(db)]
    return waiting.count(source)


def lock(db: sqlite3.Connection, report_id: int, by: str, at: str, source: str) -> None:
    """Submitted there is submitted here."""
    db.execute(
        "UPDATE report SET status = 'submitted', submitted_by = ?, submitted_at = ? WHERE id = ?", (by, at, report_id)
    )
    append(db, report_id, [], actor=by, origin="submit", detail=source)
