"""One request of the register as a value, and what of it is not certain."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

Why = Literal[
    "blank", "unreadable", "no_year", "several", "words", "far", "elsewhere", "unknown", "ambiguous", "pending",
    "before", "twice", "no_date", "year", "route", "vanished",
]  # fmt: skip
"""Why something is not certain; `doubts.why` has the words."""

FIRST, LAST = 0, 9999
"""The years of a doubt that may concern every year."""


class Doubt(NamedTuple):
    """What of a request is not certain: the field, what the register says there, and the years it may concern.

    `choices` are the ids it may mean.
    """

    field: str
    why: Why
    said: str = ""
    choices: tuple[str, ...] = ()
    first_year: int = FIRST
    last_year: int = LAST


@dataclass(frozen=True, slots=True)
class Case:
    """A review or a lawsuit: its outcome (a column of table 四) and the years it began and ended in."""

    outcome: str
    begun: int | None = None
    ended: int | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A request as the register has it. `said` are the texts of its row by field; the rest is what they come to.

    `kind` is a column and `result` a row of table 三, `extended` counts working days, `fee` fen (hundredths of a yuan).
    What is not certain is None, and named in `doubts`.
    """

    said: Mapping[str, str]
    number: str = ""
    received: date | None = None
    kind: str | None = None
    channel: str = ""
    correction_asked: date | None = None
    corrected: date | None = None
    third_party_asked: date | None = None
    third_party_answered: date | None = None
    extended: int = 0
    answered: date | None = None
    result: str | None = None
    fee: int | None = None
    review: Case | None = None
    suit: Case | None = None
    after_review: bool | None = None
    doubts: tuple[Doubt, ...] = field(default=())
