"""Twins: texts and tables that two reports have in common, over the whole database.

A text is taken as the set of its four-character pieces, of which one in eight (by checksum, the same for every text) is
looked at: two texts that share many of those are compared in full. Sentences that more than a tenth of the agencies
have, the words of a county's template, are left out first, so that honest nil reports are no twins.
"""

import hashlib
import sqlite3
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from giktui.errors import GiktuiError
from giktui.form import load_form
from giktui.report import Report
from giktui.store.agencies.tree import all_agencies
from giktui.store.connection.surroundings import now
from giktui.store.connection.transaction import writing
from giktui.store.models import Entry
from giktui.store.reports.content import load
from giktui.store.reports.index import each_entry
from giktui.text.patterns import compiled_late

_PIECE = 4
_SAMPLED = 8
_FEW = 3
"""A sentence that more agencies than this, and more than a tenth of them, have is template."""

_COMMON = 10
"""A piece that more texts than this, and more than a twentieth of them, have tells nothing."""

_SHORTEST = 40
"""Characters of the shortest text that can be a copy: a sentence may be the same by chance."""

_ALIKE = 0.2
"""What part of the rarer pieces two texts must share to be compared in full."""

_FIGURES = 4

MOST_AT_ONCE = 2_000
"""Reports of a year that are compared unasked: their texts are held in memory for it (about 100 MB)."""
_KNOWN = "SELECT 1 FROM made_with WHERE what = 'twins ' || ?1 AND sha256 = ?2"
_STATE = (
    "SELECT coalesce(group_concat(id || ':' || revision || ':' || coalesce(parent, ''), ' '), '') FROM ("
    "SELECT report.id, revision, parent FROM report JOIN agency ON agency.id = report.agency"
    " WHERE year = ? ORDER BY report.id)"
)
_NOISE = compiled_late(r"[\W\d_]+")
_SENTENCE = compiled_late(r"[。；！？\n]+")


class Twin(NamedTuple):
    """Two reports with a section in common: `percent` alike as texts, or `figures` equal numbers of a table."""

    one: Entry
    other: Entry
    section: str
    percent: int
    figures: int


@dataclass(frozen=True, slots=True)
class _Text:
    """A narrative: whose, which section, its letters without digits and the agency's name, sentence by sentence."""

    entry: Entry
    section: str
    sentences: tuple[str, ...]

    @property
    def letters(self) -> str:
        return "".join(self.sentences)


def find_twins(db: sqlite3.Connection, year: int | None = None, *, least: int = 80) -> list[Twin]:
    """Every pair of reports, on `year` or on any, that share a text at least `least` per cent alike, or a table.

    Reports of one agency on different years count too. Two tables are shared where all their cells are equal and at
    least four of those are not zero; those of an agency and of one below it are not, since a sum of which one child
    holds everything is that child's. The most alike first.
    """
    texts: list[_Text] = []
    tables: dict[tuple[str, str, tuple[object, ...]], list[Entry]] = defaultdict(list)
    for entry in each_entry(db, year=year):
        report = load(db, entry.id)
        texts.extend(_texts(entry, report))
        for section, figures in _figures(report).items():
            tables[entry.form, section, figures].append(entry)
    found = [*_alike(texts, least), *_equal(tables, _parents(db))]
    return sorted(found, key=lambda twin: (-twin.percent, -twin.figures, twin.one.agency, twin.other.agency))


def look_for_twins(db: sqlite3.Connection, years: Iterable[int]) -> list[int]:
    """Find and keep the twins of these years, but for those in which no report has changed since they were looked for.

    The years that have too many reports to do so unasked, and whose twins are not known as they now are.
    """
    unknown: list[int] = []
    for year in years:
        state = _state(db, year)
        if db.execute(_KNOWN, (year, state)).fetchone():
            continue
        if db.execute("SELECT count(*) FROM report WHERE year = ?", (year,)).fetchone()[0] > MOST_AT_ONCE:
            unknown.append(year)
        else:
            remember_twins(db, find_twins(db, year), year)
    return unknown


def _state(db: sqlite3.Connection, year: int) -> str:
    """The reports of a year, their revisions and whom their agencies are below, as a checksum."""
    told = db.execute(_STATE, (year,)).fetchone()[0]
    return hashlib.sha256(told.encode()).hexdigest()


def remember_twins(db: sqlite3.Connection, twins: Iterable[Twin], year: int | None) -> bool:
    """Keep the twins of a year (of all), so that the rule about them has them at hand until one of the two changes.

    False where the database cannot be written.
    """
    rows = [
        (a.id, a.revision, b.id, b.revision, twin.section, twin.percent, twin.figures, now())
        for twin in twins
        for a, b in ((twin.one, twin.other), (twin.other, twin.one))
    ]
    try:
        with writing(db):
            db.execute(
                "DELETE FROM twin WHERE report IN (SELECT id FROM report WHERE ?1 IS NULL OR year = ?1)", (year,)
            )
            db.executemany("INSERT OR REPLACE INTO twin VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
            years = [year] if year is not None else [row[0] for row in db.execute("SELECT DISTINCT year FROM report")]
            db.executemany(
                "INSERT OR REPLACE INTO made_with VALUES ('twins ' || ?, ?)", [(one, _state(db, one)) for one in years]
            )
    except GiktuiError:
        return False
    return True


def twins_of(db: sqlite3.Connection, entry: Entry) -> list[tuple[str, str, int, int]]:
    """The twins of a report that were found and still hold: section, the other agency, per cent, equal figures."""
    return db.execute(
        "SELECT section, agency.name, percent, figures FROM twin"
        " JOIN report AS other ON other.id = twin.other JOIN agency ON agency.id = other.agency"
        " WHERE twin.report = ? AND twin.revision = ? AND other.revision = other_revision AND other.year = ?"
        " AND other.agency <> ? ORDER BY section, percent DESC, agency.name",
        (entry.id, entry.revision, entry.year, entry.agency_id),
    ).fetchall()


def _texts(entry: Entry, report: Report) -> Iterator[_Text]:
    for section, text in report.narratives.items():
        sentences = tuple(
            filter(None, (_NOISE.sub("", part.replace(report.agency, "")) for part in _SENTENCE.split(text)))
        )
        if sum(map(len, sentences)) >= _SHORTEST:
            yield _Text(entry, section, sentences)


def _figures(report: Report) -> Mapping[str, tuple[object, ...]]:
    """The cells of each table that has enough numbers other than zero."""
    found: dict[str, tuple[object, ...]] = {}
    for table in load_form(report.form).tables:
        values = tuple(report.cells.get(cell.id) for cell in table.cells)
        if sum(bool(value) for value in values) >= _FIGURES:
            found[table.id] = values
    return found


def _alike(texts: list[_Text], least: int) -> Iterator[Twin]:
    for section in sorted({text.section for text in texts}):
        here = [text for text in texts if text.section == section]
        sentences = _without_template(here)
        pieces = [_pieces("".join(left)) for left in sentences]
        for a, b in _candidates(pieces):
            one, other = here[a], here[b]
            mine, theirs = "".join(sentences[a]), "".join(sentences[b])
            if min(len(mine), len(theirs)) < _SHORTEST:
                continue
            percent = int(ratio(mine, theirs))
            if percent >= least:
                yield Twin(one.entry, other.entry, section, percent, 0)


def _without_template(texts: list[_Text]) -> list[list[str]]:
    """The sentences of each text that are its own: not those that many agencies have, whatever their numbers."""
    owners: dict[str, set[int]] = defaultdict(set)
    for text in texts:
        for sentence in text.sentences:
            owners[sentence].add(text.entry.agency_id)
    everyone = len({text.entry.agency_id for text in texts})
    common = {sentence for sentence, who in owners.items() if len(who) > max(_FEW, everyone / 10)}
    return [[sentence for sentence in text.sentences if sentence not in common] for text in texts]


def _pieces(letters: str) -> frozenset[int]:
    """Checksums of the sampled pieces of a text."""
    data = letters.encode("utf-32-le")
    step = 4
    sums = (zlib.crc32(data[n : n + step * _PIECE]) for n in range(0, len(data) - step * (_PIECE - 1), step))
    return frozenset(value for value in sums if value % _SAMPLED == 0)


def _candidates(pieces: list[frozenset[int]]) -> Iterator[tuple[int, int]]:
    """The pairs that share enough of the pieces which few texts have."""
    holders: dict[int, list[int]] = defaultdict(list)
    for number, own in enumerate(pieces):
        for piece in own:
            holders[piece].append(number)
    limit = max(_COMMON, len(pieces) // 20)
    shared: Counter[tuple[int, int]] = Counter()
    for who in holders.values():
        if len(who) <= limit:
            shared.update(combinations(who, 2))
    rare = [sum(len(holders[piece]) <= limit for piece in own) for own in pieces]
    for (a, b), count in shared.items():
        if count >= _ALIKE * max(1, min(rare[a], rare[b])):
            yield a, b


def _parents(db: sqlite3.Connection) -> dict[int, int | None]:
    return {agency.id: agency.parent for agency in all_agencies(db)}


def _below(one: Entry, other: Entry, parents: Mapping[int, int | None]) -> bool:
    """Whether the first agency is somewhere below the second."""
    above = parents.get(one.agency_id)
    while above is not None and above != other.agency_id:
        above = parents.get(above)
    return above is not None


def _equal(
    tables: Mapping[tuple[str, str, tuple[object, ...]], list[Entry]], parents: Mapping[int, int | None]
) -> Iterator[Twin]:
    for (_form, section, figures), entries in tables.items():
        for one, other in combinations(entries, 2):
            if _below(one, other, parents) or _below(other, one, parents):
                continue
            yield Twin(one, other, section, 100, sum(bool(value) for value in figures))
