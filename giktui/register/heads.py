"""The heads of registers: the fields that their words name, with and without filler, brackets, and signs of units."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import normalize

import tomli

from giktui.i18n import language
from giktui.register.results import result_of
from giktui.register.words import kind_of, squeezed
from giktui.text.patterns import compiled_late

KEPT = "note"
"""The field of columns that are known and decide nothing."""

_TELLING = 3
"""Characters of a head that says something without its filler words."""
_BRACKETED = compiled_late(r"[(\[【][^)\]】]*[)\]】]")


class Field(NamedTuple):
    """One entry of heads.toml."""

    id: str
    name: str
    english: str
    rank: int
    if_fits: frozenset[str]
    heads: frozenset[str]
    of: "re.Pattern[str] | None"
    ends: tuple[str, ...]
    without: tuple[str, ...]
    like: "re.Pattern[str] | None"
    content: str


@cache
def _data() -> Mapping[str, Any]:
    return tomli.loads(Path(__file__).with_name("heads.toml").read_text("utf-8"))


@cache
def fields() -> tuple[Field, ...]:
    """Every entry of heads.toml; a field of two ranks has two."""
    data = _data()
    units = tuple(data["units"])
    return tuple(
        Field(
            one["id"],
            one.get("name", ""),
            one.get("english", ""),
            one.get("rank", 1),
            frozenset(map(squeezed, one.get("if_fits", ()))),
            frozenset(word for head in one.get("heads", ()) for word in _with_plain(head)),
            _made_of_words(one.get("of", ()), [*data["modifiers"], *one.get("with", ())]),
            tuple(one.get("and", units)),
            tuple(one.get("not", ())),
            re.compile(one["like"]) if "like" in one else None,
            one.get("content", ""),
        )
        for one in data["fields"]
    )


@cache
def field_names() -> Mapping[str, str]:
    """The fields by their ids, each with its name in the language of the interface."""
    return {one.id: one.english if language() == "en" else one.name for one in reversed(fields())}


def field_named(text: str) -> str | None:
    """The field of that id, name or head (`--map 收件日=received`); None if there is none."""
    wanted = text.strip()
    for one in fields():
        if wanted in (one.id, one.name, one.english):
            return one.id
    return next((field for field, _rank in named(wanted)), None)


@lru_cache(maxsize=1024)
def _plain(head: str) -> str:
    """A head without its blanks, brackets' signs and filler words."""
    text = squeezed(head)
    for word in _data()["filler"]:
        shorter = text.replace(squeezed(word), "")
        text = shorter or text
    return text


def _with_plain(head: str) -> tuple[str, ...]:
    """A head, and what is left of it without filler words where that still says enough."""
    plain = _plain(head)
    return (squeezed(head), plain) if len(plain) >= _TELLING else (squeezed(head),)


@lru_cache(maxsize=1024)
def named(head: str) -> tuple[tuple[str, int], ...]:
    """The fields a head's words may name, each with its rank; with and without what is in brackets behind it."""
    plain = normalize("NFKC", head)
    for text in dict.fromkeys((plain, _BRACKETED.sub("", plain))):
        if squeezed(text) and (found := _named(text)):
            return found
    return ()


def _named(head: str) -> tuple[tuple[str, int], ...]:
    whole, plain = squeezed(head), _plain(head)
    found: dict[str, int] = {}
    for one in fields():
        if any(word in whole for word in one.without):
            continue
        like = one.like is not None and one.like.fullmatch(whole)
        if like or whole in one.heads or plain in one.heads or any(_made_of(text, one) for text in (whole, plain)):
            found.setdefault(one.id, one.rank)
    return tuple(found.items())


def _made_of(text: str, one: Field) -> bool:
    if one.of is None:
        return False
    return any(text.endswith(end) and one.of.fullmatch(text[: -len(end)]) for end in one.ends)


def _made_of_words(of: Sequence[str], beside: Sequence[str]) -> "re.Pattern[str] | None":
    """What is made of one of the words `of` and any number of the others."""
    if not of:
        return None
    core, others = (
        "|".join(map(re.escape, sorted(map(_plain, words), key=len, reverse=True))) for words in (of, beside)
    )
    return re.compile(f"(?:{others})*(?:{core})(?:{core}|{others})*")


@lru_cache(maxsize=1024)
def tick_of(head: str) -> tuple[str, str] | None:
    """`("kind", "自然人")` for a head that is itself a kind of applicant, `("result", …)` for a result."""
    if named(head):
        return None
    if kind_of(head).only:
        return "kind", head
    said = result_of(head)
    return ("result", head) if said.whole and len(said.ids) == 1 else None


def head_key(head: str) -> str:
    """What a head is remembered by."""
    return squeezed(head) or head.strip()
