"""What the line below a text says of it and of where the cursor is."""

from giktui.i18n import _
from giktui.report import paragraphs
from giktui.tui.report_session import ReportSession
from giktui.tui.widgets.part_text import PartText
from giktui.tui.widgets.text_lines import Piece
from giktui.wording.parts import part_name


def text_summary(session: ReportSession, text: PartText) -> list[Piece]:
    """How long the text is and where the cursor; in its place a comment on the paragraph, or the cell that the number
    under the cursor follows; and whether the text is saved."""
    characters = sum(not character.isspace() for character in text.text)
    row, column = text.cursor_location
    name = part_name(session.form, text.part)
    said = _(" {name}  {n} 字  {p} 段  第 {row} 段第 {column} 字").format(
        name=name, n=characters, p=len(paragraphs(text.text)), row=row + 1, column=column + 1
    )
    remark = session.stored.remark_on(text.part, text.document.get_line(row).strip())
    if remark:
        said = _(" {name}  第 {row} 段  批注 {text}").format(name=name, row=row + 1, text=remark)
    source = session.stored.source_at(text.part, text.index((row, column))) if text.text == text.saved else ""
    if source:
        said = _(" {source}（随表中的数）").format(source=source)
    return [(said, "plain"), ("" if text.tidy == text.saved else _("  未保存"), "warning")]


def paragraph_of(text: PartText) -> int | None:
    """The number of the paragraph the cursor is in, from 1 on, as the text is stored; None in a blank line."""
    row = text.cursor_location[0]
    lines = [line.strip() for line in text.document.lines[: row + 1]]
    return sum(map(bool, lines)) if lines and lines[-1] and text.part != "title" else None
