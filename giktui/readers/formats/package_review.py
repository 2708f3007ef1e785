"""What was said of a report where it comes from: comments and notices, as a package has them; nothing of it believed.

Each passes the gate (`giktui.incoming`); what no giktui writes raises GiktuiError or ValueError.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from giktui.form import Form, load_form
from giktui.incoming import LONGEST_COMMENT, sound_line, sound_number, sound_text, sound_time, sound_year
from giktui.report import Number
from giktui.text.patterns import compiled_late

_TOKEN = compiled_late(r"[0-9A-F]{16}", re.ASCII)
_FINGERPRINT = compiled_late(r"[0-9a-f]{16}", re.ASCII)
_SEVERITIES = ("error", "soft", "warning", "info")
_OUTCOMES = ("", "edited", "explained")
_MOST = 10_000
"""Comments, notices and items of one report that are taken."""

Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class HandedComment:
    """A comment; `answers` is the place in the list of the one it answers."""

    part: str
    quote: str
    answers: int | None
    text: str
    actor: str
    time: str
    closed_by: str | None
    closed_at: str | None


@dataclass(frozen=True, slots=True)
class HandedItem:
    """An item of a notice, with what became of it: the columns of `notice_item`; numbers not yet as they are kept."""

    number: int
    rule: str
    severity: str
    fingerprint: str
    cells: tuple[str, ...]
    message: str
    suggestion: str
    part: str
    quote: str
    stands: Mapping[str, Number | None]
    should: str
    outcome: str
    answer: str
    answered_at: str | None


@dataclass(frozen=True, slots=True)
class HandedNotice:
    """A notice with its items."""

    token: str
    time: str
    actor: str
    deadline: str
    items: tuple[HandedItem, ...]


@dataclass(frozen=True, slots=True)
class HandedReview:
    """All that was said of one report."""

    comments: tuple[HandedComment, ...] = ()
    notices: tuple[HandedNotice, ...] = ()


def read_review(notes: Mapping[str, object], form_id: str) -> HandedReview:
    """The comments and notices beside a report of that form; none where the file has none."""
    form = load_form(form_id)
    comments = [_comment(form, _typed(one, dict)) for one in _list(notes.get("comments", []))]
    for number, one in enumerate(comments):
        if one.answers is not None and not (0 <= one.answers < number and comments[one.answers].answers is None):
            raise ValueError("an answer to what is no comment before it")
    notices = [_notice(form, _typed(one, dict)) for one in _list(notes.get("notices", []))]
    return HandedReview(tuple(comments), tuple(notices))


def _comment(form: Form, data: Mapping[str, Any]) -> HandedComment:
    answers = data.get("answers")
    closed_by, closed_at = data.get("closed_by"), data.get("closed_at")
    if (closed_by is None) != (closed_at is None):
        raise ValueError("closed by nobody")
    return HandedComment(
        _part(form, data.get("part")),
        sound_text(data.get("quote")),
        None if answers is None else _typed(answers, int),
        _needed(sound_text(data.get("text")))[:LONGEST_COMMENT],
        _needed(sound_line(data.get("actor"))),
        sound_time(data.get("time")),
        None if closed_by is None else _needed(sound_line(closed_by)),
        None if closed_at is None else sound_time(closed_at),
    )


def _notice(form: Form, data: Mapping[str, Any]) -> HandedNotice:
    deadline = date.fromisoformat(sound_line(data.get("deadline")))
    sound_year(deadline.year)
    items = tuple(_item(form, _typed(one, dict)) for one in _list(data.get("items")))
    if len({one.number for one in items}) != len(items):
        raise ValueError("two items of one number")
    return HandedNotice(
        _matching(_TOKEN, data.get("token")),
        sound_time(data.get("time")),
        _needed(sound_line(data.get("actor"))),
        deadline.isoformat(),
        items,
    )


def _item(form: Form, data: Mapping[str, Any]) -> HandedItem:
    number = _typed(data.get("number"), int)
    if not 0 < number <= _MOST:
        raise ValueError("no number of an item")
    cells = tuple(_cell(form, one) for one in _list(data.get("cells")))
    stands = _typed(data.get("stands"), dict)
    answered = data.get("answered_at")
    return HandedItem(
        number,
        _needed(sound_line(data.get("rule"))),
        _one_of(_SEVERITIES, data.get("severity")),
        _matching(_FINGERPRINT, data.get("fingerprint")),
        cells,
        sound_text(data.get("message")),
        sound_text(data.get("suggestion")),
        _part(form, data.get("part")),
        sound_text(data.get("quote")),
        {_cell(form, cell): None if value is None else sound_number(value) for cell, value in stands.items()},
        sound_line(data.get("should")),
        _one_of(_OUTCOMES, data.get("outcome")),
        sound_text(data.get("answer")),
        None if answered is None else sound_time(answered),
    )


def _part(form: Form, value: object) -> str:
    known = ("", "title", "preamble", *(section.id for section in form.sections))
    return value if isinstance(value, str) and value in known else _cell(form, value)


def _cell(form: Form, value: object) -> str:
    if not isinstance(value, str) or value not in form.cells:
        raise ValueError("no cell of the form")
    return value


def _list(value: object) -> list[Any]:
    found: list[Any] = _typed(value, list)
    if len(found) > _MOST:
        raise ValueError("too many")
    return found


def _typed(value: object, kind: type[Kind]) -> Kind:
    if not isinstance(value, kind) or isinstance(value, bool):
        raise ValueError(f"no {kind.__name__}")
    return value


def _needed(text: str) -> str:
    if not text.strip():
        raise ValueError("an empty text")
    return text


def _matching(pattern: re.Pattern[str], value: object) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise ValueError("not of the form")
    return value


def _one_of(known: tuple[str, ...], value: object) -> str:
    if not isinstance(value, str) or value not in known:
        raise ValueError("not one of them")
    return value
