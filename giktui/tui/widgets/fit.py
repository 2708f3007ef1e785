"""Data made fit for a place on the screen: one line, so many terminal cells, nothing that steers a terminal."""

import unicodedata

from rich.cells import cell_len, set_cell_size

CUT = ">"
"""Stands at the end of what was cut. ASCII: terminals disagree about the width of an ellipsis."""


def plain(text: str) -> str:
    """The text on one line, every control and format character a space or gone."""
    if text.isprintable():
        return text
    kept = (" " if ch in "\t\n\r" else ch for ch in text)
    return "".join(ch for ch in kept if ch == " " or unicodedata.category(ch) not in {"Cc", "Cf", "Zl", "Zp"})


def fit(text: str, width: int, *, right: bool = False) -> str:
    """Exactly `width` terminal cells of the text, padded or cut (the cut is marked)."""
    text = plain(text)
    length = cell_len(text)
    if length > width:
        return set_cell_size(text, max(0, width - 1)) + CUT[:width]
    return " " * (width - length) + text if right else text + " " * (width - length)
