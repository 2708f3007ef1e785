"""The words of lines in which only blanks set fields apart, and the labels and heads that they spell together: one text
may be wrapped over several lines, with words of others between.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from giktui.readers.formats.text.reader import BAR
from giktui.readers.recogniser.segment.lines import Item
from giktui.text.patterns import compiled_late
from giktui.text.width import width_of

MOST_WORDS = 600
"""Texts that labels and heads are looked for in: a table has some 150."""
_TALLEST = 12
"""Lines that a label or a head is wrapped over at most, with those of other cells between."""
_TOKEN = compiled_late(r"\S+")


class Token(NamedTuple):
    """A text without blanks: the line it stands in, and where, in characters and in columns of a terminal."""

    text: str
    line: int
    chars: tuple[int, int]
    columns: tuple[int, int]


def is_of_blanks(item: Item) -> bool:
    """Whether a line is one of text in which nothing but blanks sets fields apart."""
    return not item.aligned and item.place.line is not None and "\t" not in item.text and not BAR.search(item.text)


def tokens_of(item: Item, number: int) -> Iterator[Token]:
    """The texts without blanks in a line, which is the one of that number."""
    indent, column, done = len(item.indent), width_of(item.indent), 0
    for found in _TOKEN.finditer(item.text):
        begin, end = found.span()
        column += width_of(item.text[done:begin])
        wide = width_of(found[0])
        yield Token(found[0], number, (indent + begin, indent + end), (column, column + wide))
        column, done = column + wide, end


def tokens_spelling(words: Sequence[Token], begin: int, text: str) -> tuple[Token, ...] | None:
    """The first tokens from one on that spell a text, others between them."""
    for start in range(begin, len(words)):
        if (way := _from(words, start, text)) is not None:
            return tuple(words[place] for place in way)
    return None


def _from(words: Sequence[Token], start: int, text: str) -> list[int] | None:
    """The tokens from that one on that spell a text, it being the first of them."""
    last = words[start].line + _TALLEST
    in_vain: dict[int, int] = {}
    """From which token on the rest of the text, behind so many letters, was looked for in vain."""

    def further(behind: int, done: int) -> list[int] | None:
        if done == len(text):
            return []
        end = in_vain.get(done, len(words))
        for place in range(behind, end):
            if words[place].line > last:
                break
            piece = bare(words[place].text)
            if piece and text.startswith(piece, done):
                way = further(place + 1, done + len(piece))
                if way is not None:
                    return [place, *way]
        in_vain[done] = min(behind, end)
        return None

    piece = bare(words[start].text)
    if not piece or not text.startswith(piece):
        return None
    way = further(start + 1, len(piece))
    return None if way is None else [start, *way]


def tokens_below(words: Sequence[Token], start: int, text: str, in_vain: set[tuple[int, str]]) -> list[int] | None:
    """The tokens below each other that spell a text, from that one on; `in_vain` are the tokens and texts tried."""
    piece = bare(words[start].text)
    if not piece or not text.startswith(piece) or (start, text) in in_vain:
        return None
    if piece == text:
        return [start]
    begin, end = words[start].chars[0], words[start].columns[1]
    for place in range(start + 1, len(words)):
        token = words[place]
        if token.line > words[start].line + _TALLEST:
            break
        over = token.chars[0] <= end and begin <= token.columns[1] and token.line > words[start].line
        if over and (way := tokens_below(words, place, text[len(piece) :], in_vain)):
            return [start, *way]
    in_vain.add((start, text))
    return None


@lru_cache(4096)
def bare(text: str) -> str:
    """A text's letters and digits, half as wide where they can be."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))
