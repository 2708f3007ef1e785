"""Finding the words of the lexicon in a sentence: quickly, where thousands of sentences are read.

At each place of a text the pattern of all words tries hundreds of them. Most begin with other characters than the one
that stands there: what is left of the pattern for a character is tried in its place. Making that for every character
takes longer than reading a few reports, so the whole pattern does until it pays.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import count
from typing import Any, Final

from giktui.checks.narrative.lexicon import groups, lexer

_PAYS: Final = 300
"""Sentences."""
_asked = count()
_here: Final[dict[str, Callable[[str, int, int], re.Match[str] | None] | None]] = {}
"""For each character met so far how to look there for a word; None where none can begin."""


def words_in(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """As `lexer().finditer(text, start, end)`."""
    if next(_asked) < _PAYS:
        return lexer().finditer(text, start, end)
    return by_character(text, start, end)


def by_character(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """As `lexer().finditer(text, start, end)`, each place tried with the words that can begin with its character."""
    while start < end:
        character = text[start]
        if character not in _here:
            pattern = beginning_with(character)
            _here[character] = pattern and pattern.match
        match = _here[character]
        found = match and match(text, start, end)
        if found is None:
            start += 1
        else:
            yield found
            start = max(found.end(), start + 1)


def beginning_with(character: str) -> re.Pattern[str] | None:
    """The pattern of the words that can begin with a character; None where none can."""
    return _pattern(
        tuple(
            (kind, here)
            for kind, words in _beginnings()
            if (here := tuple(word for word, tree in words if may_begin(tree, character)))
        )
    )


@cache
def _pattern(some: tuple[tuple[str, tuple[str, ...]], ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{'|'.join(words)})(?P<{kind}_>)" for kind, words in some)) if some else None


@cache
def _beginnings() -> Sequence[tuple[str, Sequence[tuple[str, Any]]]]:
    """The words of each group with what the interpreter makes of them; None where it is of no known kind."""
    return [(kind, [(word, _parsed(word)) for word in words]) for kind, words in groups()]


def _parsed(word: str) -> Any:
    try:
        from re import _parser  # type: ignore[attr-defined]  # not public: without it each word is tried everywhere

        return _parser.parse(word)
    except (ImportError, AttributeError):
        return None


def may_begin(tree: Any, character: str) -> bool:
    """Whether a match of a word can begin with a character; True in doubt."""
    return tree is None or any(_sequence(tree, character))


def _sequence(items: Any, character: str) -> tuple[bool, bool]:
    """Whether what the items match can begin with the character, and whether it can be empty."""
    for operation, argument in items:
        begins, empty = _item(str(operation), argument, character)
        if begins or not empty:
            return begins, empty
    return False, True


def _item(operation: str, argument: Any, character: str) -> tuple[bool, bool]:
    begins, empty = True, True
    match operation:
        case "LITERAL":
            begins, empty = argument == ord(character), False
        case "IN":
            begins, empty = _is_one_of(argument, character), False
        case "BRANCH":
            ways = [_sequence(way, character) for way in argument[1]]
            begins, empty = any(begins for begins, _empty in ways), any(empty for _begins, empty in ways)
        case "SUBPATTERN":
            begins, empty = _sequence(argument[3], character)
        case "MAX_REPEAT" | "MIN_REPEAT":
            begins, empty = _sequence(argument[2], character)
            empty = empty or argument[0] == 0
        case "ASSERT" | "ASSERT_NOT" | "AT":
            begins = False
    return begins, empty


def _is_one_of(members: Any, character: str) -> bool:
    for operation, argument in members:
        match str(operation):
            case "LITERAL" if argument != ord(character):
                continue
            case "RANGE" if not argument[0] <= ord(character) <= argument[1]:
                continue
            case "CATEGORY" if str(argument) == "CATEGORY_DIGIT" and not character.isdecimal():
                continue
        return True
    return False
