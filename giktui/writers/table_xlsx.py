"""Any table as an Excel sheet: heads that stay in sight, a filter over them, text that never is a formula."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from giktui.text.cleaning import plain

_WIDEST = 60


def write_table(name: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The workbook as bytes; numbers stay numbers, all else is text. `name` is the sheet's; no row is held."""
    from xlsxwriter import Workbook

    held = BytesIO()
    widths = [len(head) * 2 for head in heads]
    with Workbook(held, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(name)
        head = book.add_format({"bold": True, "bg_color": "#D9E2EC"})
        for column, text in enumerate(heads):
            sheet.write_string(0, column, text, head)
        last = 0
        for last, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, int):
                    sheet.write_number(last, column, value)
                elif value is not None and value != "":
                    text = plain(str(value))
                    sheet.write_string(last, column, text)
                    widths[column] = max(widths[column], min(_WIDEST, 2 * len(text)))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(_WIDEST, width + 2))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(heads) - 1)
    return held.getvalue()
