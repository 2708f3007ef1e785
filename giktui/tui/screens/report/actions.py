"""What can be done in a report, action by action. The screen itself (`report`) shows it."""

from functools import partial

from textual import on, work

from giktui.form import row_label
from giktui.i18n import _
from giktui.tui.report_parts import parts_of, section_of
from giktui.tui.screens.report import words
from giktui.tui.screens.report.double_entry import DoubleEntry
from giktui.tui.screens.report.editing import ReportSaving
from giktui.tui.widgets.entry_grid import EntryGrid


class ReportDeeds(ReportSaving):
    """The actions of the report screen on sections, findings, cells and texts."""

    # -- going about --------------------------------------------------------------------------------------------

    async def action_section(self, number: int) -> None:
        """Alt+1 … Alt+6: a section; Alt+0: title and preamble."""
        await self.show_part(parts_of(self.form)[number])

    async def action_next_section(self) -> None:
        """The part below."""
        await self._step_section(1)

    async def action_previous_section(self) -> None:
        """The part above."""
        await self._step_section(-1)

    async def _step_section(self, by: int) -> None:
        parts = parts_of(self.form)
        await self.show_part(parts[(parts.index(self.part) + by) % len(parts)])

    async def action_next_finding(self) -> None:
        """F3: to the next finding."""
        await self._step_finding(1)

    async def action_previous_finding(self) -> None:
        """Shift+F3: to the one before."""
        await self._step_finding(-1)

    async def _step_finding(self, by: int) -> None:
        self.leave_cell()
        if self.refused_while_verifying():
            return
        self.check()
        findings = self.open_findings()
        if not findings:
            self.say(_("没有发现问题"))
            return
        if self.finding < 0:
            self.finding = 0 if by > 0 else len(findings) - 1
        else:
            self.finding = (self.finding + by) % len(findings)
        finding = findings[self.finding]
        part = section_of(finding, self.form)
        if part is not None:
            await self.show_part(part, words.cell_to_mend(finding, self.session))
        if self.editor is not None and finding.span is not None:
            self.editor.select(finding.span)
        self.show_all()

    @work
    async def action_find(self) -> None:
        """Find a row of any table by its words."""
        from giktui.tui.dialogs.asking import Choose

        self.leave_cell()
        rows = [(table, row) for table in self.form.tables for row in table.rows]
        names = [row_label(row) for _table, row in rows]
        others = [" ".join([row.label, *row.under, *row.also]) for _table, row in rows]
        chosen = await self.app.push_screen_wait(Choose(_("找哪一行？"), names, words=others))
        if chosen is not None:
            table, row = rows[chosen]
            await self.show_part(table.id, f"{table.id}.{row.id}.{row.columns[0]}")

    async def action_toggle_last(self) -> None:
        """F4: last year's values or text beside this year's."""
        if self.session.last is None:
            self.say(_("库中没有上年的报告"))
        elif self.grid is not None:
            self.grid.action_toggle_last()
        elif self.editor is not None:
            await self.editor.toggle_last()

    def action_explain(self) -> None:
        """F1: what this cell counts, its rules with the numbers in them; F1 again lists all keys."""
        from giktui.tui.screens.report.help import ReportHelp, cell_help, text_help

        self.leave_cell()
        if self.grid is not None:
            second = self.verifying.second if self.verifying is not None else None
            text = cell_help(self.session, self.grid.cursor, self.open_findings(), second)
        else:
            text = text_help(self.session, self.part, self.open_findings())
        self.app.push_screen(ReportHelp(text, ("grid" if self.grid is not None else "narrative", "report", "app")))

    # -- changing -----------------------------------------------------------------------------------------------

    def action_save(self) -> None:
        """Ctrl+S: everything is saved anyway; say so."""
        self.leave_cell()
        if not self.session.unsaved:
            self.say(_("已保存（离开单元格时自动保存，不必手动）"))

    @work
    async def action_zeros(self) -> None:
        """Fill the blanks of the shown table with zero, after asking."""
        from giktui.tui.dialogs.asking import Confirm

        self.leave_cell()
        if self.refused_while_verifying():
            return
        if self.grid is None or self.session.entry.locked:
            self.say(words.locked(self.session.entry) if self.session.entry.locked else _("这一部分不是表"))
            return
        blank = [cell.id for cell in self.grid.table.cells if cell.id not in self.session.cells]
        if not blank:
            self.say(_("这张表没有空白"))
            return
        question = _("把这张表的 {n} 个空白格都填成 0？空白表示“没有填”，0 表示“没有发生”。").format(n=len(blank))
        if await self.app.push_screen_wait(Confirm(question)):
            self.attempt(lambda: self.session.enter(dict.fromkeys(blank, 0), "zero"))

    @on(EntryGrid.Pasted)
    def _pasted(self, event: EntryGrid.Pasted) -> None:
        if self.session.entry.locked:
            self.say(words.locked(self.session.entry))
        else:
            self.offer_paste(event.text, event.cell)

    @work
    async def offer_paste(self, text: str, cell: str) -> None:
        """Show where a pasted block would go; enter it if that is confirmed."""
        from giktui.tui.screens.report.paste_preview import PastePreview
        from giktui.tui.widgets.entry_grid.clipboard import plan_paste

        if self.grid is None:
            return
        plan = plan_paste(self.form, self.grid.layout_, cell, text)
        if await self.app.push_screen_wait(PastePreview(self.form, plan, self.session.cells)):
            if self.verifying is not None:
                self.verifying.enter(plan.values)
                self.show_all()
            else:
                self.attempt(lambda: self.session.enter(plan.values, "pasted"))

    @work
    async def action_verify(self) -> None:
        """Enter the table a second time without seeing the first; then go through what differs."""
        from giktui.tui.dialogs.asking import Choose

        self.leave_cell()
        if self.verifying is None:
            if self.grid is None:
                self.say(_("这一部分不是表"))
                return
            self.verifying = DoubleEntry(self.form, self.grid.table)
            self.grid.go_to(next(cell.id for cell in self.grid.table.cells))
            self.show_all()
            return
        entered, self.verifying = self.verifying, None
        self.show_all()
        self.say(words.compared(entered, self.session.cells))
        differences = entered.differences(self.session.cells)
        question = _("第一遍 / 第二遍不同：{n} 处。选一处改用第二遍的数，Esc 其余不改")
        while differences:
            options = [words.difference_line(self.form, *difference) for difference in differences]
            chosen = await self.app.push_screen_wait(Choose(question.format(n=len(options)), options))
            if chosen is None:
                return
            cell, _first, second = differences.pop(chosen)
            self.attempt(partial(self.session.enter, {cell: second}, "typed"))
            if self.grid is not None:
                self.grid.go_to(cell)
