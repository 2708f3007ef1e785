"""Where a line may be broken: between words, and between Chinese characters but for what must not begin or end a line.

After “Requirements for Chinese Text Layout” (W3C, 3.1.5): closing marks begin no line, opening ones end none.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache

from giktui.text.width import width_of

NEVER_FIRST = "，。、；：？！…—·～）》〉】〕」』”’％‰℃),.;:?!]}>%\"'/"
"""What must not stand at a line's head."""

NEVER_LAST = "（《〈【〔「『“‘([{<￥$#"
"""What must not stand at a line's end."""

_OWN = lru_cache(maxsize=8192)(width_of)


def wrapped(text: str, width: int) -> Iterator[str]:
    """The text in lines of at most `width` columns, without blanks at their ends. A line's end in it is a blank."""
    line = " ".join(text.split("\n"))
    starts = [0, *break_offsets(line, width)]
    for start, end in zip(starts, [*starts[1:], len(line)], strict=True):
        if piece := line[start:end].strip(" "):
            yield piece


def break_offsets(text: str, width: int, size: Callable[[str], int] = _OWN, *, hanging: bool = True) -> list[int]:
    """Where the lines after the first begin, as indices of `text`; no line is wider than `width` columns.

    A word, or a row of marks that belongs together, is cut only where it is wider than a line. `size` tells the columns
    of a character; blanks at a line's end are let hang over unless `hanging` is False.
    """
    offsets: list[int] = []
    start, possible, used = 0, 0, 0
    for index, character in enumerate(text):
        taken = size(character)
        if index > start and _may_break(text[index - 1], character):
            possible = index
        while used + taken > width and index > start and not (hanging and character == " "):
            cut = possible if possible > start else index
            offsets.append(cut)
            start, used = cut, sum(map(size, text[cut:index]))
        used += taken
    return offsets


def _may_break(before: str, after: str) -> bool:
    if after in NEVER_FIRST or before in NEVER_LAST or after == " ":
        return False
    return before == " " or _is_chinese(before) or _is_chinese(after)


def _is_chinese(character: str) -> bool:
    """Whether a line may be broken beside it: a wide character, or a mark that stands among such."""
    return _OWN(character) == 2 or character in "…—·”’“‘"
