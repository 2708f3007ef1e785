"""What is put into a text from elsewhere: a paragraph of last year's, a figure of the tables."""

from collections.abc import Callable

from giktui.i18n import _
from giktui.report import paragraphs
from giktui.tui.dialogs.questions import Questions
from giktui.tui.report_session import ReportSession
from giktui.tui.widgets.entry_grid.typing import shown
from giktui.tui.widgets.part_text import PartText
from giktui.wording.cells import cell_label

_HERE = "\ue000"
"""Marks a place in a text that is tidied."""


class TextInsertions:
    """Asks what is to be put in, and puts it in at the cursor."""

    def __init__(self, session: ReportSession, ask: Questions, say: Callable[[str], None]) -> None:
        self.session, self.ask, self.say = session, ask, say
        self._taken: dict[str, int] = {}

    async def take_paragraph(self, text: PartText) -> None:
        """Choose a paragraph of last year's text; it comes in below the cursor's. What of it the tables contradict is
        said here, and underlined in the text."""
        found = paragraphs(self.session.stored.last_text(text.part))
        if not found or text.read_only:
            self.say(_("现在只能查看") if text.read_only else _("上年没有这一部分的文字"))
            return
        options = []
        for paragraph in found:
            wrong = self.session.contradictions(text.part, paragraph)
            options.append((_("! {n} 处与今年的表不符  ").format(n=wrong) if wrong else "") + paragraph)
        begin = min(self._taken.get(text.part, -1) + 1, len(found) - 1)
        chosen = await self.ask.choose(_("取用上年的哪一段？"), options, chosen=begin)
        if chosen is None:
            return
        self._taken[text.part] = chosen
        row = text.cursor_location[0]
        line = text.document.get_line(row)
        text.insert(f"\n{found[chosen]}" if line.strip() else found[chosen], (row, len(line)))
        text.move_cursor((row + bool(line.strip()), len(found[chosen])))

    async def insert_figure(self, text: PartText) -> tuple[int, int, str] | None:
        """Choose a number of the tables by name, and put it in at the cursor; where it stands in the tidied text, how
        long it is, and its cell. None where none was chosen."""
        form = self.session.form
        cells = [(cell, value) for cell, value in self.session.cells.items() if cell in form.cells]
        names = [f"{cell_label(form, cell)}  {shown(value, form.cells[cell].kind)}" for cell, value in cells]
        if not names:
            self.say(_("表中还没有数"))
            return None
        chosen = await self.ask.choose(_("插入哪个数？"), names)
        if chosen is None or text.read_only:
            return None
        cell, value = cells[chosen]
        written = shown(value, form.cells[cell].kind)
        text.insert(written)
        end = text.index(text.cursor_location)
        before = text.text[: end - len(written)] + _HERE + text.text[end - len(written) :]
        return text.tidied(before).find(_HERE), len(written), cell
