"""What senders of reports say of agencies: other names, the agency above. It holds once somebody here accepts it.

A name or a place in the tree decides whose a report is and which sum counts it: taken from whoever sends a file, they
would have another agency's reports stored as the sender's.
"""

import sqlite3
from collections.abc import Iterable
from typing import Literal, NamedTuple

from giktui.i18n import _
from giktui.store.agencies.tree import add_name, ensure_agency, find_agency, move_agency
from giktui.store.connection.surroundings import now
from giktui.store.connection.transaction import writing

Kind = Literal["name", "parent"]


class Claim(NamedTuple):
    """`agency` is also called `value`, or stands below it; so says the file `source`, which `actor` took in."""

    agency: str
    kind: Kind
    value: str
    source: str
    actor: str
    time: str


def claim(db: sqlite3.Connection, agency: str, kind: Kind, value: str, *, source: str, actor: str) -> None:
    """Keep what a file says until somebody decides, unless it is so already; what another repeats is kept once."""
    with writing(db):
        if not _holds(db, agency, kind, value):
            row = (agency, kind, value, source, actor, now())
            db.execute("INSERT OR IGNORE INTO agency_claim VALUES (?, ?, ?, ?, ?, ?)", row)


def claims(db: sqlite3.Connection, agencies: Iterable[str] = ()) -> list[Claim]:
    """What nobody has decided on yet, of these agencies if any are named: an agency's names before its place."""
    wanted = set(agencies)
    rows = db.execute("SELECT agency, kind, value, source, actor, time FROM agency_claim ORDER BY agency, kind, value")
    return [Claim(*row) for row in rows.fetchall() if not wanted or row[0] in wanted]


def accept_claim(db: sqlite3.Connection, one: Claim, *, actor: str) -> None:
    """Do as the claim says; the journals of the agency's reports say it, and where it came from.

    Raises GiktuiError where the name is another agency's, or the agency above stands below.
    """
    with writing(db):
        agency = find_agency(db, one.agency) or ensure_agency(db, one.agency)
        if one.kind == "name":
            add_name(db, agency.id, one.value, actor=actor, source=one.source)
        else:
            above = find_agency(db, one.value) or ensure_agency(db, one.value)
            move_agency(db, agency.id, above.id, actor=actor, source=one.source)
        refuse_claim(db, one)


def refuse_claim(db: sqlite3.Connection, one: Claim) -> None:
    """Put the claim away; nothing changes."""
    with writing(db):
        db.execute("DELETE FROM agency_claim WHERE agency = ? AND kind = ? AND value = ?", one[:3])


def _holds(db: sqlite3.Connection, name: str, kind: Kind, value: str) -> bool:
    agency, other = find_agency(db, name), find_agency(db, value)
    if agency is None or other is None:
        return False
    return agency.id == other.id if kind == "name" else agency.parent == other.id


def claim_words(one: Claim) -> str:
    """`别名 澄湖县政府`, `上级 云栖市人民政府`."""
    return (_("别名 {name}") if one.kind == "name" else _("上级 {name}")).format(name=one.value)
