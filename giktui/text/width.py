"""Text in terminal columns: a Chinese character takes two, a combining one none."""

from functools import lru_cache
from unicodedata import category, east_asian_width


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
