"""The edit controller: every change of a report goes through it, and so does what comes of one.

It saves, tries again what the database refused for the moment, settles conflicts with other people's edits, takes back
and does again. Of the screen it knows a protocol, of Textual nothing.
"""

from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.report import Number
from giktui.totals import parts_of
from giktui.tui.dialogs.questions import Questions
from giktui.tui.edit_conflict import EditConflict, WordsKeptError
from giktui.tui.finding_words import locked_words
from giktui.tui.report_session import ReportSession
from giktui.tui.screens.report import words
from giktui.tui.screens.report.double_entry import DoubleEntry
from giktui.tui.ui_state import recall_second_pass, remember_second_pass

if TYPE_CHECKING:
    from giktui.form import Table
    from giktui.store import Pending

RETRY_AFTER = 2.0
"""Seconds after which a change that could not be saved is tried again."""


class EditDesk(Protocol):
    """What the edit controller needs of the screen."""

    @property
    def ask(self) -> Questions:
        """The way to the user."""

    def say(self, message: str) -> None:
        """Say something in passing; an empty message takes back what was said."""

    @property
    def path(self) -> Path:
        """The database's file."""

    def announce(self, message: str) -> None:
        """Say something that stays a while, wherever the user goes on to."""

    def changed(self) -> None:
        """Something was saved, or waits to be: show it, and check when changes pause."""

    def show_all(self) -> None:
        """Show what the controller holds now."""

    def check(self) -> None:
        """Check the report at once."""

    def later(self, seconds: float, do: Callable[[], object]) -> object:
        """Do something in so many seconds."""

    def begin(self, work: Coroutine[Any, Any, None]) -> object:
        """Run a coroutine that may ask something."""

    def leave_cell(self) -> None:
        """Hand over what is being typed."""

    def give_up_typing(self) -> bool:
        """Forget the number being typed; False where there is none."""

    def go_to_cell(self, cell: str) -> None:
        """Put the cursor on a cell, if its table is shown."""

    def reread_texts(self) -> None:
        """Show the texts as they are stored, whatever stands there."""

    def take_over_texts(self) -> None:
        """Show what others stored, in texts that are not being changed here."""

    def key_of(self, id: str) -> str:
        """The first key of an action, as people write it."""


class EditController:
    """The changes of one report. It is the ledger of the grid."""

    def __init__(self, session: ReportSession, desk: EditDesk) -> None:
        self.session, self.desk = session, desk
        self.conflicts: frozenset[str] = frozenset()
        self.double_entry: DoubleEntry | None = None
        """The second pass over a table, while there is one."""
        self._retrying = False

    @property
    def unsaved(self) -> int:
        """How many changes wait for the database."""
        return self.session.unsaved

    @property
    def trouble(self) -> str:
        """Why they wait."""
        return self.session.trouble

    # -- the ledger of the grid ---------------------------------------------------------------------------------

    def enter(
        self, values: Mapping[str, Number | None], origin: str, seen: Mapping[str, Number | None] | None = None
    ) -> None:
        """Save values; in double entry, keep them apart. `seen` are values as they were when one began to type."""
        if self.double_entry is not None:
            self.double_entry.enter(values)
            self.desk.show_all()
        else:
            self.attempt(lambda: self.session.enter(values, origin, seen=seen))

    def preview(self, values: Mapping[str, Number | None]) -> Mapping[str, Number]:
        """The numbers with these values and the totals that follow them."""
        return self.session.preview(values) if self.double_entry is None else self.double_entry.preview(values)

    def refusal(self) -> str:
        """Why the report takes nothing: it is submitted or deleted, and by whom."""
        if self.session.read_only:
            return _("数据库只读，只能查看")
        return self.session.stored.deleted or (locked_words(self.session.entry) if self.session.entry.locked else "")

    def write(self, part: str, text: str, seen: str) -> None:
        """Save a text; `seen` is what it was when one began to type."""
        self.attempt(lambda: self.session.write(part, text, seen))

    # -- saving -------------------------------------------------------------------------------------------------

    def attempt(self, change: "words.Change") -> bool:
        """Make a change, and deal with what comes of it: a conflict, a lock, a database that does not write."""
        try:
            conflict = change()
        except GiktuiError as error:
            self.desk.say(str(error))
            if isinstance(error, WordsKeptError):
                self.desk.announce(str(error))
            self.desk.show_all()
            return False
        self.desk.say("")
        if self.session.merged_with:
            self.desk.announce(_("与 {actor} 对别的段落的修改合在一起了").format(actor=self.session.merged_with))
            self.session.merged_with = ""
            self.desk.take_over_texts()
        if isinstance(conflict, EditConflict):
            self.resolve(conflict)
        if self.session.unsaved:
            self.desk.say(_("自动重试：{trouble}").format(trouble=self.session.trouble))
            self._retry_later()
        self.desk.changed()
        return True

    def _retry_later(self) -> None:
        if not self._retrying:
            self._retrying = True
            self.desk.later(RETRY_AFTER, self.retry)

    def retry(self) -> None:
        """Try again to save what waits."""
        self._retrying = False
        for conflict in self.session.retry():
            self.resolve(conflict)
        if self.session.unsaved:
            self._retry_later()
        else:
            self.desk.say(_("已保存"))
        self.desk.show_all()

    # -- others -------------------------------------------------------------------------------------------------

    def resolve(self, conflict: EditConflict) -> None:
        """Say who was first, and let the user choose whose value stands."""
        self.conflicts |= {conflict.part}
        self.desk.show_all()
        self.desk.begin(self._choose_between(conflict))

    async def _choose_between(self, conflict: EditConflict) -> None:
        mine = await self.desk.ask.choose_version(*words.conflict_question(conflict, self.session.form))
        self.conflicts -= {conflict.part}
        if mine:
            self.attempt(lambda: self.session.insist(conflict))
        else:
            self.desk.reread_texts()
        self.desk.show_all()

    def take_over(self) -> None:
        """Show what others have saved; neither the cursor nor what is being typed moves."""
        was_locked, was_deleted = self.session.entry.locked, self.session.stored.deleted
        others = [edit for edit in self.session.refresh() if edit.cell]
        if others:
            self.desk.say(_("{actor} 改了 {n} 处").format(actor=others[-1].actor, n=len(others)))
        if self.session.entry.locked and not was_locked:
            self.desk.say(locked_words(self.session.entry))
        if self.session.stored.deleted and not was_deleted:
            self.desk.announce(self.session.stored.deleted)
        self.desk.take_over_texts()
        self.desk.check()

    # -- taking back --------------------------------------------------------------------------------------------

    def step_back(self, *, undo: bool, part: str = "") -> None:
        """Undo, or redo: the user's latest step, of this session or an earlier one; another's only after asking.

        With a `part`, the user's latest step in that text.
        """
        if self.desk.give_up_typing():
            return
        self.desk.leave_cell()
        if self.busy_with_double_entry():
            return
        if self.session.unsaved:
            self.retry()
        if self.session.unsaved or self.conflicts:
            self.desk.say(_("有修改还没有保存，存好以后才能撤销、重做"))
            return
        pending = self.session.next_step(undo=undo, part=part)
        if refusal := self.refusal():
            self.desk.say(refusal)
        elif pending is None:
            self.desk.say(_("没有可撤销的修改") if undo else _("没有可重做的修改"))
        elif pending.actor == self.session.actor:
            self._take_back(pending, undo=undo)
        else:
            self.desk.begin(self._take_back_anothers(pending, undo=undo))

    async def _take_back_anothers(self, pending: "Pending", *, undo: bool) -> None:
        if await self.desk.ask.confirm(words.others_step(self.session, pending, undo=undo)):
            self._take_back(pending, undo=undo)

    def _take_back(self, pending: "Pending", *, undo: bool) -> None:
        step = None

        def change() -> None:
            nonlocal step
            step = self.session.take_back(pending, undo=undo)

        if not self.attempt(change) or step is None:
            return
        cell = next((edit.cell for edit in step.edits if edit.cell in self.session.form.cells), None)
        if cell is not None:
            self.desk.go_to_cell(cell)
        self.desk.reread_texts()
        self.desk.say((_("已撤销：{label}") if undo else _("已重做：{label}")).format(label=step.label))

    # -- whole tables -------------------------------------------------------------------------------------------

    async def fill_with_zero(self, table: "Table | None") -> None:
        """Zeros into the blanks of a table, after asking; its totals go on following their parts."""
        self.desk.leave_cell()
        if self.busy_with_double_entry():
            return
        if self.refusal() or table is None:
            self.desk.say(self.refusal() or _("这一部分不是表"))
            return
        blank = [cell.id for cell in table.cells if cell.id not in {*self.session.cells, *parts_of(self.session.form)}]
        if not blank:
            self.desk.say(_("这张表没有空白"))
            return
        question = _("把这张表的 {n} 个空白格都填成 0？空白表示“没有填”，0 表示“没有发生”。")
        if await self.desk.ask.confirm(question.format(n=len(blank))):
            self.attempt(lambda: self.session.enter(dict.fromkeys(blank, 0), "zero"))

    def begin_double_entry(self, table: "Table") -> None:
        """From now on the table is entered a second time, blind to the first; one that was left is gone on with."""
        self.double_entry = DoubleEntry(self.session.form, table)
        left = recall_second_pass(self.desk.path, self.session.entry.id, table.id)
        self.double_entry.resume(left)
        if left:
            self.desk.announce(_("接着上次的复录：已录 {n} 格").format(n=len(left)))
        self.desk.go_to_cell(next(cell.id for cell in table.cells))
        self.desk.show_all()

    def leave_double_entry(self) -> None:
        """Put the second pass away; beginning again goes on with it."""
        if self.double_entry is None:
            return
        self.keep_second_pass()
        self.double_entry = None
        self.desk.show_all()
        self.desk.say(_("复录校对已放下，再按 {key} 接着录").format(key=self.desk.key_of("report.verify")))

    def keep_second_pass(self) -> None:
        """Remember what was typed of the second pass, for the next time."""
        if self.double_entry is not None:
            typed = self.double_entry.left()
            remember_second_pass(self.desk.path, self.session.entry.id, self.double_entry.table.id, typed)

    async def end_double_entry(self, entered: DoubleEntry) -> None:
        """Compare the passes; of what differs, let the second's numbers be taken one by one."""
        self.double_entry = None
        remember_second_pass(self.desk.path, self.session.entry.id, entered.table.id, {})
        self.desk.show_all()
        self.desk.say(words.compared(entered, self.session.cells))
        differences = entered.differences(self.session.cells)
        question = _("第一遍 / 第二遍不同：{n} 处。选一处改用第二遍的数，Esc 其余不改")
        while differences:
            options = [words.difference_line(self.session.form, *difference) for difference in differences]
            chosen = await self.desk.ask.choose(question.format(n=len(options)), options)
            if chosen is None:
                return
            cell, _first, second = differences.pop(chosen)
            self.enter({cell: second}, "typed")
            self.desk.go_to_cell(cell)

    def busy_with_double_entry(self) -> bool:
        """Whether a table is being entered a second time: what would change the first pass or tell of it waits."""
        if self.double_entry is not None:
            self.desk.say(_("复录校对中：先按 {key} 比对").format(key=self.desk.key_of("report.verify")))
        return self.double_entry is not None
