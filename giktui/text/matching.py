"""Whether words are found by what was typed: parts in any order, Chinese by the first letters of its pinyin, too."""

from functools import lru_cache

_SPEAKS_PINYIN = 2
"""So many letters at least stand for Chinese characters: one would find nearly everything."""


def parts_of(query: str) -> list[str]:
    """What was typed, in the parts that are looked for one by one."""
    return query.lower().split()


def matches(text: str, query: str) -> bool:
    """Whether every part of the query stands in the text, in any order."""
    low = text.lower()
    return all(part in low or (is_pinyin(part) and part in initials(text)) for part in parts_of(query))


def is_pinyin(part: str) -> bool:
    """Whether a part of a query may be first letters of pinyin."""
    return len(part) >= _SPEAKS_PINYIN and part.isascii() and part.isalpha()


@lru_cache(maxsize=1 << 16)
def initials(text: str) -> str:
    """The first letters of the pinyin of each character: 水务局 is swj. Of other characters, themselves."""
    from pypinyin import Style, lazy_pinyin  # its tables take a tenth of a second

    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower()
