"""Finding a word in the texts of all reports.

Two thirds of Chinese words have two characters, which no trigram index can find, so every text is looked through in
SQLite: a second for a province, and imports need not keep an index.
"""

import sqlite3
from collections.abc import Iterator
from string import ascii_lowercase, ascii_uppercase

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.store.agencies.tree import the_agency
from giktui.store.connection.connect import query
from giktui.store.models import Entry, Hit
from giktui.store.reports.index import entry_of

_AROUND = 16
_SMALL = str.maketrans(ascii_uppercase, ascii_lowercase)  # as SQLite's lower() has it


def search(
    db: sqlite3.Connection, word: str, *, agency: str | int | None = None, year: int | None = None
) -> Iterator[Hit]:
    """Every place where the word stands in a title, preamble or narrative, by agency and year, one at a time.

    Capital and small Latin letters are the same. Raises GiktuiError for an empty word.
    """
    wanted = word.strip().translate(_SMALL)
    if not wanted:
        raise GiktuiError(_("请写明要找的词语。"))
    owner = None if agency is None else the_agency(db, agency).id
    rows = db.execute(query("texts_with"), {"word": wanted, "agency": owner, "year": year})
    entry: Entry | None = None
    for report_id, part, text in rows:
        if entry is None or entry.id != report_id:
            entry = entry_of(db, report_id)
        lowered = text.translate(_SMALL)
        start = lowered.find(wanted)
        while start >= 0:
            yield Hit(entry, part, start, text[max(0, start - _AROUND) : start + len(wanted) + _AROUND])
            start = lowered.find(wanted, start + len(wanted))
