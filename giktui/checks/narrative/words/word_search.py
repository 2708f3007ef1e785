"""Finding the words of the lexicon in a sentence: as one pattern of all of them would, and sooner.

At each place of a text that pattern would try hundreds of words. Most begin with other characters than the one that
stands there, so that few are tried: each for itself at first, since making patterns takes longer than reading a few
reports; where thousands of sentences are read, by one pattern for the character.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import count, groupby
from typing import Final, NamedTuple

from giktui.checks.narrative.words.first_characters import ANY_DIGIT, ANYTHING, first_of, needed_in
from giktui.checks.narrative.words.lexicon import groups
from giktui.text.patterns import compiled_late

_PAYS: Final = 300
"""Sentences."""
_asked = count()
_ESCAPED: Final = compiled_late(r"\\(\W)")

Look = Callable[[str, int, int], re.Match[str] | None]
"""Gives the word that stands at a place of a text, up to an end."""


class Word(NamedTuple):
    """A word of the lexicon: its place there, its kind, and its pattern; `literal` where that is all it says."""

    place: int
    kind: str
    pattern: str
    literal: str


class Looks(dict[str, Look | None]):
    """How to look for a word where a character stands, made as it is first met; None where none can begin."""

    def __init__(self, look: Callable[[Sequence[Word]], Look]) -> None:
        self._look = look

    def __missing__(self, character: str) -> Look | None:
        words = beginning_with(character)
        self[character] = self._look(words) if words else None
        return self[character]


def words_in(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The words of the lexicon from `start` to `end`, the kind of each (and `_`) as the last group of its match.

    At each place the first word of the lexicon that matches; on behind it.
    """
    return every_word(text, start, end, by_word if next(_asked) < _PAYS else by_character)


def every_word(text: str, start: int, end: int, looks: Looks) -> Iterator[re.Match[str]]:
    """As `words_in`, by these looks."""
    while start < end:
        look = looks[text[start]]
        found = look and look(text, start, end)
        if found is None:
            start += 1
        else:
            yield found
            start = max(found.end(), start + 1)


def _each_apart(words: Sequence[Word]) -> Look:
    """Each word is tried for itself, and its pattern made when it comes to that."""

    def look(text: str, start: int, end: int) -> re.Match[str] | None:
        for word in words:
            if _may_stand(word, text, start, end):
                found = _pattern((word,)).match(text, start, end)
                if found is not None:
                    return found
        return None

    return look


def _may_stand(word: Word, text: str, start: int, end: int) -> bool:
    """Whether the word may stand at `start`: a look that is quicker than making its pattern."""
    if word.literal:
        return text.startswith(word.literal, start, end)
    return all(text.find(character, start, end) >= 0 for character in needed_in(word.pattern))


def _all_at_once(words: Sequence[Word]) -> Look:
    return _pattern(words).match


by_word: Final = Looks(_each_apart)
by_character: Final = Looks(_all_at_once)


@cache
def beginning_with(character: str) -> Sequence[Word]:
    """The words that can begin with a character, in the order of the lexicon."""
    beginnings = _beginnings()
    keys = (character, ANYTHING, *([ANY_DIGIT] if character.isdecimal() else []))
    return tuple(sorted({word for key in keys for word in beginnings.get(key, ())}))


@cache
def _beginnings() -> dict[str, list[Word]]:
    """The words by what they can begin with: a character, `ANY_DIGIT`, `ANYTHING`."""
    found: dict[str, list[Word]] = {}
    every = ((kind, word) for kind, words in groups() for word in words)
    for place, (kind, pattern) in enumerate(every):
        literal = _ESCAPED.sub(r"\1", pattern) if "\\" in pattern else pattern
        plain = re.escape(literal) == pattern
        for key in literal[0] if plain else first_of(pattern):
            found.setdefault(key, []).append(Word(place, kind, pattern, literal if plain else ""))
    return found


@cache
def _pattern(words: Iterable[Word]) -> re.Pattern[str]:
    """One pattern of these words; the last group that matched names the kind.

    The group is empty and stands at the end: an alternative that begins with a letter is passed over twice as fast.
    """
    kinds = groupby(words, key=lambda word: word.kind)
    return re.compile("|".join(f"(?:{'|'.join(word.pattern for word in same)})(?P<{kind}_>)" for kind, same in kinds))
