"""Lines of an Excel sheet that stand for less than they hold: what was merged written into every cell, lines hidden
beside the ones that replace them, a section's head that is only the name of its sheet."""

from collections.abc import Container, Iterable, Mapping

from giktui.text.patterns import compiled_late

Cells = dict[int, dict[int, str]]
"""What is in the cells, by line and column."""

_HEAD = compiled_late(r"[二三四五六]、\S{2,}")
_LABEL = 4
"""Letters of the shortest text that is a head or a label; a shorter one may be a word for a blank (未发生)."""


def head_of(title: str, cells: Mapping[int, Mapping[int, str]]) -> str:
    """The section's head that a sheet is named by, unless the sheet says it too; "" where it is none.

    Before the first section stands the title of the report, so that its head cannot come before all else.
    """
    if not _HEAD.match(title):
        return ""
    said = any(
        text.startswith(title[:4]) or (len(row) == 1 and text.startswith(title[:2]))
        for row in cells.values()
        for text in row.values()
    )
    return "" if said else title


def merge_repeated(cells: Cells) -> None:
    """Leaves a text that stands in neighbouring cells of a line in the first of them only, as if they were merged."""
    for row in cells.values():
        for column in sorted(row, reverse=True):
            text = row[column]
            if row.get(column - 1) == text and sum(map(str.isalpha, text)) >= _LABEL:
                del row[column]


def drop_replaced(cells: Cells, hidden: Container[int]) -> None:
    """Drops a hidden line of numbers whose words stand with numbers in a line that is shown."""
    shown = {words for line, row in cells.items() if line not in hidden and (words := _words(row.values()))}
    for line in [line for line, row in cells.items() if line in hidden and _words(row.values()) in shown]:
        del cells[line]


def _words(texts: Iterable[str]) -> tuple[str, ...]:
    """The words of a line that has numbers too."""
    words = tuple(text for text in texts if not text.isdecimal())
    return words if words and any(text.isdecimal() for text in texts) else ()
