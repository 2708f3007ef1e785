"""The reply sheet: an Excel table with a row for each item of a notice, written to be filled in."""

from collections.abc import Mapping
from io import BytesIO

from giktui.form import Form, load_form
from giktui.review.notice import Item, Notice, place_of, stands_text
from giktui.text.cleaning import plain
from giktui.wording.cells import cell_label

TITLE = "整改回复表"
HEADS = ("序号", "级别", "规则", "位置", "现在是", "应为", "问题", "建议", "更正哪一格", "更正为", "不改的理由")
NUMBER, CELL, VALUE, REASON = HEADS[0], HEADS[8], HEADS[9], HEADS[10]
TOLD = HEADS[1:8]
"""The columns that say what was found, and are not to be filled in."""
_WIDTHS = (6, 8, 20, 34, 24, 12, 48, 28, 26, 16, 40)
_SEVERITIES = {"error": "错误", "soft": "须说明", "warning": "警告", "info": "提示"}
_SAID = (
    "请逐条填写：改的，在“更正为”写正确的数（文字问题写更正后的整段文字）；不改的，在“不改的理由”写明理由。"
    "一条要改几格的，复制该行，每格一行。其他各列请勿改动。"
)
_LOOKS: Mapping[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 14},
    "head": {"bold": True, "text_wrap": True, "border": 1, "bg_color": "#D9E2EC", "align": "center"},
    "told": {"text_wrap": True, "valign": "top", "border": 1},
    "answer": {"text_wrap": True, "valign": "top", "border": 1, "bg_color": "#FFF8DC", "num_format": "@"},
}
_LISTED = 255
"""Characters that the list of choices in an Excel field may have."""


def reply_sheet(notice: Notice) -> bytes:
    """The sheet to be filled in, as an Excel file. What the answer should be stands beside it, not in its place."""
    from xlsxwriter import Workbook

    form = load_form(notice.form)
    held = BytesIO()
    with Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(TITLE)
        styles = {name: book.add_format(look) for name, look in _LOOKS.items()}
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, TITLE, styles["title"])
        told = f"{notice.agency}{notice.year}年  期限 {notice.deadline.isoformat()}  编号 GIKTUI-{notice.token}"
        sheet.write_string(1, 0, plain(told))
        sheet.write_string(2, 0, _SAID)
        for column, text in enumerate(HEADS):
            sheet.write_string(3, column, text, styles["head"])
        for line, item in enumerate(notice.items, 4):
            labels = [cell_label(form, cell) for cell in item.cells]
            chosen = cell_label(form, item.part) if item.part in form.cells else ""
            sheet.write_number(line, 0, item.number, styles["told"])
            for column, text in enumerate(told_texts(form, item), 1):
                sheet.write_string(line, column, plain(text), styles["told"])
            sheet.write_string(line, 8, chosen, styles["answer"])
            if len(labels) > 1 and len(",".join(labels)) < _LISTED:
                sheet.data_validation(
                    line, 8, line, 8, {"validate": "list", "source": labels, "error_type": "information"}
                )
            sheet.write_blank(line, 9, None, styles["answer"])
            sheet.write_blank(line, 10, None, styles["answer"])
        sheet.freeze_panes(4, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
    return held.getvalue()


def told_texts(form: Form, item: Item) -> tuple[str, ...]:
    """What the columns of TOLD say of an item."""
    return (
        _SEVERITIES[item.severity],
        item.rule,
        place_of(form, item),
        stands_text(form, item),
        item.should,
        item.message,
        item.suggestion,
    )
