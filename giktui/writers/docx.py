"""The report as a Word document: the official blank, filled.

Tables, merges, heads, shading and widths are those of the template of the form in force (国办公开办函〔2021〕30号).
"""

from collections.abc import Iterator
from datetime import datetime
from html import escape
from io import BytesIO
from typing import Any

from giktui.form import Table
from giktui.report import Report
from giktui.text.cleaning import plain
from giktui.text.patterns import compiled_late
from giktui.writers.docx_page import NOTE_FONT, TABLE_FONT, prepare, undated
from giktui.writers.layout import Box, Plan, plan, shown_in
from giktui.writers.parts import preamble, sections, title

_WIDTH = 9740
"""Of every table, in twentieths of a point: wider than the text, as in the template."""

_GROUP_WIDTHS = (754, 921)
_VALUE_WIDTH = 685
_LEAST_HEIGHT = 340
_SIZE, _SMALLEST = 20, 10
"""Of text in tables, in half points. A number too long for its column is set smaller, never broken over two lines."""

_DIGIT = 0.65
"""The width of a digit as a part of the font's size, in the widest fonts that stand in for the official ones."""

_ITEM_FILL = "C6D9F1"
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_NOTED = compiled_late(r"(.+?)(（[^（）]{8,}）)")


def write(report: Report) -> bytes:
    """The document as bytes; needs python-docx."""
    from docx import Document

    document = Document()
    prepare(document, title(report), plain(report.agency), datetime(report.year, 12, 31))
    document.add_paragraph(title(report), style="Title")
    for text in preamble(report):
        document.add_paragraph(text)
    for section, texts, behind in sections(report):
        document.add_paragraph(section.title, style="Heading 1")
        for text in texts:
            document.add_paragraph(text)
        if section.table:
            _append(document, table_xml(section.table, report))
        for text in behind:
            document.add_paragraph(text)
    held = BytesIO()
    document.save(held)
    return undated(held.getvalue())


def _append(document: Any, xml: str) -> None:
    from docx.oxml import parse_xml

    document.element.body.insert(len(document.element.body) - 1, parse_xml(xml))


def table_xml(table: Table, report: Report) -> str:
    """The table as a `w:tbl` element; what is merged in the form is merged here."""
    drawn = plan(table)
    widths = _widths(drawn)
    edges = "".join(f'<w:{edge} w:val="single" w:sz="8" w:space="0" w:color="auto"/>' for edge in _EDGES)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(_row(drawn, line, table, report, widths) for line in range(drawn.height))
    return (
        f'<w:tbl {_NAMESPACE}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _widths(drawn: Plan) -> list[int]:
    if drawn.labels <= 1:
        return [_WIDTH // drawn.width] * drawn.width
    groups = list(_GROUP_WIDTHS[: drawn.labels - 1])
    values = [_VALUE_WIDTH] * (drawn.width - drawn.labels)
    return [*groups, _WIDTH - sum(groups) - sum(values), *values]


def _row(drawn: Plan, line: int, table: Table, report: Report, widths: list[int]) -> str:
    cells = "".join(
        _cell(box, line, table, report, sum(widths[box.column : box.column + box.columns]))
        for box in _standing(drawn, line)
    )
    head = "<w:tblHeader/>" if line < drawn.heads and drawn.labels else ""
    height = f'<w:trHeight w:val="{_LEAST_HEIGHT}" w:hRule="atLeast"/>'
    return f'<w:tr><w:trPr><w:cantSplit/>{height}{head}<w:jc w:val="center"/></w:trPr>{cells}</w:tr>'


def _standing(drawn: Plan, line: int) -> Iterator[Box]:
    """The boxes that stand in a line, those that began above it included, from left to right."""
    boxes = (box for box in drawn.boxes if box.row <= line < box.row + box.rows)
    return iter(sorted(boxes, key=lambda box: box.column))


def _cell(box: Box, line: int, table: Table, report: Report, width: int) -> str:
    span = f'<w:gridSpan w:val="{box.columns}"/>' if box.columns > 1 else ""
    merge = ""
    if box.rows > 1:
        merge = '<w:vMerge w:val="restart"/>' if line == box.row else "<w:vMerge/>"
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{_ITEM_FILL}"/>' if box.part == "item" else ""
    text = shown_in(table, box.cell, report.cells.get(box.cell)) if box.cell else box.text
    size = _fitting(text, width) if box.cell else _SIZE
    margins = '<w:tcMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tcMar>' if box.cell else ""
    centred = box.part in ("head", "value") or (box.part == "label" and table.layout == "blocks")
    paragraph = _paragraph(box, text if line == box.row else "", size, "center" if centred else "left")
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{fill}{margins}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph}</w:tc>"


def _fitting(text: str, width: int) -> int:
    """The size in half points at which a number fits into `width` twentieths of a point."""
    return max(_SMALLEST, min(_SIZE, int(width / (10 * _DIGIT * max(1, len(text))))))


def _paragraph(box: Box, text: str, size: int, aligned: str) -> str:
    """A paragraph of the table; a note, and the note at the end of a label, is in 楷体, as the template has it."""
    noted = _NOTED.fullmatch(text) if box.part == "label" else None
    if noted:
        runs = _run(noted[1], TABLE_FONT, size) + _run(noted[2], NOTE_FONT, size)
    else:
        runs = _run(text, NOTE_FONT if box.part == "corner" else TABLE_FONT, size)
    return (
        '<w:p><w:pPr><w:widowControl/><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        f'<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="{aligned}"/></w:pPr>{runs}</w:p>'
    )


def _run(text: str, font: str, size: int) -> str:
    if not text:
        return ""
    fonts = " ".join(f'w:{script}="{font}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    properties = f'<w:rFonts w:hint="eastAsia" {fonts}/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(plain(text))}</w:t></w:r>'
