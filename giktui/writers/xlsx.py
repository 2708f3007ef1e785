"""The report as an Excel workbook, a sheet a section, with live sums and live checks.

A total that its parts add up to is a formula, saved with its result. One that they do not add up to is the published
number: a formula would replace it by another when the file is opened. Beside and below a table, apart from it by an
empty column or line, stand the checks, always formulas: they say whether a sum agrees, or by how much it differs. A
blank total stays blank, and text is text: nothing that begins with = + - @ becomes a formula. Amounts are numbers,
their unit stands in the head. The name `giktui_form` tells readers what of a sheet is the report and not a check.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from giktui.form import Table
from giktui.report import Number, Report, around_table
from giktui.text.cleaning import plain
from giktui.text.width import width_of
from giktui.writers.annotated import COLOURS, Notes
from giktui.writers.layout import UNIT, Box, plan, shown
from giktui.writers.parts import preamble, sections, title
from giktui.writers.xlsx_sums import DIFFERS, Check, checks_of, field_name, places_of, total_formulas

NAME = "giktui_form"
"""The name of the range that is the report's, on every sheet that has checks."""

_TEXT_WIDTH = 90
_LABEL_WIDTHS = {"blocks": (24,), "grid": (8, 14, 40), "line": ()}
_VALUE_WIDTHS = {"blocks": 24, "grid": 9, "line": 9}
_GAP_WIDTH = 2
_LINE_HEIGHT = 15
_CHECK_WIDTH = 24
_PAPER_A4 = 9

_NOTED = ("count", "change", "amount", "section")
_COMMENT = {"x_scale": 2.5, "y_scale": 1.5, "font_size": 9}
_FORMATS: Mapping[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 16, "text_wrap": True, "align": "center"},
    "section": {"bold": True, "font_size": 13},
    "text": {"text_wrap": True, "valign": "top"},
    "item": {"border": 1, "bg_color": "#C6D9F1", "valign": "vcenter"},
    "corner": {"border": 1, "text_wrap": True, "valign": "vcenter", "italic": True},
    "head": {"border": 1, "text_wrap": True, "align": "center", "valign": "vcenter"},
    "group": {"border": 1, "text_wrap": True, "valign": "vcenter"},
    "label": {"border": 1, "text_wrap": True, "valign": "vcenter"},
    "count": {"border": 1, "align": "right", "valign": "vcenter"},
    "change": {"border": 1, "align": "right", "valign": "vcenter", "num_format": "+0;-0;0"},
    "amount": {"border": 1, "align": "right", "valign": "vcenter", "num_format": "0.####"},
    "check": {"font_color": "#666666", "align": "right", "valign": "vcenter"},
    "check label": {"font_color": "#666666"},
    "wrong": {"font_color": "#B00000", "bold": True, "bg_color": "#FDE0DC"},
}

_LONGEST_TEXT = 32_000
"""Characters of a cell; Excel takes 32,767."""


def write(report: Report, notes: Notes = Notes()) -> bytes:  # noqa: B008
    """The workbook as bytes, with notes as comments and colours where there are some; needs XlsxWriter."""
    from xlsxwriter import Workbook

    held = BytesIO()
    with Workbook(held, {"in_memory": True}) as book:
        created = datetime(report.year, 12, 31)
        book.set_properties({"title": title(report), "author": plain(report.agency), "created": created})
        styles = {name: book.add_format(properties) for name, properties in _FORMATS.items()}
        for severity, colour in COLOURS.items() if notes.cells or notes.sections else ():
            for kind in _NOTED:
                styles[f"{kind} {severity}"] = book.add_format({**_FORMATS[kind], "bg_color": colour})
        texts = [(title(report), "title"), *((text, "text") for text in preamble(report))]
        for section, own, _behind in sections(report):
            sheet = book.add_worksheet(section.title)
            sheet.set_paper(_PAPER_A4)
            sheet.fit_to_pages(1, 0)
            if section.table and section.table.layout != "blocks":
                sheet.set_landscape()
            texts += [(section.title, "section"), *((text, "text") for text in own)]
            texts = [(piece, style) for text, style in texts for piece in _pieces(text)]
            for line, (text, style) in enumerate(texts):
                if section.table and style == "text":
                    _across(sheet, line, text, section.table, styles)
                else:
                    sheet.write_string(line, 0, text, styles[style])
                if style == "section" and section.id in notes.sections:
                    note = notes.sections[section.id]
                    sheet.write_string(line, 0, text, styles[f"section {note.severity}"])
                    sheet.write_comment(line, 0, plain(note.text), _COMMENT)
            if section.table:
                last = _table(sheet, report, section.table, (len(texts), notes), styles)
                book.define_name(f"'{section.title}'!{NAME}", f"='{section.title}'!$A$1:{last}")
            else:
                sheet.set_column(0, 0, _TEXT_WIDTH)
            texts = []
    return held.getvalue()


def _pieces(text: str) -> list[str]:
    """The text in pieces that a cell can hold: XlsxWriter would leave out what is too much, and say so to nobody."""
    return [text[start : start + _LONGEST_TEXT] for start in range(0, len(text), _LONGEST_TEXT)] or [""]


def _across(sheet: Any, line: int, text: str, table: Table, styles: Mapping[str, Any]) -> None:
    """Writes a paragraph over all columns of a table, in a line as high as it needs."""
    drawn = plan(table)
    labels = _LABEL_WIDTHS[table.layout]
    width = sum(labels) + _VALUE_WIDTHS[table.layout] * (drawn.width - len(labels))
    sheet.merge_range(line, 0, line, drawn.width - 1, "", styles["text"])
    sheet.write_string(line, 0, text, styles["text"])
    sheet.set_row(line, _LINE_HEIGHT * (1 + width_of(text) // width))


def _table(sheet: Any, report: Report, table: Table, where: tuple[int, Notes], styles: Mapping[str, Any]) -> str:
    """Writes a table that begins in line `top`, the paragraphs behind it, and its checks; gives the name of the last
    field that is the report's."""
    (top, notes), drawn = where, plan(table)
    _before, behind = around_table(plain(report.narratives.get(table.id, "")))
    formulas = total_formulas(report, table, places_of(table, top))
    for column in range(drawn.width):
        labels = _LABEL_WIDTHS[table.layout]
        sheet.set_column(column, column, labels[column] if column < len(labels) else _VALUE_WIDTHS[table.layout])
    sheet.set_column(drawn.width, drawn.width, _GAP_WIDTH)
    for box in drawn.boxes:
        first, last = (top + box.row, box.column), (top + box.row + box.rows - 1, box.column + box.columns - 1)
        note = notes.cells.get(box.cell) if box.cell else None
        style = styles[f"{_style(table, box)} {note.severity}" if note else _style(table, box)]
        if note:
            sheet.write_comment(*first, plain(note.text), _COMMENT)
        if first != last:
            sheet.merge_range(*first, *last, "", style)
        value = report.cells.get(box.cell)
        if box.text:
            sheet.write_string(*first, _text(table, box), style)
        elif value is None:
            sheet.write_blank(*first, None, style)
        elif box.cell in formulas:
            sheet.write_formula(*first, formulas[box.cell], style, value)
        elif _kept(value):
            sheet.write_number(*first, value, style)
        else:
            sheet.write_string(*first, shown(value), style)
    for line, text in enumerate(behind, top + drawn.height):
        _across(sheet, line, text, table, styles)
    _checks(sheet, checks_of(report, table, places_of(table, top), len(behind)), styles)
    end = top + drawn.height - 1 + len(behind)
    sheet.print_area(0, 0, end, drawn.width - 1)
    if drawn.heads and drawn.labels:
        sheet.freeze_panes(top + drawn.heads, drawn.labels)
    return field_name((end, drawn.width - 1), "$")


def _kept(value: Number) -> bool:
    """Whether Excel keeps all digits of the number; a number in a workbook is a float, written with 16 digits."""
    return Decimal(repr(float(f"{float(value):.16G}"))) == value


def _checks(sheet: Any, checks: Iterable[Check], styles: Mapping[str, Any]) -> None:
    for check in checks:
        if check.place[1] == check.label_place[1]:
            sheet.set_column(check.place[1], check.place[1], _CHECK_WIDTH)
        sheet.write_string(*check.label_place, check.label, styles["check label"])
        sheet.write_formula(*check.place, check.formula, styles["check"], check.result)
        wrong = {"type": "text", "criteria": "begins with", "value": DIFFERS, "format": styles["wrong"]}
        sheet.conditional_format(*check.place, *check.place, wrong)


def _style(table: Table, box: Box) -> str:
    return table.column(box.cell.rsplit(".", 1)[1]).kind if box.cell else box.part


def _text(table: Table, box: Box) -> str:
    """A box's text; the head of an amount states the unit, that the amount can be a number."""
    amounts = {column.label for column in table.columns if column.kind == "amount"}
    bare = box.part == "head" and box.text in amounts and UNIT not in box.text
    return f"{box.text}（{UNIT}）" if bare else box.text
