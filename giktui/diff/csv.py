"""A difference as CSV: one row a cell and one row a paragraph, for spreadsheets and programs.

`part` is the section's id. In a row of a cell `old_cells` and `new_cells` are its ids in the two reports (several where
a sum is compared) and `percent` is a plain number; in a row of a paragraph old and new are its texts. Text that a
spreadsheet would take for a formula begins with a '.
"""

from collections.abc import Iterator, Sequence

from giktui.diff import words
from giktui.diff.compare import Difference
from giktui.report import number_text
from giktui.text.cleaning import csv_line, guarded, plain

HEAD = ("part", "section", "row", "column", "old_cells", "new_cells", "old", "new", "difference", "percent")


def render(difference: Difference) -> str:
    """A head and the rows."""
    return "".join(map(csv_line, (HEAD, *_rows(difference))))


def _rows(difference: Difference) -> Iterator[Sequence[str]]:
    for cell in difference.cells:
        section = words.section_name(difference, cell.table)
        ids = [" + ".join(cell.old_cells), " + ".join(cell.new_cells)]
        numbers = [number_text(value) for value in (cell.old, cell.new, cell.delta, cell.percent)]
        yield [cell.table, section, *words.labels(cell), *ids, *numbers]
    for text in difference.texts:
        section = words.section_name(difference, text.part)
        for paragraph in text.paragraphs:
            if paragraph.kind != "same" or not text.changed:
                texts = [guarded(plain(paragraph.old)), guarded(plain(paragraph.new))]
                yield [text.part, section, "", "", "", "", *texts, "", ""]
