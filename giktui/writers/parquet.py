"""The report as Parquet, for DuckDB, pandas and Spark: the rows of the tidy CSV, numbers as exact decimals.

`agency, year, form, part, cell, section, row, column, value, text`: a number of the form is in `value` (null where the
cell is blank), a text in `text`. Needs the extra `lake`. `giktui lake write` writes whole databases.
"""

import io
from decimal import Decimal

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.report import Report
from giktui.writers.tidy import TidyRow, tidy_rows

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
    kinds = (words, pa.int32(), *[words] * 6, pa.decimal128(DIGITS, DECIMALS), words)
    try:
        columns = zip(*map(_exact, tidy_rows(report)), strict=True)
        arrays = [pa.array(column, kind) for column, kind in zip(columns, kinds, strict=True)]
    except pa.ArrowInvalid as error:
        text = _("{agency}{year}年的报告里有位数太多的数，不能写成 Parquet。请先核对。")
        raise GiktuiError(text.format(agency=report.agency, year=report.year)) from error
    file = io.BytesIO()
    parquet.write_table(pa.table(arrays, names=list(TidyRow._fields)), file, compression="zstd")
    return file.getvalue()


def _exact(row: TidyRow) -> TidyRow:
    return row if row.value is None else row._replace(value=Decimal(row.value))
