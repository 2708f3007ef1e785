"""Data made fit for a place on the screen: one line, so many terminal cells, nothing that steers a terminal."""

from rich.cells import cell_len, set_cell_size

from giktui.tui.safe_text import plain

WIDE = 110
"""Columns of the screen from which on it has room for more: a second pane, whole names, last year's numbers."""
CUT = ">"
"""Stands at the end of what was cut. ASCII: terminals disagree about the width of an ellipsis."""


def fit_name(text: str, width: int) -> str:
    """The name of a cell (`row·column`) in `width` terminal cells; what is cut is the row's, the column stays."""
    head, dot, tail = text.rpartition("·")
    end = dot + tail
    return fit(fit(head, width - cell_len(end)).rstrip() + end if cell_len(text) > width else text, width)


def fit_ends(text: str, width: int) -> str:
    """A name in `width` terminal cells; what is cut is its middle, since many names begin alike."""
    text = plain(text)
    if cell_len(text) <= width or width < 8:
        return fit(text, width)
    room = width - len(CUT)
    tail = ""
    for character in reversed(text):
        if cell_len(character + tail) * 2 > room:
            break
        tail = character + tail
    return fit(set_cell_size(text, room - cell_len(tail)).rstrip() + CUT + tail, width)


def fit(text: str, width: int, *, right: bool = False) -> str:
    """Exactly `width` terminal cells of the text, padded or cut (the cut is marked)."""
    text = plain(text).replace("\n", " ").replace("\t", " ")
    length = cell_len(text)
    if length > width:
        return set_cell_size(text, max(0, width - 1)) + CUT[:width]
    return " " * (width - length) + text if right else text + " " * (width - length)
