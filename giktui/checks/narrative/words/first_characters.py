"""The characters that a match of a pattern can begin with, and those it has to have, read off the pattern.

What the lexicon is written in is known here: literals, classes, groups, alternatives, repetitions, and conditions on
what stands before or behind, which take no character. In doubt a match may begin with any, and has to have none.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Final

from giktui.text.patterns import compiled_late

ANY_DIGIT: Final = "0-9"
"""Stands for the digits of every script."""
ANYTHING: Final = ""
"""Stands for every character, and for none."""
_TOKEN: Final = compiled_late(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]|P<\w+>))?|\{\d*,?\d*\}[?+]?|[?*+][?+]?|.", re.DOTALL
)
_MEMBER: Final = compiled_late(r"(\\.|.)(?:-(\\.|.))?", re.DOTALL)
_CONDITIONS: Final = ("(?=", "(?!", "(?<=", "(?<!")
_SIGNS: Final = frozenset(".^$)?*+")
"""What means something else than itself."""
_OPTIONAL: Final = ("?", "*", "{0", "{,")
_WIDEST: Final = 100
"""Characters of a range that are told apart; a wider one may be anything."""


def first_of(pattern: str) -> frozenset[str]:
    """The characters, `ANY_DIGIT` and `ANYTHING` that a match of the pattern can begin with."""
    reading = _Reading(pattern)
    return frozenset(reading.found if not reading.alternatives() else {ANYTHING})


@cache
def needed_in(pattern: str) -> frozenset[str]:
    """Characters that stand in every match of the pattern: those written outside of its groups."""
    found: set[str] = set()
    depth = 0
    for token, repeated in pairwise([*_TOKEN.findall(pattern), ""]):
        depth += (token[0] == "(") - (token == ")")
        if depth == 0 and token == "|":
            return frozenset()
        if depth == 0 and len(token) == 1 and token not in _SIGNS and not repeated.startswith(_OPTIONAL):
            found.add(token)
    return frozenset(found)


class _Reading:
    """How far a pattern was read, and what was found. Each step says whether what it read may be empty."""

    def __init__(self, pattern: str) -> None:
        self._tokens = [*_TOKEN.findall(pattern), ")"]
        self._at = 0
        self.found: set[str] = set()

    def alternatives(self) -> bool:
        """All ways up to the end of the group."""
        empty = self._way()
        while self._tokens[self._at] == "|":
            self._at += 1
            empty |= self._way()
        return empty

    def _way(self) -> bool:
        """The items up to and with the first that is never empty; the rest of the way is passed over."""
        while self._tokens[self._at] not in ("|", ")"):
            if not self._item():
                self._pass("|)")
                return False
        return True

    def _item(self) -> bool:
        token = self._tokens[self._at]
        self._at += 1
        empty = False
        if token in _CONDITIONS:
            self._pass(")")
            self._at += 1
            empty = True
        elif token[0] == "(":
            empty = self.alternatives()
            self._at += 1
        elif token in ("^", "$"):
            empty = True
        else:
            self.found.update(_characters(token))
        repeated = self._tokens[self._at]
        if repeated[0] in "?*+{":
            self._at += 1
        return empty or repeated.startswith(_OPTIONAL)

    def _pass(self, ends: str) -> None:
        """On to the next of these that is not within a group."""
        depth = 0
        while depth or self._tokens[self._at] not in ends:
            token = self._tokens[self._at]
            depth += (token[0] == "(") - (token == ")")
            self._at += 1


def _characters(token: str) -> Iterator[str]:
    """The characters of a class, or the one that is written, behind a backslash if it needs one."""
    if len(token) == 1 and token != ".":
        yield token
    elif token == r"\d":
        yield ANY_DIGIT
    elif token[0] == "\\" and not token[1].isalnum():
        yield token[1]
    elif token[0] == "[" and token[1] != "^":
        for low, high in _MEMBER.findall(token[1:-1]):
            first, last = low.removeprefix("\\"), high.removeprefix("\\")
            if not high:
                yield from _characters(low)
            elif ord(last) - ord(first) < _WIDEST:
                yield from map(chr, range(ord(first), ord(last) + 1))
            else:
                yield ANYTHING
    else:
        yield ANYTHING
