"""The report as text a person reads in a terminal or a mail: six sections, framed tables of at most 96 columns.

Between two rules stands one row, its labels wrapped as need be, so that a field is blank only where the cell is. Group
labels have a row of their own. Glyphs that some terminals draw one column wide and others two are replaced inside the
frame. A paragraph is one line, indented as Chinese paragraphs are: nothing but a table begins with + or |.
"""

from collections.abc import Mapping, Sequence

from giktui.form import Table
from giktui.report import Number, Report
from giktui.text.width import width_of
from giktui.writers.frame import Align, Field, draw
from giktui.writers.layout import plan, shown_in
from giktui.writers.parts import preamble, sections, title

WIDTH = 96
"""Columns of the widest table, unless its numbers need more."""

_NARROWEST_LABEL = 24
_AMBIGUOUS = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "—": "-", "·": "-"})


def write(report: Report) -> str:
    """Title, preamble and the six sections, with a blank line between paragraphs and around tables."""
    blocks = [title(report), *map(_paragraph, preamble(report))]
    for section, texts, behind in sections(report):
        blocks.append(section.title)
        blocks.extend(map(_paragraph, texts))
        if section.table:
            blocks.append(framed(section.table, report.cells))
        blocks.extend(map(_paragraph, behind))
    return "\n\n".join(blocks) + "\n"


def framed(table: Table, cells: Mapping[str, Number]) -> str:
    """One table of the form in its frame; `cells` are the report's."""
    rows = _rows(table, cells)
    return draw(rows, _widths(rows, labelled=plan(table).labels > 0))


def _paragraph(text: str) -> str:
    return f"　　{text}".replace("\t", " ")


def _rows(table: Table, cells: Mapping[str, Number]) -> list[list[Field]]:
    """The plan's lines with a single column of labels: the corner's note and each group get a row of their own."""
    drawn = plan(table)
    extra = max(0, drawn.labels - 1)
    count = drawn.width - extra
    rows: list[list[Field]] = []
    for boxes in drawn.rows():
        fields: dict[int, Field] = {}
        for box in boxes:
            text = box.text.translate(_AMBIGUOUS)
            if box.part in ("corner", "group"):
                rows.append([Field(text, count, indent=2 * box.column)])
            elif box.part == "label":
                fields[0] = Field(text, indent=2 * box.column)
            elif box.part == "value":
                value = shown_in(table, box.cell, cells.get(box.cell))
                fields[box.column - extra] = Field(value, box.columns, "right")
            else:
                align: Align = "left" if box.part == "item" else "center"
                fields[box.column - extra] = Field(text, box.columns, align)
        row: list[Field] = []
        while (place := sum(field.span for field in row)) < count:
            row.append(fields.get(place, Field("")))
        rows.append(row)
    return rows


def _widths(rows: Sequence[Sequence[Field]], *, labelled: bool) -> list[int]:
    """Widths of the columns: numbers are never wrapped, heads may be, labels get what is left."""
    count = sum(field.span for field in rows[0])
    narrow = 4 if count > 10 else 6
    widths = [narrow] * count
    for row in rows:
        place = 0
        for field in row:
            place += field.span
            need = width_of(field.text) + (2 if count <= 10 else 0)
            if field.align == "center" and field.span == 1 and count <= 10 and need <= (8 if count > 4 else WIDTH):
                widths[place - 1] = max(widths[place - 1], need)
            elif field.align == "right":
                taken = sum(widths[place - field.span : place]) + field.span - 1
                widths[place - 1] += max(0, need - taken)
    if labelled:
        labels = [row[0] for row in rows if row[0].span == 1 and row[0].align == "left"]
        longest = max(width_of(label.text) + label.indent for label in labels) + 2
        widths[0] = min(longest, max(_NARROWEST_LABEL, WIDTH - sum(widths[1:]) - count - 1))
    return widths
