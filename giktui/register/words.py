"""Words of a register's cells: each phrase stands for the rows or columns it may mean, a cell for what all of its
phrases may mean. One is certain; several are asked about; none is a contradiction.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import normalize

import tomli

from giktui.text.patterns import compiled_late

_SQUEEZED = compiled_late(r"[^\w]|_")
_CITED = compiled_late(
    r"(?:根据|依据|按照|按)?(?:《[^》]{0,20}条例》|条例)?第[零〇一二三四五六七八九十百\d]+条"
    r"(?:第[一二三四五六七八九十\d]+款)?(?:第\(?[一二三四五六七八九十\d]+\)?项)?(?:的)?(?:规定)?"
)
_TICK = compiled_late("[√✓✔☑●■▲★◆]")
_ENUMERATED = compiled_late(r"^\(?(?:\d{1,2}|[A-Ga-g])(?:[.、)]|(?=[^\W\dA-Za-z]))\s*")


class Meaning(NamedTuple):
    """What a cell may mean. `whole` says that nothing in it was left unread."""

    ids: frozenset[str]
    whole: bool

    @property
    def only(self) -> str | None:
        """The one meaning, where it is certain."""
        return next(iter(self.ids)) if self.whole and len(self.ids) == 1 else None


class Lexicon(NamedTuple):
    """Phrases, squeezed, each with what it may mean; and one pattern that finds the longest first."""

    phrases: Mapping[str, frozenset[str]]
    pattern: "re.Pattern[str]"
    neutral: "re.Pattern[str]"


@cache
def vocabulary() -> Mapping[str, Any]:
    """words.toml as it stands."""
    return tomli.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))


def squeezed(text: str) -> str:
    """The letters and digits of a text, full-width ones made plain, in lower case."""
    return _SQUEEZED.sub("", normalize("NFKC", text)).lower()


@lru_cache(maxsize=65_536)
def is_blank(text: str) -> bool:
    """Whether a cell says that there is nothing."""
    plain = text.strip()
    return plain in _blanks() or squeezed(plain) in ("无", "暂无") or (not squeezed(plain) and not _TICK.search(plain))


@cache
def _blanks() -> frozenset[str]:
    return frozenset(vocabulary()["blank"])


@lru_cache(maxsize=4096)
def is_pending(text: str) -> bool:
    """Whether a cell says that a request is still being handled."""
    return squeezed(text) in {squeezed(word) for word in vocabulary()["pending"]}


def lexicon(entries: Iterable[tuple[str, Iterable[str]]]) -> Lexicon:
    """A lexicon of phrases and what each may mean; what is said twice may mean both."""
    phrases: dict[str, frozenset[str]] = {}
    for phrase, ids in entries:
        key = squeezed(phrase)
        phrases[key] = phrases.get(key, frozenset()) | frozenset(ids)
    neutral = sorted({squeezed(word) for word in vocabulary()["neutral"]}, key=len, reverse=True)
    return Lexicon(phrases, _longest_first(phrases), _longest_first(neutral))


def _longest_first(words: Iterable[str]) -> "re.Pattern[str]":
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def entries_of(section: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    """The phrases of a section of words.toml whose keys are ids, with what `several` may mean."""
    entries = [(word, [id]) for id, words in section.items() if id != "several" for word in words]
    entries += [(word, one["means"]) for one in section.get("several", ()) if "means" in one for word in one["words"]]
    return entries


def without_citation(text: str) -> str:
    """The text without the articles of law it cites and without a number of the office's own in front."""
    return _ENUMERATED.sub("", _CITED.sub("", normalize("NFKC", text).strip()))


def meaning(text: str, known: Lexicon) -> Meaning:
    """What the phrases in the text may all mean."""
    plain = squeezed(text)
    if plain in known.phrases:
        return Meaning(known.phrases[plain], True)
    found = [known.phrases[phrase] for phrase in known.pattern.findall(plain)]
    rest = known.neutral.sub("", known.pattern.sub(" ", plain)).strip()
    return combined(found, not rest)


def combined(found: Sequence[frozenset[str]], whole: bool) -> Meaning:
    """What several phrases may all mean; a contradiction is never whole."""
    ids = frozenset.intersection(*found) if found else frozenset()
    return Meaning(ids, whole and bool(ids or not found))


@lru_cache(maxsize=4096)
def kind_of(text: str) -> Meaning:
    """Which columns of table 三 a kind of applicant may be."""
    return meaning(without_citation(text), _kinds())


@lru_cache(maxsize=4096)
def channel_of(text: str) -> str:
    """in_person, post, online, email or fax; "" where the words are not known."""
    return meaning(without_citation(text), _channels()).only or ""


@lru_cache(maxsize=4096)
def outcome_of(text: str) -> Meaning:
    """Which columns of table 四 the outcome of a review or lawsuit may be."""
    return meaning(without_citation(text), _outcomes())


@lru_cache(maxsize=4096)
def route_of(text: str) -> str:
    """`direct` or `after_review`, as a lawsuit came to court; "" where the words are not known."""
    for route, words in vocabulary()["routes"].items():
        if squeezed(text) in {squeezed(word) or word for word in words} or text.strip() in words:
            return str(route)
    return ""


@cache
def _kinds() -> Lexicon:
    from giktui.form import FORM_IDS, load_form

    entries = entries_of(vocabulary()["kinds"])
    for form in map(load_form, FORM_IDS):
        for column in form.table("applications").columns:
            if column.id != "total":
                entries += [(words, [column.id]) for words in (column.label, *column.also)]
    return lexicon(entries)


@cache
def _channels() -> Lexicon:
    return lexicon(entries_of(vocabulary()["channels"]))


@cache
def _outcomes() -> Lexicon:
    return lexicon(entries_of(vocabulary()["outcomes"]))
