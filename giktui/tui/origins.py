"""What the ways in which a value comes into a report are called."""

from typing import TYPE_CHECKING

from rich.cells import cell_len

from giktui.tui.safe_text import line
from giktui.wording.origins import origins

if TYPE_CHECKING:
    from giktui.store import Edit


_OF_AGENCIES = ("rename", "move", "name", "brought", "succeed", "merge")


def origin_width() -> int:
    """The cells that a column of these names takes; a name of agencies, which no report's history has, may be cut."""
    return max(cell_len(words.short) for id, words in origins().items() if id not in _OF_AGENCIES)


def detail_words(edit: "Edit") -> str:
    """What the journal adds to an edit, on a line."""
    from giktui.store import detail_words

    return line(detail_words(edit))
