"""The report as CSV, for programs and spreadsheets: one tidy row a cell, or one wide row a report.

Tidy: `agency,year,form,part,cell,section,row,column,value`. `part` is `title`, `preamble`, the id of a section (the
value is its text, or the one around its table, paragraphs on lines of their own; a table without one has no such row)
or `cell`, one row for every cell of the form; a blank cell has an empty value. Wide: agency, year, form, title,
preamble, the narratives, a column for every cell id, and the texts around the tables.
Text that a spreadsheet would take for a formula begins with a ' that is taken away again on reading; numbers, negative
ones too, are numbers and stay as they are.
"""

from collections.abc import Iterable, Iterator, Sequence

from giktui.form import FORM_IDS, load_form
from giktui.report import Report
from giktui.text.cleaning import csv_line, guarded, plain
from giktui.writers.layout import shown
from giktui.writers.parts import title
from giktui.writers.tidy import TidyRow, tidy_rows, whole_text

TIDY = ("agency", "year", "form", "part", "cell", "section", "row", "column", "value")
"""The head of the tidy form."""


def write(report: Report) -> str:
    """One report, tidy, with its head."""
    return "".join(stream([report]))


def write_wide(report: Report) -> str:
    """One report in one row, under a head of its own form's cells."""
    return "".join(stream_wide([report], [report.form]))


def stream(reports: Iterable[Report]) -> Iterator[str]:
    """The lines of a tidy CSV of many reports, as they come: nothing is held."""
    yield csv_line(TIDY)
    for report in reports:
        yield from (csv_line(_fields(row)) for row in tidy_rows(report))


def stream_wide(reports: Iterable[Report], forms: Sequence[str] = FORM_IDS) -> Iterator[str]:
    """The lines of a wide CSV of many reports; its columns are the cells of those forms."""
    definitions = [load_form(id) for id in forms]
    cells = list(dict.fromkeys(id for form in definitions for id in form.cells))
    texts = list(dict.fromkeys(section.id for form in definitions for section in form.narratives))
    around = list(dict.fromkeys(table.id for form in definitions for table in form.tables))
    yield csv_line(["agency", "year", "form", "title", "preamble", *texts, *cells, *around])
    for report in reports:
        written = [report.preamble, *(report.narratives.get(id, "") for id in texts)]
        yield csv_line(
            [guarded(plain(report.agency)), str(report.year), report.form, guarded(title(report))]
            + [guarded(whole_text(text)) for text in written]
            + [shown(report.cells.get(id)) for id in cells]
            + [guarded(whole_text(report.narratives.get(id, ""))) for id in around]
        )


def _fields(row: TidyRow) -> list[str]:
    place = [row.cell or "", row.section or "", row.row or "", row.column or ""]
    value = shown(row.value) if row.part == "cell" else guarded(row.text or "")
    return [guarded(row.agency), str(row.year), row.form, row.part, *place, value]
