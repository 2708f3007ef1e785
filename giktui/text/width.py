"""Text in terminal columns: a Chinese character takes two, a combining one none."""

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import category, east_asian_width

_MAY_NOT_BEGIN_A_LINE = "，。；：、）》！？」』”’)]/,.;:!?\"'"
_PIECE = re.compile(rf"(?:[!-~]+|[^ ])[{re.escape(_MAY_NOT_BEGIN_A_LINE)}]* *| +")


@lru_cache(maxsize=4096)
def width_of(text: str) -> int:
    """How many columns of the terminal the text takes."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(character: str) -> int:
    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def padded(text: str, width: int) -> str:
    """The text with blanks behind it, `width` columns wide."""
    return text + " " * (width - width_of(text))


def wrapped(text: str, width: int) -> Iterator[str]:
    """The text in lines of at most `width` columns; a break may stand between any two Chinese characters.

    Closing punctuation begins no line if that can be helped; a word is cut only where it is wider than a line.
    """
    line = ""
    for piece in _pieces(text, width):
        if line and width_of(line + piece.rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += piece if line else piece.lstrip()
    if line:
        yield line.rstrip()


def _pieces(text: str, width: int) -> Iterator[str]:
    for piece in _PIECE.findall(" ".join(text.split("\n"))):
        if width_of(piece.rstrip()) <= width:
            yield piece
        else:
            yield from piece
