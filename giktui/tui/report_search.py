"""Reports and their sections by a few words: an agency's name or initials, a year, a section's number or title."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from giktui.form import Section, load_form
from giktui.text.matching import matches
from giktui.wording.cells import section_title

if TYPE_CHECKING:
    from giktui.store import Connection, Entry

_MOST = 20
"""So many at most: who needs more types another word."""

Found = tuple["Entry", Section | None]
"""A report, and the section in it if the words name one."""


def reports_named(db: "Connection", query: str) -> list[Found]:
    """What 水务 2024, swj 2024 三 or 教育局 means; nothing without a word of an agency's name."""
    words = [part for part in query.split() if not part.isdecimal()]
    years = [int(part) for part in query.split() if part.isdecimal() and len(part) == 4]
    whole = _reports(db, words, years, "")
    return list(islice(whole, _MOST)) or list(islice(_reports(db, words[:-1], years, "".join(words[-1:])), _MOST))


def _reports(db: "Connection", words: list[str], years: list[int], section: str) -> Iterator[Found]:
    from giktui.store import each_entry
    from giktui.store.analysis.overview import named

    for agency in sorted(named(db, " ".join(words)))[:_MOST] if words else ():
        for entry in each_entry(db, agency, years[0] if years else None):
            if not section:
                yield entry, None
                continue
            for one in load_form(entry.form).sections:
                if matches(section_title(one), section):
                    yield entry, one
