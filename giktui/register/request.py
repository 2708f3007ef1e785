"""One request of the register: what its row says, read; and what of it is not certain."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Literal, NamedTuple
from unicodedata import normalize

from giktui.form import form_for_year
from giktui.register.dates import ReadDate, read_date
from giktui.register.results import on_form, result_of
from giktui.register.words import (
    Meaning,
    channel_of,
    combined,
    is_blank,
    kind_of,
    outcome_of,
    route_of,
    squeezed,
    vocabulary,
)

Why = Literal[
    "blank", "unreadable", "no_year", "several", "words", "far", "elsewhere", "unknown", "ambiguous", "pending",
    "before", "twice", "no_date", "year", "route", "vanished",
]  # fmt: skip
"""Why something is not certain; `doubts.why` has the words."""

FIRST, LAST = 0, 9999
"""The years of a doubt that may concern every year."""

EXTENSION = 20
"""Working days an answer may be put off by, once (Regulations, art. 33)."""


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


def read_request(said: Mapping[str, str], year: int | None = None) -> Request:
    """The request that a row's texts say. `year` is the sheet's own, for what is said without one."""
    reader = _Row(said, year)
    received, answered = reader.date("received"), reader.date("answered")
    span = (received.day or date(1, 1, 1)).year if received.day else FIRST
    until = answered.day.year if answered.day and not answered.problem else LAST
    doubts = [*_of_dates(reader, received, answered, span, until)]
    kind = _kind(reader, doubts, span, until)
    result = _result(reader, doubts, answered)
    fee = _fee(reader, doubts, (answered.day or received.day))
    review = _case(reader, "review", doubts, answered.day)
    suit = _case(reader, "suit", doubts, answered.day)
    route = _route(reader, doubts, suit, review)
    certain = {doubt.field for doubt in doubts}
    return Request(
        said,
        said.get("number", ""),
        None if "received" in certain else received.day,
        kind,
        channel_of(said.get("channel", "")),
        reader.date("correction_asked").day,
        reader.date("corrected").day,
        reader.date("third_party_asked").day,
        reader.date("third_party_answered").day,
        _extension(reader.text("extended")),
        None if "answered" in certain else answered.day,
        result,
        fee,
        review,
        suit,
        route,
        tuple(doubts),
    )


_NO_DATE = ReadDate(None)


class _Row:
    """A row's texts, read by field."""

    def __init__(self, said: Mapping[str, str], year: int | None) -> None:
        self.said, self.year = said, year
        self.stated = {field: text for field, text in said.items() if text and not is_blank(text)}

    def text(self, name: str) -> str:
        return self.stated.get(name, "")

    def date(self, name: str) -> ReadDate:
        text = self.stated.get(name)
        return _NO_DATE if text is None or (name != "received" and _is_open(text)) else read_date(text, self.year)


def _is_open(text: str) -> bool:
    return result_of(text).pending


def _of_dates(row: _Row, received: ReadDate, answered: ReadDate, since: int, until: int) -> Iterator[Doubt]:
    """What is wrong with the two dates that decide everything."""
    text = row.text("received")
    if not text:
        elsewhere = row.said.get("?received", "")
        yield Doubt("received", "elsewhere" if elsewhere else "blank", elsewhere, last_year=until)
    elif received.problem or received.day is None:
        yield Doubt("received", received.problem or "unreadable", text, last_year=until)
    text = row.text("answered")
    if not text or (answered.day is None and _is_open(text)):
        if elsewhere := row.said.get("?answered", ""):
            yield Doubt("answered", "elsewhere", elsewhere, first_year=since)
        elif _has_result(row):
            yield Doubt("answered", "no_date", row.said.get("result", ""), first_year=since)
        return
    if answered.problem == "several":
        yield Doubt("answered", "twice", text, first_year=since)
    elif answered.problem or answered.day is None:
        yield Doubt("answered", answered.problem or "unreadable", text, first_year=since)
    elif received.day and not received.problem and answered.day < received.day:
        yield Doubt("answered", "before", text, first_year=min(since, answered.day.year))


def _has_result(row: _Row) -> bool:
    said = result_of(row.text("result"), row.text("detail"))
    return bool(said.ids) or not said.whole


def _kind(row: _Row, doubts: list[Doubt], since: int, until: int) -> str | None:
    text, more = row.text("kind"), row.text("organisation")
    meaning, closer = kind_of(text), kind_of(more)
    ids = meaning.ids & closer.ids if meaning.ids and closer.ids else meaning.ids or closer.ids
    if len(ids) == 1 and meaning.whole and closer.whole:
        return next(iter(ids))
    if "natural_person" in meaning.ids and meaning.only and not closer.ids:
        return meaning.only  # the column beside it is for organisations
    said = " ".join(filter(None, (text, more)))
    why: Why = "blank" if not said else "ambiguous" if len(ids) > 1 and meaning.whole else "unknown"
    doubts.append(Doubt("kind", why, said, tuple(sorted(ids)), since, until))
    return None


def _result(row: _Row, doubts: list[Doubt], answered: ReadDate) -> str | None:
    text, detail = row.text("result"), row.text("detail")
    if not row.text("answered") or answered.day is None:
        return None  # carried out; a result without a date is named already
    year = answered.day.year
    said = result_of(text, detail)
    form = form_for_year(year).id
    rows = on_form(said.ids, form)
    if said.whole and len(rows) == 1:
        (only,) = rows
        return next(iter(said.ids)) if len(said.ids) == 1 else only
    why: Why = "blank" if not text and not detail else "pending" if said.pending else "unknown"
    if said.whole and len(rows) > 1:
        why = "ambiguous"
    words = " ".join(filter(None, (text, detail)))
    doubts.append(Doubt("result", why, words, tuple(sorted(rows)), year, year))
    return None


_TOO_MUCH = 10**13
"""Fen that nobody charges for an answer; the fees of a million requests still add up in SQLite's integers."""
_MONEY = re.compile(r"[¥￥$]?\s*(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*元?(?:整|人民币)?")


def _fee(row: _Row, doubts: list[Doubt], day: date | None) -> int | None:
    text = normalize("NFKC", row.text("fee"))
    if not text or squeezed(text) in vocabulary()["free"]:
        return None
    if match := _MONEY.fullmatch(text):
        try:
            fen = Decimal(match[1].replace(",", "")) * 100
        except InvalidOperation:
            fen = Decimal("0.5")
        if fen == int(fen) and fen < _TOO_MUCH:
            return int(fen) or None
    year = day.year if day else None
    doubts.append(Doubt("fee", "unreadable", row.said["fee"], (), year or FIRST, year or LAST))
    return None


_PENDING = "尚未审结"
_ROUTE = re.compile("未?经?(?:过)?(?:行政)?复议后?(?:直接)?(?:起诉|诉讼)|直接起诉")
_OUTCOME_DATE = re.compile(r"20\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?|20\d\d\s*年?|\d{1,2}月\d{1,2}日?")


def _case(row: _Row, name: str, doubts: list[Doubt], answered: date | None) -> Case | None:
    """The review or lawsuit of a row: what its cells say, in which year it began and ended."""
    text = row.text(name) or row.text(f"?{name}") or (_PENDING if row.text(f"{name}_asked") else "")
    begun, ended = row.date(f"{name}_begun"), row.date(f"{name}_ended")
    if not text and begun.day is None and ended.day is None:
        return None
    for part, read in ((f"{name}_begun", begun), (f"{name}_ended", ended)):
        if read.problem or (row.text(part) and read.day is None and not _is_open(row.text(part))):
            doubts.append(Doubt(part, read.problem or "unreadable", row.text(part)))
            return None
    outcome, inside = _outcome(text)
    if len(outcome.ids) > 1 and (earlier := row.text(f"?{name}")):  # 维持原判: as the first court decided
        outcome = combined([outcome.ids, _outcome(earlier)[0].ids], outcome.whole)
    if outcome.only is None:
        why: Why = "ambiguous" if outcome.whole and outcome.ids else "unknown"
        doubts.append(Doubt(name, why, text, tuple(sorted(outcome.ids))))
        return None
    year = _year_said(inside, row.year) or row.year
    since = answered.year if answered else None
    if outcome.only == "pending":
        first = begun.day.year if begun.day else year or since
        if first is None:
            doubts.append(Doubt(name, "year", text))
        return None if first is None else Case("pending", first)
    last = ended.day.year if ended.day else year
    if last is None:
        doubts.append(Doubt(name, "year", text, (), since or FIRST))
        return None
    first = begun.day.year if begun.day else None
    if first is None and since is not None and since < last:
        # it came up between the answer and the outcome; whether it was pending at the end of a year is not said
        doubts.append(Doubt(f"{name}_begun", "blank", "", (), since, last - 1))
    return Case(outcome.only, first or last, last)


def _outcome(text: str) -> tuple[Meaning, str]:
    """What the words of a review or lawsuit mean without its date and its way to court; and the date."""
    plain = normalize("NFKC", text)
    inside = _OUTCOME_DATE.search(plain)
    words = _ROUTE.sub("", _OUTCOME_DATE.sub("", plain)).strip(" ,，;；:：()（）、")
    return outcome_of(words if words and not is_blank(words) else _PENDING), inside[0] if inside else ""


def _year_said(text: str, year: int | None) -> int | None:
    """The year of a date, or of a mere year."""
    if day := read_date(text, year).day:
        return day.year
    return int(text[:4]) if text.startswith("20") else None


def _route(row: _Row, doubts: list[Doubt], suit: Case | None, review: Case | None) -> bool | None:
    """Whether the lawsuit came after a review: as the register says, else by the review in the same row."""
    if suit is None:
        return None
    told = row.said.get("after_review", "").strip()
    words = row.text("suit")
    route = route_of(told) if told else route_of(words) if "复议" in words or "直接" in words else ""
    if route:
        return route == "after_review"
    if not told and review is not None:
        return True
    if not told and ("review" in row.said or "review_asked" in row.said):
        return False
    doubts.append(Doubt("after_review", "route", told))
    return None


_DAYS = re.compile(r"(\d{1,2})\s*(?:个?工作日|天|日)?")


def _extension(text: str) -> int:
    """Working days an answer was put off by: as many as are written, else the most there may be; 0 for none."""
    plain = normalize("NFKC", text).strip()
    if not plain or squeezed(plain) in vocabulary()["not_extended"]:
        return 0
    match = _DAYS.search(plain) if not re.search(r"\d[-/.年月]\d|\d月", plain) else None
    days = int(match[1]) if match else EXTENSION
    return min(days, EXTENSION) if days else EXTENSION
