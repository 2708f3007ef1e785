"""One report being worked on: its content as the user sees it, and the way of each change into the database.

A change that the database refuses for the moment (full disk, lock, read-only) stays in the session, is shown as
unsaved, and is tried again; one that somebody else's change forestalled is handed back as an EditConflict to choose
from.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from giktui.errors import GiktuiError
from giktui.form import Form
from giktui.i18n import _
from giktui.report import Number, Report
from giktui.totals import changed_cells, consequences
from giktui.tui.edit_conflict import EditConflict, PendingEdit, WordsKeptError
from giktui.tui.stored_report import StoredReport

if TYPE_CHECKING:
    from giktui.checks import Finding
    from giktui.store import Connection, Edit, Entry, Pending, Step


class ReportSession:
    """A report, what the database knows about it, and what it does not know yet."""

    def __init__(self, db: "Connection", entry: "Entry", *, read_only: bool = False) -> None:
        """`read_only` says that the database takes nothing."""
        from giktui.store import actor

        self.db, self.read_only, self.actor = db, read_only, actor()
        self.stored = StoredReport(db, entry)
        """What the database knows of the report, as it was read last."""
        self.findings: list[Finding] = []
        self.pending: dict[str, PendingEdit] = {}
        self.pending_texts: dict[str, tuple[str, str]] = {}
        self.trouble = ""
        self.merged_with = ""
        """Whose changes of a text have just been kept beside one's own; whoever tells the user sets it back."""
        self.own: set[int] = set()
        """The revisions saved here."""

    @property
    def entry(self) -> "Entry":
        """The report's line in the list of reports."""
        return self.stored.entry

    @property
    def locked(self) -> bool:
        """Whether nothing can be entered: the report is submitted or deleted, or the database read-only."""
        return self.read_only or self.entry.locked or bool(self.stored.deleted)

    # -- what there is ------------------------------------------------------------------------------------------

    @property
    def form(self) -> Form:
        """The report's form."""
        return self.stored.report.definition

    @property
    def cells(self) -> Mapping[str, Number]:
        """The numbers as the user has entered them, saved or not, totals following."""
        return self.preview({}) if self.pending else self.stored.report.cells

    def text(self, part: str) -> str:
        """A text as the user has written it, saved or not."""
        if part in self.pending_texts:
            return self.pending_texts[part][0]
        return self.stored.text(part)

    @property
    def current(self) -> Report:
        """The report as the user sees it, saved or not."""
        report = replace(self.stored.report, cells=self.cells)
        for part, (text, _expected) in self.pending_texts.items():
            if part == "title":
                report = replace(report, title=text)
            elif part == "preamble":
                report = replace(report, preamble=text)
            else:
                report = report.with_narrative(part, text)
        return report

    @property
    def unsaved(self) -> int:
        """How many changes the database has not taken."""
        return len(self.pending) + len(self.pending_texts)

    def preview(self, values: Mapping[str, Number | None]) -> Mapping[str, Number]:
        """All numbers as they would be with these values, saved in their turn, with what follows from them."""
        cells = dict(self.stored.report.cells)
        origins = {cell: edit.origin for cell, edit in self.stored.origins.items()}
        pending = [({cell: change.value}, change.origin) for cell, change in self.pending.items() if cell not in values]
        for given, origin in (*pending, (values, "typed")):
            follow = consequences(self.form, cells, given, origins, self.stored.last_cells)
            cells = changed_cells(cells, {**given, **{cell: value for cell, (value, _how) in follow.items()}})
            origins |= {**dict.fromkeys(given, origin), **{cell: how for cell, (_value, how) in follow.items()}}
        return cells

    # -- changing it --------------------------------------------------------------------------------------------

    def enter(
        self,
        values: Mapping[str, Number | None],
        origin: str,
        detail: str = "",
        seen: Mapping[str, Number | None] | None = None,
    ) -> EditConflict | None:
        """Save these values in one step; an EditConflict if somebody else has changed one of them since it was read.

        `seen` are values as they were when one began to type over them, where the session has read newer ones since.
        What cannot be saved waits (see `unsaved`, `trouble`). Raises Locked if the report is submitted.
        """
        expected = {cell: self.stored.report.cells.get(cell) for cell in values} | dict(seen or {})
        for cell in values:
            if cell in self.pending:
                expected[cell] = self.pending.pop(cell).expected
        return self._save(values, origin, detail, expected)

    def insist(self, conflict: EditConflict) -> EditConflict | None:
        """Save what the user entered over what somebody else did meanwhile."""
        if isinstance(conflict.mine, str):
            return self.write(conflict.part, conflict.mine)
        return self.enter({conflict.part: conflict.mine}, conflict.origin)

    def _save(
        self,
        values: Mapping[str, Number | None],
        origin: str,
        detail: str,
        expected: Mapping[str, Number | None],
    ) -> EditConflict | None:
        from giktui.store import Conflict, Deleted, Locked, set_cells

        try:
            changes = self.db.total_changes
            saved = set_cells(
                self.db, self.entry.id, values, actor=self.actor, origin=origin, detail=detail, expected=expected
            )
            if self.db.total_changes != changes:  # else the revision is somebody else's
                self.own.add(saved.revision)
        except Conflict as conflict:
            self.stored.read()
            cell = conflict.edit.cell
            moved = conflict.edit.new
            if conflict.edit.batch in self.own and not isinstance(moved, str):  # a total that followed own values
                return self._save(values, origin, detail, {**expected, cell: moved})
            self._keep(cell, values.get(cell))
            return EditConflict(cell, values.get(cell), conflict.edit, origin)
        except (Locked, Deleted) as error:
            self.stored.read()
            raise WordsKeptError(_not_lost(str(error), *(self._named(*change) for change in values.items()))) from error
        except GiktuiError as error:
            self.trouble = str(error)
            self.pending.update(
                {cell: PendingEdit(value, origin, expected.get(cell)) for cell, value in values.items()}
            )
            return None
        self.stored.read()
        return None

    def write(self, part: str, text: str, seen: str | None = None) -> EditConflict | None:
        """Save a text; as `enter` does with numbers. `seen` is the text as it was when one began to type in it.

        What somebody else has written meanwhile in other paragraphs is kept beside (see `merged_with`).
        """
        from giktui.store import Conflict, Deleted, Locked, set_text

        expected = self.pending_texts.pop(part, ("", self.stored.text(part) if seen is None else seen))[1]
        try:
            set_text(self.db, self.entry.id, part, text, actor=self.actor, expected=expected)
        except Conflict as conflict:
            self.stored.read()
            return self._merge(part, text, expected, conflict.edit)
        except (Locked, Deleted) as error:
            self.stored.read()
            raise WordsKeptError(_not_lost(str(error), self._named(part, text))) from error
        except GiktuiError as error:
            self.trouble = str(error)
            self.pending_texts[part] = (text, expected)
            return None
        self.stored.read()
        return None

    def bind(self, part: str, at: int, length: int, cell: str) -> None:
        """Let a number of a saved text follow a cell. Raises GiktuiError where the text says something else there."""
        from giktui.store.reports.bound_figures import BoundFigure, bind

        figure = BoundFigure(part, at, length, (cell,))
        bind(self.db, self.entry.id, [figure], {part: self.stored.text(part)}, self.stored.report.cells)
        self.stored.read()

    def _merge(self, part: str, mine: str, base: str, theirs: "Edit") -> EditConflict | None:
        """Both texts in one where they were changed in different paragraphs; else a conflict."""
        from giktui.text.merge import merged

        stored = self.stored.text(part)
        both = merged(base, mine, stored)
        if both is None:
            self._keep(part, mine)
            return EditConflict(part, mine, theirs._replace(new=stored), "typed")  # the journal has what changed only
        if theirs.batch not in self.own:
            self.merged_with = theirs.actor
        return self.write(part, both, stored)

    def _keep(self, part: str, mine: Number | str | None) -> None:
        """Have the journal keep what was entered here, whoever's version stands in the end."""
        from giktui.store import keep_words

        with suppress(GiktuiError):  # it is asked about all the same, and its wording is in the question
            self.own.add(keep_words(self.db, self.entry.id, part, mine, actor=self.actor))
            self.stored.read()

    def retry(self) -> list[EditConflict]:
        """Try again to save what waits; the conflicts that come of it."""
        conflicts: list[EditConflict | None] = []
        for cell, change in list(self.pending.items()):
            del self.pending[cell]
            conflicts.append(self._save({cell: change.value}, change.origin, "", {cell: change.expected}))
        for part, (text, _expected) in list(self.pending_texts.items()):
            conflicts.append(self.write(part, text))
        if not self.unsaved:
            self.trouble = ""
        return [conflict for conflict in conflicts if conflict is not None]

    def save_in_hand(self, edits: Iterable[tuple[str, Number | str | None, Number | str | None]]) -> list[str]:
        """Save what was being typed, as the app is ending; in words what could not be, and whatever waited before.

        Of each cell or text: its new value, and the one it had when one began to type. What somebody else has changed
        meanwhile is not written over: one's own version is in the journal, and told.
        """
        left: list[str] = []
        for part, mine, seen in edits:
            try:
                if isinstance(mine, str):
                    conflict = self.write(part, mine, str(seen))
                else:
                    conflict = self.enter({part: mine}, "typed", seen={part: None if isinstance(seen, str) else seen})
            except GiktuiError as error:
                left += [str(error), self._named(part, mine)]
            else:
                left += [self._named(conflict.part, conflict.mine)] if conflict is not None else []
        left += [self._named(conflict.part, conflict.mine) for conflict in self.retry()]
        left += [self._named(cell, change.value) for cell, change in self.pending.items()]
        return left + [self._named(part, text) for part, (text, _expected) in self.pending_texts.items()]

    def _named(self, part: str, mine: Number | str | None) -> str:
        from giktui.wording.cells import cell_label

        what = cell_label(self.form, part, section=True) if part in self.form.cells else part
        return f"{self.entry.agency} {self.entry.year} {what}: {'' if mine is None else mine}"

    def next_step(self, *, undo: bool, part: str = "") -> "Pending | None":
        """What undo (or redo) would take back: the user's own latest step where that can be done alone; of a text's
        `part`, if given."""
        from giktui.store import next_redo, next_undo

        return (next_undo if undo else next_redo)(self.db, self.entry.id, self.actor, part)

    def take_back(self, pending: "Pending", *, undo: bool) -> "Step | None":
        """Undo (or redo) a step. Raises Locked, and GiktuiError if it cannot be saved or was built upon meanwhile."""
        from giktui.store import redo
        from giktui.store import undo as undo_step

        try:
            return (undo_step if undo else redo)(self.db, self.entry.id, actor=self.actor, step=pending.revision)
        finally:
            self.stored.read()

    def refresh(self) -> "list[Edit]":
        """Read what others have saved since; their edits."""
        from giktui.store import changed_since

        edits = changed_since(self.db, self.entry.id, self.entry.revision)
        self.stored.read()
        return edits

    def contradictions(self, part: str, text: str) -> int:
        """How many figures of a text the tables would contradict, were it this part's."""
        from giktui.store import checked

        report = self.current.with_narrative(part, text)
        findings = checked(self.db, self.entry, report=report)
        return sum(1 for found in findings if found.status == "open" and found.span and found.span[0] == part)

    def check(self) -> "list[Finding]":
        """The findings about the report as the user sees it."""
        from giktui.store import checked

        self.findings = checked(self.db, self.entry, report=self.current)
        return self.findings


def _not_lost(trouble: str, *words: str) -> str:
    """The trouble, and the file in which the words are that cannot be saved."""
    from giktui.tui.kept_words import keep

    path = keep(words, told=True)
    return trouble if path is None else trouble + _("没有存下的内容在 {path}").format(path=path)
