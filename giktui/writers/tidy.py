"""A report as tidy rows, one a cell of the form and one a text: what CSV and Parquet have in common."""

from collections.abc import Iterator
from typing import NamedTuple

from giktui.report import Number, Report, paragraphs
from giktui.text.cleaning import plain
from giktui.writers.parts import title


class TidyRow(NamedTuple):
    """A cell with its labels and its `value` (None if blank), or a text, its paragraphs on lines of their own.

    `part` is `cell`, `title`, `preamble` or the id of a section: a text, or what is printed around a table.
    """

    agency: str
    year: int
    form: str
    part: str
    cell: str | None = None
    section: str | None = None
    row: str | None = None
    column: str | None = None
    value: Number | None = None
    text: str | None = None


def tidy_rows(report: Report) -> Iterator[TidyRow]:
    """Title, preamble, then section by section its text and its cells, blank ones too."""
    start = (plain(report.agency), report.year, report.form)
    yield TidyRow(*start, "title", text=title(report))
    yield TidyRow(*start, "preamble", text=whole_text(report.preamble))
    for section in report.definition.sections:
        text = whole_text(report.narratives.get(section.id, ""))
        if text or section.table is None:
            yield TidyRow(*start, section.id, section=section.title, text=text)
        if section.table is None:
            continue
        for cell in section.table.cells:
            row, column = section.table.row(cell.row), section.table.column(cell.column)
            labels = (section.title, " ".join([*row.under, row.label]), column.label)
            yield TidyRow(*start, "cell", cell.id, *labels, value=report.cells.get(cell.id))


def whole_text(text: str) -> str:
    """A text as one field: its paragraphs on lines of their own, no control characters."""
    return "\n".join(paragraphs(plain(text)))
