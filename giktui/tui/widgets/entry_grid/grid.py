"""The entry grid: typing into the cells of a form's table."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from textual import events
from textual.dom import DOMNode
from textual.message import Message

from giktui.form import Form, Table
from giktui.i18n import _
from giktui.report import Number
from giktui.tui.host import host_of
from giktui.tui.keymap import actions, bindings
from giktui.tui.ui_state import recall_row_wise, remember_row_wise
from giktui.tui.widgets.entry_grid import moves
from giktui.tui.widgets.entry_grid.marks import Content
from giktui.tui.widgets.entry_grid.typing import Typing, shown, understood
from giktui.tui.widgets.entry_grid.view import GridView


class Ledger(Protocol):
    """Where values go that are committed, and what would follow from them."""

    def enter(
        self, values: Mapping[str, Number | None], origin: str, seen: Mapping[str, Number | None] | None = None
    ) -> None:
        """Take these values at once: the grid has left the cell. `seen` is what it had when one began to type."""

    def preview(self, values: Mapping[str, Number | None]) -> Mapping[str, Number]:
        """All numbers of the report as they would be with these values, totals following."""

    def refusal(self) -> str:
        """Why nothing may be entered now; empty if it may."""


class EntryGrid(GridView):
    """A GridView into which numbers are typed. What is committed goes to its ledger before the cursor moves on."""

    BINDINGS = bindings("grid")

    @dataclass
    class Said(Message):
        """Something to tell the user in a few words."""

        text: str

    @dataclass
    class Pasted(Message):
        """A block of text was pasted with the cursor on `cell`."""

        text: str
        cell: str

    @dataclass
    class Ended(Message):
        """Enter has come to the end of the table."""

    def __init__(
        self, form: Form, table: Table, ledger: Ledger, content: Content | None = None, *, cursor: str | None = None
    ) -> None:
        super().__init__(form, table, content, cursor=cursor)
        self.ledger = ledger
        self._preview: Mapping[str, Number] | None = None
        self._seen: Number | None = None
        self._run: str | None = None
        """The cell in which a run of Tabs began, while it goes on: Enter ends it in that column."""
        self.row_wise = recall_row_wise()

    # -- typing -------------------------------------------------------------------------------------------------

    def shown_cells(self) -> Mapping[str, Number]:
        """The numbers with the one being typed, and the totals that follow it."""
        return self.content.cells if self._preview is None else self._preview

    async def _on_key(self, event: events.Key) -> None:
        """Digits and signs go into the cell, while one is typed everything printable is for it.

        Bound keys are run here and now: as bindings they would wait until the event has bubbled up, and digits that
        came over the line together with an Enter would overtake it and land in the cell before.
        """
        if not self.display or self.app.screen is not self.screen:
            event.stop()
            event.prevent_default()
            self.app.post_message(events.Key(event.key, event.character))  # the key before it has led elsewhere
            return
        character = event.character or ""
        # textual gives Alt+3 the character 3
        if event.is_printable and character and not event.key.startswith(("alt+", "ctrl+")):
            plain = unicodedata.normalize("NFKC", character)
            numeric = plain.isdecimal() or plain in "+-.。−"
            if numeric or self.typing is not None or not character.isascii():
                event.stop()
                event.prevent_default()
                self.insert(character)
                return
        bound = self._bound.get(event.key)
        if bound is not None:
            event.stop()
            event.prevent_default()
            await self.app.run_action(bound[0], default_namespace=bound[1])

    @cached_property
    def _bound(self) -> Mapping[str, tuple[str, DOMNode]]:
        """What each key does here: the grid's actions and its screen's, with the user's keys."""
        owners = (("report", self.screen), ("grid", self))
        return {
            key: (found.call, owner)
            for scope, owner in owners
            for found in actions()
            if found.scope == scope
            for key in host_of(self).keys_of(found.id)
        }

    def insert(self, characters: str) -> None:
        """Put characters into the cell, starting a new value if none is being typed."""
        typing = self.typing
        if typing is None:
            if refusal := self.ledger.refusal():
                self.post_message(self.Said(refusal))
                return
            typing = Typing(self.slot(self.cursor).kind)
        result = typing.insert(characters)
        if isinstance(result, str):
            self.post_message(self.Said(result))
        else:
            self._set_typing(result)

    def _set_typing(self, typing: Typing | None) -> None:
        old, self.typing = self.typing, typing
        if old is None:
            self._seen = self.content.cells.get(self.cursor)
        if typing is None:
            self._preview = None
        elif old is None or old.value != typing.value:
            self._preview = self.ledger.preview({self.cursor: typing.value})
        self._redraw_cells((self.cursor,))
        self._redraw_previewed()
        self.refresh_margins()

    def _redraw_previewed(self) -> None:
        """Show totals that follow what is typed; or, after it was given up, the stored ones again."""
        shown = self.shown_cells()
        before = self._drawn if hasattr(self, "_drawn") else self.content.cells
        self._drawn: Mapping[str, Number] = shown
        self._redraw_cells(cell for cell in self.layout_.places if before.get(cell) != shown.get(cell))

    @property
    def in_hand(self) -> tuple[str, Number | None, Number | None] | None:
        """The cell being typed in, its new number and the one it had when that began; None where nothing is typed."""
        typing = self.typing
        return (self.cursor, typing.value, self._seen) if typing is not None and typing.text else None

    def commit(self) -> None:
        """Hand what is typed to the ledger; nothing typed, nothing done."""
        typing = self.typing
        if typing is None:
            return
        cell, value = self.cursor, typing.value
        self._set_typing(None)
        if typing.text and value is None:
            self.post_message(self.Said(_("“{text}”还不是一个数，没有录入").format(text=typing.text)))
        elif typing.text or typing.edit:
            self.ledger.enter({cell: value}, "typed", {cell: self._seen})

    def go_to(self, cell: str) -> None:
        """Leave the cell: commit, then move. A run of Tabs is over."""
        self._run = None
        self.commit()
        super().go_to(cell)

    def on_blur(self) -> None:
        """Leaving the grid leaves the cell; switching to another window of the desktop does not."""
        if self.app.app_focus:
            self.commit()
        super().on_blur()

    def on_paste(self, event: events.Paste) -> None:
        """One number goes into the cell, by its unit if it has one; a block is offered to the screen."""
        event.stop()
        event.prevent_default()
        text = event.text.strip("\r\n")
        if any(separator in text for separator in "\t\r\n") and text.strip():
            self.commit()
            self.post_message(self.Pasted(text, self.cursor))
        elif text.strip():
            from giktui.tui.widgets.entry_grid.paste_plan import rounded

            value = understood(text, self.slot(self.cursor).kind) if self.typing is None else None
            self.insert(text.strip() if value is None or isinstance(value, str) else shown(value))
            if self.typing is not None and (about := rounded(text)):
                self.post_message(self.Said(about))

    # -- keys ---------------------------------------------------------------------------------------------------

    def action_enter(self) -> None:
        """Commit and go on, passing over totals: after a run of Tabs to the row below in the column where it began, as
        in a spreadsheet; else right or down, as the user likes it; from the last cell on to what the screen has next.
        """
        totals, run = self.totals(), self._run
        if run is not None and run != self.cursor and run in self.layout_.places:
            there = moves.below(self.layout_, run, totals)
        else:
            there = moves.next_entry(self.layout_, self.cursor, totals, row_wise=self.row_wise)
        if there is not None:
            self.go_to(there)
        else:
            self._run = None
            self.commit()
            self.post_message(self.Ended())

    def action_row_wise(self) -> None:
        """Enter goes right from now on, or down again; remembered."""
        self.row_wise = not self.row_wise
        remember_row_wise(self.row_wise)
        right, down = _("Enter 向右：逐行录入，行末到下一行（已记住）"), _("Enter 向下：逐列录入（已记住）")
        self.post_message(self.Said(right if self.row_wise else down))

    def action_move(self, rows: int, columns: int) -> None:
        """Arrows: to the neighbour; inside a value that is edited, the caret."""
        if self.typing is not None and self.typing.edit and columns:
            self._set_typing(self.typing.move(columns))
        elif rows:
            self.go_to(moves.vertical(self.layout_, self.cursor, rows))
        else:
            self.go_to(moves.sideways(self.layout_, self.cursor, columns))

    def action_next(self) -> None:
        """Tab: commit and go right, into the next row at the end: there a run of Tabs begins anew."""
        places, run = self.layout_.places, self._run if self._run is not None else self.cursor
        self.go_to(moves.sideways(self.layout_, self.cursor, 1))
        same = run in places and places[run][0] == places[self.cursor][0]
        self._run = run if same else self.cursor

    def action_previous(self) -> None:
        """Shift+Tab: commit and go left."""
        self.go_to(moves.sideways(self.layout_, self.cursor, -1))

    def action_row_end(self, last: bool) -> None:
        """Home, End: the first or last number of the row; inside a value that is edited, its ends."""
        if self.typing is not None and self.typing.edit:
            self._set_typing(self.typing.move(len(self.typing.text) * (1 if last else -1)))
        else:
            self.go_to(moves.row_end(self.layout_, self.cursor, last))

    def action_page(self, direction: int) -> None:
        """PgUp, PgDn."""
        self.go_to(moves.vertical(self.layout_, self.cursor, direction * self.page()))

    def action_table_end(self, last: bool) -> None:
        """Ctrl+Home, Ctrl+End: the first or last number of the table."""
        self.go_to(list(self.layout_.places)[-1 if last else 0])

    def action_edit(self) -> None:
        """Edit the value that is there."""
        if self.typing is None and (refusal := self.ledger.refusal()):
            self.post_message(self.Said(refusal))
            return
        kind = self.slot(self.cursor).kind
        text = self.typing.text if self.typing else shown(self.content.cells.get(self.cursor), kind)
        self._set_typing(Typing(kind, text, len(text), edit=True))

    def action_blank(self) -> None:
        """Delete: a character of what is typed; else blank the cell."""
        if self.typing is not None:
            self._set_typing(self.typing.delete())
        else:
            self._enter_here(None, "typed")

    def action_backspace(self) -> None:
        """Backspace: the last character typed; else blank the cell."""
        if self.typing is not None:
            self._set_typing(self.typing.backspace())
        else:
            self._enter_here(None, "typed")

    def action_give_up(self) -> None:
        """Esc: forget what is typed, the old value stands."""
        if self.typing is not None:
            self._set_typing(None)

    def action_ditto(self) -> None:
        """The same cell of last year."""
        self._set_typing(None)
        if self.cursor in self.content.last:
            self._enter_here(self.content.last[self.cursor], "ditto")
        else:
            self.post_message(self.Said(_("上年没有这一格的数")))

    def action_accept(self) -> None:
        """What was made out for the cell in a picture."""
        self._set_typing(None)
        offered = self.content.offered()
        if self.cursor in offered:
            self._enter_here(offered[self.cursor], "typed")
        else:
            self.post_message(self.Said(_("这一格没有识别出的数可以采用")))

    def action_total(self) -> None:
        """The sum of the cell's parts; from then on it follows them."""
        from giktui.totals import total_from_parts

        self._set_typing(None)
        value = total_from_parts(self.form, self.content.cells, self.cursor)
        if self.cursor not in self.totals():
            self.post_message(self.Said(_("这一格不是总计")))
        elif value is None:
            self.post_message(self.Said(_("各项都还空着")))
        else:
            self._enter_here(value, "total")

    def _enter_here(self, value: Number | None, origin: str) -> None:
        if refusal := self.ledger.refusal():
            self.post_message(self.Said(refusal))
        elif value is not None or self.cursor in self.content.cells:
            self.ledger.enter({self.cursor: value}, origin)

    def action_toggle_last(self) -> None:
        """Last year's values in a line below each row, or not."""
        self.commit()
        self.last_shown = not self.last_shown
        self._arrange()
        self._reveal()
        self.refresh()

    def action_copy(self, what: str) -> None:
        """Copy the "row", the "column" or the "table" to the clipboard of the terminal (OSC 52)."""
        from giktui.tui.widgets.entry_grid.clipboard import as_text

        self.commit()
        text = as_text(self.layout_, self.content.cells, self.cursor, what)
        self.app.copy_to_clipboard(text)
        said = {"row": _("已复制这一行"), "column": _("已复制这一列"), "table": _("已复制整张表")}[what]
        self.post_message(self.Said(said))
