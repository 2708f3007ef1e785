"""Words that change nothing, as lists: those between a label and its number, and those in front of both."""

import re
from functools import cache, lru_cache
from typing import Final

from giktui.checks.narrative.words.lexicon import ignorable
from giktui.text.patterns import compiled_late

_MARKS: Final = compiled_late(r"[：:“”【】\s]|法人(?:和|或者?|及|与)?其他组织")
_BEGINNINGS: Final = compiled_late(r"[●○■□◆◇★☆▲△►▶•·✓※◎]|\d+[.、．]|[（(][一二三四五六七八九十]+[）)]|[（）()、]")


@lru_cache(maxsize=4096)
def harmless(text: str) -> bool:
    """Whether the text is made of harmless words and marks."""
    return _made_of(text, _all_harmless(), (_MARKS,))


@lru_cache(maxsize=4096)
def familiar(text: str) -> bool:
    """Whether the text is made of harmless and familiar words, marks and the numbers of headings."""
    return _made_of(text, _all_familiar(), (_MARKS, _BEGINNINGS))


def _made_of(text: str, words: frozenset[str], marks: tuple[re.Pattern[str], ...]) -> bool:
    """Whether the words and marks, put together, give the text."""
    reached = {0}
    for at in range(len(text)):
        if at in reached:
            reached.update(end for end in range(at + 1, at + _longest() + 1) if text[at:end] in words)
            reached.update(found.end() for mark in marks if (found := mark.match(text, at)))
    return len(text) in reached


@cache
def _all_harmless() -> frozenset[str]:
    return ignorable("harmless")


@cache
def _all_familiar() -> frozenset[str]:
    return _all_harmless() | ignorable("familiar")


@cache
def _longest() -> int:
    return max(map(len, _all_familiar()))
