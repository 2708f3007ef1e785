"""Text in terminal columns: a Chinese character takes two."""

import re
from collections.abc import Iterable, Iterator
from unicodedata import east_asian_width

_MAY_NOT_BEGIN_A_LINE = "，。；：、！？）」』》”’,.;:!?)]"


def wrapped(text: str, width: int) -> Iterator[str]:
    """The text in lines of at most `width` columns; a break may stand between any two Chinese characters."""
    line = ""
    for piece in _pieces(text):
        if line and width_of(line + piece.rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += piece if line else piece.lstrip()
    if line:
        yield line.rstrip()


def _pieces(text: str) -> Iterable[str]:
    closing = re.escape(_MAY_NOT_BEGIN_A_LINE)
    return re.findall(rf"(?:[!-~]+|[^ ])[{closing}]* *| +", " ".join(text.split("\n")))


def padded(text: str, width: int) -> str:
    """The text with blanks behind it, `width` columns wide."""
    return text + " " * (width - width_of(text))


def width_of(text: str) -> int:
    """How many columns of the terminal the text takes."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
