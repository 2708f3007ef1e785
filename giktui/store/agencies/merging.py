"""Two entries of one agency made one: reports, names and the agencies below move, with all their history."""

import re
import sqlite3
from dataclasses import dataclass

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.store.agencies.tree import find_agency, the_agency
from giktui.store.connection.transaction import writing
from giktui.store.journal.batches import append
from giktui.store.models import Agency
from giktui.store.reports.index import entries


@dataclass(frozen=True, slots=True)
class Merged:
    """The agency that stays, and the years of the reports that came to it."""

    agency: Agency
    years: tuple[int, ...]


def merge_agencies(db: sqlite3.Connection, stays: str | int, goes: str | int, *, actor: str) -> Merged:
    """Move everything of the agency `goes` to `stays`, which is found by the other's names from then on.

    Each report's journal says where it came from. Raises GiktuiError, with nothing changed, if both are one, or both
    have a report on the same year.
    """
    with writing(db):
        own, other = the_agency(db, stays), the_agency(db, goes)
        if own.id == other.id:
            raise GiktuiError(_("“{stays}”和“{goes}”已经是同一个机关。").format(stays=stays, goes=goes))
        moved = entries(db, other.id)
        both = sorted({entry.year for entry in entries(db, own.id)} & {entry.year for entry in moved})
        if both:
            text = _("“{own}”和“{other}”都有 {years} 年的报告，不能合并。")
            text += _("如果是机构改革，请用 giktui agency succeed；如果是一个机关，请先用 giktui diff 核对，只留一份。")
            years = _("、").join(map(str, both))
            raise GiktuiError(text.format(own=own.name, other=other.name, years=years))
        if _stands_below(db, own, other):
            db.execute("UPDATE agency SET parent = ? WHERE id = ?", (other.parent, own.id))
        db.execute("UPDATE agency SET parent = ? WHERE parent = ?", (own.id, other.id))
        db.execute("UPDATE report SET agency = ? WHERE agency = ?", (own.id, other.id))
        db.execute("UPDATE agency_name SET agency = ? WHERE agency = ?", (own.id, other.id))
        for table in ("request", "register_act"):
            db.execute(f"UPDATE {table} SET agency = ? WHERE agency = ?", (own.id, other.id))
        for table in ("register_head", "register_column"):
            db.execute(f"UPDATE OR REPLACE {table} SET agency = ? WHERE agency = ?", (own.id, other.id))
        db.execute("DELETE FROM agency WHERE id = ?", (other.id,))
        db.execute("INSERT INTO agency_name (name, agency) VALUES (?, ?)", (other.name, own.id))
        for entry in moved:
            append(db, entry.id, [], actor=actor, origin="merge", detail=f"{other.name} → {own.name}")
        return Merged(the_agency(db, own.id), tuple(entry.year for entry in moved))


def looks_like_reform(db: sqlite3.Connection, stays: str | int, goes: str | int) -> str:
    """Why the two look like an agency and its successor rather than like one agency; empty where they do not.

    So do two whose names differ in more than how they are written, of which one's reports end before the other's begin.
    """
    own, other = the_agency(db, stays), the_agency(db, goes)
    if own.id == other.id or _plain_name(own.name) == _plain_name(other.name):
        return ""
    mine, theirs = ([entry.year for entry in entries(db, one.id)] for one in (own, other))
    if not mine or not theirs or not (max(mine) < min(theirs) or max(theirs) < min(mine)):
        return ""
    first, then = (own, other) if max(mine) < min(theirs) else (other, own)
    last, begin = (max(mine), min(theirs)) if first is own else (max(theirs), min(mine))
    text = _(
        "“{first}”报到 {last} 年，“{then}”从 {begin} 年起报。"
        "如果是机构改革，请用 giktui agency succeed {then} --from {first} --on {begin}-01-01，各自的报告都留着。"
    )
    return text.format(first=first.name, then=then.name, last=last, begin=begin)


def _plain_name(name: str) -> str:
    """A name without what short forms leave out."""
    return re.sub("人民|办公室|委员会|[省市县区旗]", "", name)


def _stands_below(db: sqlite3.Connection, agency: Agency, above: Agency) -> bool:
    upwards: Agency | None = agency
    while upwards is not None and upwards.parent is not None:
        if upwards.parent == above.id:
            return True
        upwards = find_agency(db, upwards.parent)
    return False
