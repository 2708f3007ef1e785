"""The counts of a year, in SQL, and which requests are behind a cell."""

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from giktui.form import Form
from giktui.register.deriving import behind, cells_of, sections_told
from giktui.register.wording import SoFar
from giktui.store.connection.connect import query
from giktui.store.register.rows import Stored, requests

COUNTS = 'SELECT section, "row", "column", count(*) FROM standing GROUP BY 1, 2, 3'
FEE = (
    "SELECT coalesce(sum(fee), 0), count(fee) FROM counted"
    " WHERE CAST(substr(coalesce(answered, received), 1, 4) AS INTEGER) = :year"
)
CHANNELS = "SELECT channel, count(*) FROM open_in_year WHERE received >= :year || '-01-01' GROUP BY 1"
_TOLD = "SELECT field FROM register_column WHERE agency = ?"


@dataclass(frozen=True, slots=True)
class Counted:
    """The report's cells as the register gives them: table 三, and of table 四 what the register has columns for.

    `fee` is what was charged in the year, in fen, None where the register has no such column. `homeless` are results
    that the form has no row for. `state` names all the counts rest on.
    """

    cells: Mapping[str, int]
    fee: int | None
    fees: int
    channels: Mapping[str, int] = field(default_factory=dict)
    homeless: tuple[str, ...] = ()
    requests: int = 0
    state: str = ""


def counts_sql() -> str:
    """The query that counts, to be printed."""
    return f"{query('register').rstrip()}\n{COUNTS};\n"


def count(db: sqlite3.Connection, agency: int, year: int, form: Form) -> Counted:
    """Count the agency's requests for the report on that year."""
    places = {"agency": agency, "year": year}
    sql = query("register")
    rows = db.execute(f"{sql} {COUNTS}", places).fetchall()
    told = {field for (field,) in db.execute(_TOLD, (agency,))}
    cells, homeless = cells_of(
        form, {(section, row, column): n for section, row, column, n in rows}, sections_told(told)
    )
    fen, fees = db.execute(f"{sql} {FEE}", places).fetchone()
    channels = dict(db.execute(f"{sql} {CHANNELS}", places).fetchall())
    there = sum(n for section, row, _column, n in rows if row in ("received", "carried_in"))
    basis = json.dumps([year, form.id, sorted(cells.items()), fen])
    state = hashlib.sha256(basis.encode()).hexdigest()[:12]
    return Counted(cells, fen if "fee" in told else None, fees, channels, homeless, there, state)


def requests_behind(db: sqlite3.Connection, agency: int, year: int, form: Form, cell: str) -> list[Stored]:
    """The requests that a cell counts; of a total, those of all its parts."""
    wanted = behind(form, cell)
    found = db.execute(
        f'{query("register")} SELECT request, section, "row", "column" FROM standing', {"agency": agency, "year": year}
    )
    ids = {id for id, section, row, column in found if (section, row, column) in wanted}
    return requests(db, agency, ids)


def has_register(db: sqlite3.Connection, agency: int) -> bool:
    """Whether any request of the agency is stored."""
    return bool(db.execute("SELECT EXISTS (SELECT 1 FROM request WHERE agency = ?)", (agency,)).fetchone()[0])


_SO_FAR = (
    "SELECT total(received BETWEEN :since AND :day), total(answered BETWEEN :since AND :day),"
    " total(received BETWEEN :since_last AND :day_last), total(answered BETWEEN :since_last AND :day_last)"
    " FROM request WHERE agency = :agency AND left_out IS NULL"
)


def so_far(db: sqlite3.Connection, agency: int, day: date) -> SoFar:
    """What came and was answered this year up to the day, and in the year before up to the same one."""
    before = day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)
    days = {"day": day, "since": day.replace(month=1, day=1), "day_last": before}
    places = {name: one.isoformat() for name, one in (*days.items(), ("since_last", before.replace(month=1, day=1)))}
    row = db.execute(_SO_FAR, {"agency": agency, **places}).fetchone()
    return SoFar(*map(int, row))
