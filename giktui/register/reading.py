"""One request read from its row of the register: what it comes to, and what of it is not certain."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from unicodedata import normalize

from giktui.form import form_for_year
from giktui.register.cases import came_after_review, case_of
from giktui.register.dates import ReadDate
from giktui.register.request import FIRST, LAST, Doubt, Request, Why
from giktui.register.results import on_form, result_of
from giktui.register.row_texts import RowTexts, is_open
from giktui.register.words import channel_of, kind_of, squeezed, vocabulary
from giktui.text.patterns import compiled_late

EXTENSION = 20
"""Working days an answer may be put off by, once (Regulations, art. 33)."""


def read_request(said: Mapping[str, str], year: int | None = None) -> Request:
    """The request that a row's texts say. `year` is the sheet's own, for what is said without one."""
    reader = RowTexts(said, year)
    received, answered = reader.date("received"), reader.date("answered")
    span = (received.day or date(1, 1, 1)).year if received.day else FIRST
    until = answered.day.year if answered.day and not answered.problem else LAST
    doubts = [*_of_dates(reader, received, answered, span, until)]
    kind = _kind(reader, doubts, span, until)
    result = _result(reader, doubts, answered)
    fee = _fee(reader, doubts, (answered.day or received.day))
    review = case_of(reader, "review", doubts, answered.day)
    suit = case_of(reader, "suit", doubts, answered.day)
    route = came_after_review(reader, doubts, suit, review)
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


def _of_dates(row: RowTexts, received: ReadDate, answered: ReadDate, since: int, until: int) -> Iterator[Doubt]:
    """What is wrong with the two dates that decide everything."""
    text = row.text("received")
    if not text:
        elsewhere = row.said.get("?received", "")
        yield Doubt("received", "elsewhere" if elsewhere else "blank", elsewhere, last_year=until)
    elif received.problem or received.day is None:
        yield Doubt("received", received.problem or "unreadable", text, last_year=until)
    text = row.text("answered")
    if not text or (answered.day is None and is_open(text)):
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


def _has_result(row: RowTexts) -> bool:
    said = result_of(row.text("result"), row.text("detail"))
    return bool(said.ids) or not said.whole


def _kind(row: RowTexts, doubts: list[Doubt], since: int, until: int) -> str | None:
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


def _result(row: RowTexts, doubts: list[Doubt], answered: ReadDate) -> str | None:
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
_MONEY = compiled_late(r"[¥￥$]?\s*(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*元?(?:整|人民币)?")


def _fee(row: RowTexts, doubts: list[Doubt], day: date | None) -> int | None:
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


_DAYS = compiled_late(r"(\d{1,2})\s*(?:个?工作日|天|日)?")


def _extension(text: str) -> int:
    """Working days an answer was put off by: as many as are written, else the most there may be; 0 for none."""
    plain = normalize("NFKC", text).strip()
    if not plain or squeezed(plain) in vocabulary()["not_extended"]:
        return 0
    match = _DAYS.search(plain) if not re.search(r"\d[-/.年月]\d|\d月", plain) else None
    days = int(match[1]) if match else EXTENSION
    return min(days, EXTENSION) if days else EXTENSION
