"""The register of one agency: what is open and due, the year's requests, what is not certain, what is behind a cell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.events import Paste
from textual.widget import Widget
from textual.widgets import Static

from giktui.form import form_for_year
from giktui.i18n import _
from giktui.register.due import Due
from giktui.register.request import Doubt
from giktui.register.wording import cell_words, choice_label, doubt_words, due_words, remarks, so_far_words
from giktui.store import actor
from giktui.store.register import entering, rows
from giktui.store.register.counting import so_far
from giktui.store.register.listing import listed
from giktui.store.register.rows import Stored
from giktui.store.register.wording import due_rows
from giktui.tui.dialogs.asking import Choose, Confirm, Prompt
from giktui.tui.keymap import bindings
from giktui.tui.safe_text import safe
from giktui.tui.screens.base.page import Page
from giktui.tui.screens.requests.form import adding, answering
from giktui.tui.screens.requests.request_history import history_lines
from giktui.tui.widgets.list_rows import Column, Item, Rows
from giktui.tui.widgets.paged_list import PagedList

OPEN, YEAR, DOUBTFUL, CELL = range(4)


@dataclass(frozen=True)
class _Line:
    """A request with what is said of it here."""

    stored: Stored
    doubts: tuple[Doubt, ...] = ()
    term: Due | None = None
    left: int | None = None


class RequestsScreen(Page):
    """A line a request."""

    BINDINGS: ClassVar = bindings("requests")
    SCOPE = "requests"
    KEYS = (
        "requests.answer", "requests.add", "requests.settle", "requests.leave_out", "requests.view", "requests.year",
        "requests.take_in", "requests.fill",
    )  # fmt: skip

    def __init__(self, agency: str, year: int, cell: str | None = None) -> None:
        """The register of that agency; with `cell`, the requests that the cell of that year's report counts."""
        super().__init__()
        self.agency_name, self.year, self.cell = agency, year, cell
        self.view = CELL if cell else OPEN
        self.today = date.today()

    @property
    def agency(self) -> int:
        """The agency's id."""
        from giktui.store import the_agency

        return the_agency(self.giktui.db, self.agency_name).id

    def where(self) -> tuple[str, ...]:
        """Whose register."""
        return (self.agency_name, _("申请登记台账"))

    def standing(self) -> str:
        """The year so far beside the one before."""
        return so_far_words(so_far(self.giktui.db, self.agency, self.today))

    def body(self) -> Iterable[Widget]:
        """Which are shown, the requests, the one under the cursor."""
        yield Static(id="filters", classes="detail")
        heads = (Column(_("编号"), 12), Column(_("收到"), 10), Column(_("类型"), 12), Column(_("答复"), 10))
        yield PagedList((*heads, Column(_("情况"), 0)), id="requests")
        yield Static(id="detail", classes="about")

    @property
    def main(self) -> PagedList:
        """The requests."""
        return self.query_one("#requests", PagedList)

    def on_mount(self) -> None:
        """Read the register."""
        self.follow(self.reread)

    def _views(self) -> Mapping[int, str]:
        names = {
            OPEN: _("未答复，先到期的在前"),
            YEAR: _("{year} 年的").format(year=self.year),
            DOUBTFUL: _("没有弄清的"),
        }
        if self.cell:
            names[CELL] = cell_words(form_for_year(self.year), self.cell)
        return names

    def reread(self, at: int | None = None) -> None:
        """The register as it is now, the cursor on the request of that id."""
        lines = self._lines()
        here = at if at is not None else self.stored.id if self.stored else None
        cursor = next((n for n, line in enumerate(lines) if line.stored.id == here), self.main.cursor)
        self.main.empty = _("没有申请。按 a 登记一件，按 i 或粘贴导入台账，按 f 看别的。")
        self.main.show(Rows([self._item(line) for line in lines]), cursor=min(cursor, max(0, len(lines) - 1)))
        said = _("共 {n} 件：{which}").format(which=self._views()[self.view], n=len(lines))
        self.query_one("#filters", Static).update(safe(said))
        self.retitle()
        self.on_paged_list_moved()

    def _lines(self) -> list[_Line]:
        db, agency = self.giktui.db, self.agency
        if self.view == OPEN:
            unsure = {one.id: tuple(found) for one, found in rows.doubts(db, agency)}
            due = due_rows(rows.requests(db, agency, unanswered=True), self.today)
            return [_Line(one, unsure.get(one.id, ()), term, left) for one, term, left in due]
        cell = self.cell if self.view == CELL else None
        found, doubts = listed(db, agency, self.year, cell=cell, doubtful=self.view == DOUBTFUL)
        return [_Line(one, tuple(doubts.get(one.id, ()))) for one in found]

    def _item(self, line: _Line) -> Item:
        request = line.stored.request
        form = form_for_year(self.year)
        kind = choice_label(form, "kind", request.kind) if request.kind else ""
        fields = (line.stored.shown, str(request.received or ""), kind, str(request.answered or ""), self._said(line))
        look = "error" if line.left is not None and line.left < 0 else "soft" if line.doubts else ""
        return Item(line, fields, ("", "", "", "", look))

    def _said(self, line: _Line) -> str:
        if line.stored.left_out is not None:
            return _("不计：{reason}").format(reason=line.stored.left_out)
        if line.term is not None:
            return "  ".join(filter(None, (str(line.term.day or ""), due_words(line.term, line.left))))
        if line.doubts:
            return _("；").join(map(doubt_words, line.doubts))
        request = line.stored.request
        form = form_for_year((request.answered or request.received or self.today).year)
        result = choice_label(form, "result", request.result) if request.result else ""
        return _("；").join(filter(None, (result, *remarks(request, self.today))))

    @property
    def line(self) -> _Line | None:
        """The line under the cursor."""
        item = self.main.item
        return item.key if item and isinstance(item.key, _Line) else None

    @property
    def stored(self) -> Stored | None:
        """The request under the cursor."""
        return self.line.stored if self.line else None

    def on_paged_list_moved(self) -> None:
        """Who asks for what; what is not certain, in full."""
        line = self.line
        said = ""
        if line is not None:
            texts = line.stored.texts
            who = "  ".join(filter(None, (texts.get("applicant", ""), texts.get("content", ""), line.stored.place)))
            said = f"{who}\n{_('；').join(map(doubt_words, line.doubts)) or self._said(line)}"
        self.query_one("#detail", Static).update(safe(said))

    def on_paged_list_chosen(self) -> None:
        """A second click answers."""
        self.action_answer()

    # -- changing one ---------------------------------------------------------------------------------------------

    def _enter(self, texts: Mapping[str, str] | None, id: int | None = None) -> None:
        if texts is None:
            return
        done: list[Stored] = []
        db = self.giktui.db
        if self.attempt(lambda: done.append(entering.enter(db, self.agency, texts, actor=actor(), id=id))):
            self.reread(done[0].id)

    def action_add(self) -> None:
        """A request that has come."""
        number = entering.next_number(self.giktui.db, self.agency, self.today.year)
        self.app.push_screen(adding(number, self.today), self._enter)

    def action_answer(self) -> None:
        """The answer to the request under the cursor."""
        stored = self.stored
        if stored is not None:
            window = answering(stored.shown, stored.texts, self.today)
            self.app.push_screen(window, lambda texts: self._enter(texts, stored.id))

    @work
    async def action_settle(self) -> None:
        """Say what is not certain, doubt by doubt."""
        line = self.line
        if line is None or not line.doubts:
            self.giktui.say(_("这一件没有要弄清的"))
            return
        stored = line.stored
        for doubt in line.doubts:
            words = doubt_words(doubt)
            if doubt.why == "vanished":
                if await self.app.push_screen_wait(Confirm(words + "\n" + _("仍然保留吗？"))):
                    entering.keep(self.giktui.db, stored, actor=actor())
                continue
            text = await self.app.push_screen_wait(Prompt(words, doubt.said, title=stored.shown, needed=False))
            if text is None:
                break
            self._enter({doubt.field: text}, stored.id)
        self.reread(stored.id)

    def action_history(self) -> None:
        """What was done to the request, the latest first."""
        if self.stored is not None:
            lines = list(history_lines(self.giktui.db, self.stored.id))
            self.tell("\n".join(lines) or _("还没有改动"), self.stored.shown)

    @work
    async def action_leave_out(self) -> None:
        """Leave the request out of the counts, for a reason; or count it again."""
        stored = self.stored
        if stored is None:
            return
        if stored.left_out is not None:
            entering.leave_out(self.giktui.db, stored, None, actor=actor())
        else:
            reason = await self.app.push_screen_wait(Prompt(_("不计入报告的理由"), title=stored.shown))
            if reason is None:
                return
            entering.leave_out(self.giktui.db, stored, reason, actor=actor())
        self.reread(stored.id)

    # -- what is shown --------------------------------------------------------------------------------------------

    def action_view(self) -> None:
        """Others of the requests."""
        views = self._views()

        def chosen(number: int | None) -> None:
            if number is not None:
                self.view = list(views)[number]
                self.reread()

        self.app.push_screen(Choose(_("看哪些？"), list(views.values()), chosen=list(views).index(self.view)), chosen)

    def action_year(self) -> None:
        """Another year."""
        years = [self.today.year - back for back in range(8)]

        def chosen(number: int | None) -> None:
            if number is not None:
                self.year, self.view = years[number], YEAR
                self.reread()

        at = years.index(self.year) if self.year in years else 0
        self.app.push_screen(Choose(_("哪一年？"), list(map(str, years)), chosen=at), chosen)

    # -- lists and the report -------------------------------------------------------------------------------------

    def on_paste(self, event: Paste) -> None:
        """A list copied from Excel."""
        from giktui.tui.screens.requests.import_and_fill import take_in

        event.stop()
        event.prevent_default()  # or the page would take the list for a report
        take_in(self, event.text.encode(), _("粘贴") + ".csv")

    @work
    async def action_take_in(self) -> None:
        """A file of the office's list."""
        from giktui.errors import GiktuiError
        from giktui.readers import bytes_of
        from giktui.tui.screens.requests.import_and_fill import LIMITS, take_in

        name = await self.app.push_screen_wait(Prompt(_("台账文件的路径"), title=_("导入台账")))
        if not name:
            return
        path = Path(name.strip("'\" ")).expanduser()
        try:
            data = bytes_of(path, LIMITS)
        except GiktuiError as error:
            self.tell(str(error))
            return
        take_in(self, data, path.name)

    def action_fill(self) -> None:
        """The report of the year filled from the register, after what would change was shown."""
        from giktui.tui.screens.requests.import_and_fill import fill_report

        fill_report(self)
