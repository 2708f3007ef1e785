"""The report as Parquet, for DuckDB, pandas and Spark: the rows of the tidy CSV, numbers as exact decimals.

`agency, year, form, part, cell, section, row, column, value, text`: a number of the form is in `value` (null where the
cell is blank), a text in `text`. Needs the extra `lake`. `giktui lake write` writes whole databases.
"""

import io
from decimal import Decimal
from typing import Any

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.report import Report, paragraphs
from giktui.writers.parts import title

DIGITS, DECIMALS = 38, 15


def write(report: Report) -> bytes:
    """The file. Raises GiktuiError where pyarrow is not installed, or a number has more digits than it can hold."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ModuleNotFoundError as error:
        text = _("写 Parquet 要另装组件，请运行：pip install 'giktui[lake]'")
        raise GiktuiError(text) from error
    words = pa.string()
    names = ("agency", "year", "form", "part", "cell", "section", "row", "column", "value", "text")
    kinds = (words, pa.int32(), *[words] * 6, pa.decimal128(DIGITS, DECIMALS), words)
    try:
        columns = zip(*_rows(report), strict=True)
        arrays = [pa.array(column, kind) for column, kind in zip(columns, kinds, strict=True)]
    except pa.ArrowInvalid as error:
        text = _("{agency}{year}年的报告里有位数太多的数，不能写成 Parquet。请先核对。")
        raise GiktuiError(text.format(agency=report.agency, year=report.year)) from error
    file = io.BytesIO()
    parquet.write_table(pa.table(arrays, names=list(names)), file, compression="zstd")
    return file.getvalue()


def _rows(report: Report) -> list[tuple[Any, ...]]:
    form = report.definition
    start = (report.agency, report.year, report.form)
    rows: list[tuple[Any, ...]] = [
        (*start, "title", None, None, None, None, None, title(report)),
        (*start, "preamble", None, None, None, None, None, "\n".join(paragraphs(report.preamble))),
    ]
    for section in form.sections:
        if section.table is None:
            text = "\n".join(paragraphs(report.narratives.get(section.id, "")))
            rows.append((*start, section.id, None, section.title, None, None, None, text))
            continue
        for cell in section.table.cells:
            row, column = section.table.row(cell.row), section.table.column(cell.column)
            label = " ".join([*row.under, row.label])
            value = report.cells.get(cell.id)
            exact = None if value is None else Decimal(value)
            rows.append((*start, "cell", cell.id, section.title, label, column.label, exact, None))
    return rows
