"""The notice as a Word page: what was found, what stands, what it should be, why, and until when to answer."""

from datetime import datetime
from io import BytesIO

from giktui.form import load_form
from giktui.review.notice import Notice, place_of, stands_text
from giktui.text.cleaning import plain

_HEADS = ("序号", "位置", "现在是", "应为", "问题", "依据")
_WIDTHS = (1.1, 3.2, 2.6, 1.6, 4.4, 2.2)
"""Of the columns, in centimetres."""


def notice_page(notice: Notice) -> bytes:
    """The page as a .docx file; the same notice gives the same bytes."""
    from docx import Document
    from docx.shared import Cm, Pt

    from giktui.checks import explanation
    from giktui.writers.docx_page import prepare, undated

    form = load_form(notice.form)
    heading = f"关于{plain(notice.agency)}{notice.year}年政府信息公开工作年度报告的整改通知"
    document = Document()
    prepare(document, heading, "", datetime.combine(notice.written, datetime.min.time()))
    document.add_paragraph(heading, style="Title")
    document.add_paragraph(f"{plain(notice.agency)}：")
    told = (
        f"经核查，贵单位{notice.year}年度报告有下列{len(notice.items)}项需要更正或者说明。请于{_day(notice.deadline)}前"
    )
    document.add_paragraph(told + "填写所附《整改回复表》（Excel）并退回：改的写明正确的数，不改的写明理由。")
    table = document.add_table(rows=1, cols=len(_HEADS), style="Table Grid")
    table.autofit = False
    rows = [_HEADS]
    rows += [
        (
            str(item.number),
            place_of(form, item),
            stands_text(form, item),
            item.should,
            "\n".join(filter(None, (item.message, item.suggestion and f"建议：{item.suggestion}"))),
            f"{item.rule}\n{explanation(item.rule).source}",
        )
        for item in notice.items
    ]
    for number, texts in enumerate(rows):
        line = table.rows[0] if number == 0 else table.add_row()
        for column, (cell, text) in enumerate(zip(line.cells, texts, strict=True)):
            cell.width = Cm(_WIDTHS[column])
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.first_line_indent = 0
            paragraph.paragraph_format.line_spacing = 1
            run = paragraph.add_run(plain(text))
            run.font.size, run.font.bold = Pt(9), number == 0
    document.add_paragraph("")
    document.add_paragraph(f"通知编号：GIKTUI-{notice.token}")
    document.add_paragraph(_day(notice.written))
    held = BytesIO()
    document.save(held)
    return undated(held.getvalue())


def _day(day: object) -> str:
    year, month, date = str(day).split("-")
    return f"{int(year)}年{int(month)}月{int(date)}日"
