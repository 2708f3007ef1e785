"""Comments on a report: each with its answers, added, answered and closed."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.widget import Widget
from textual.widgets import Static

from giktui.form import load_form
from giktui.i18n import _
from giktui.report import paragraphs
from giktui.tui.dialogs.asking import Prompt
from giktui.tui.finding_words import place_in_text
from giktui.tui.keymap import bindings
from giktui.tui.safe_text import safe
from giktui.tui.screens.base.page import Page
from giktui.tui.widgets.list_rows import Column, Item
from giktui.tui.widgets.paged_list import PagedList
from giktui.wording.parts import part_name

if TYPE_CHECKING:
    from giktui.store import Entry
    from giktui.store.review.comments import Comment


class CommentsScreen(Page):
    """What was said of a report; `cell` or the `paragraph` of a text, where given, is what a new comment is about."""

    BINDINGS: ClassVar = bindings("comments")
    SCOPE = "comments"
    KEYS = ("comments.go", "comments.add", "comments.answer", "comments.close", "comments.every")

    def __init__(self, entry: "Entry", cell: str | None = None, paragraph: int | None = None) -> None:
        super().__init__()
        self.entry = entry
        self.part, self.paragraph = cell or "", paragraph
        self.texts: Mapping[str, str] = {}
        self.every = False
        self.comments: list[Comment] = []

    def where(self) -> tuple[str, ...]:
        """Which report."""
        return (self.entry.agency, str(self.entry.year), _("批注"))

    def standing(self) -> str:
        """How many comments there are, or are open."""
        shown = _("全部") if self.every else _("未办结")
        return _("{shown} {n} 条").format(shown=shown, n=len(self.comments))

    def body(self) -> Iterable[Widget]:
        """The comments; below, the one under the cursor in full."""
        columns = (Column(_("编号"), 6), Column(_("位置"), 26), Column(_("何人"), 8), Column(_("批注"), 0))
        yield PagedList(columns, id="comments")
        yield Static(id="detail", classes="about")

    @property
    def main(self) -> PagedList:
        """The list."""
        return self.query_one("#comments", PagedList)

    def on_mount(self) -> None:
        """Read the comments."""
        self.follow(self.reread)

    def reread(self) -> None:
        """Show the comments as they are now."""
        from giktui.store.reports.texts import read_texts
        from giktui.store.review.comments import comments

        self.texts = read_texts(self.giktui.db, self.entry.id)
        self.comments = comments(self.giktui.db, self.entry.id, closed=self.every)
        self.main.show_items([self._item(one) for one in self.comments])
        self.retitle()

    def _item(self, one: "Comment") -> Item:
        place = "  " + _("答复") if one.answers else self._place_of(one)
        number = "" if one.answers else str(one.id)
        look = "muted" if one.closed_at else ""
        return Item(one, (number, place, one.actor, " ".join(one.text.split())), (look,) * 4)

    def _place_of(self, one: "Comment") -> str:
        """Where a comment stands now."""
        if not one.quote:
            return self._place(one.part)
        said = paragraphs(self.texts.get(one.part, ""))
        if one.quote not in said:
            return self._place(one.part) + _("，该段已改")
        return self._place(one.part, said.index(one.quote) + 1)

    def _place(self, part: str, paragraph: int | None = None) -> str:
        if not part:
            return _("整份报告")
        name = part_name(load_form(self.entry.form), part)
        return name if paragraph is None else _("{part} 第 {n} 段").format(part=name, n=paragraph)

    @property
    def here(self) -> "Comment | None":
        """The comment under the cursor."""
        from giktui.store.review.comments import Comment

        item = self.main.item
        return item.key if item and isinstance(item.key, Comment) else None

    def on_paged_list_moved(self) -> None:
        """Tell it in full."""
        from giktui.store import local_time

        one = self.here
        if one is None:
            said = _("没有批注。a 批注：{place}").format(place=self._place(self.part, self.paragraph))
        else:
            said = f"{self._place_of(one)}  {one.actor} {local_time(one.time)}"
            said += _("（已办结）") if one.closed_at else ""
            said += _("（由 {source} 带入）").format(source=one.source) if one.source else ""
            said += f"\n{one.text}"
            said += "\n" + _("原文：{text}").format(text=one.quote) if one.quote else ""
        self.query_one("#detail", Static).update(safe(said))

    def on_paged_list_chosen(self) -> None:
        """A second click goes there."""
        self.action_go()

    def action_go(self) -> None:
        """To where it stands in the report."""
        one = self.here
        if one is None:
            return
        at = self.texts.get(one.part, "").find(one.quote) if one.quote else -1
        place = place_in_text(one.part, at, at) if at >= 0 else one.part or None
        self.to_report(self.entry, place)

    def action_add(self) -> None:
        """Say something of the cell or text one came from, else of the report."""
        from giktui.store import actor
        from giktui.store.review.comments import add_comment

        db, id, part, paragraph = self.giktui.db, self.entry.id, self.part, self.paragraph
        question = _("批注：{place}").format(place=self._place(part, paragraph))
        self._say(
            _("批注"), question, lambda text: add_comment(db, id, text, actor=actor(), part=part, paragraph=paragraph)
        )

    def action_answer(self) -> None:
        """Answer the comment under the cursor."""
        from giktui.store import actor
        from giktui.store.review.comments import answer_comment

        one = self.here
        if one is not None:
            self._say(
                _("答复"),
                _("答复：{text}").format(text=one.text),
                lambda text: answer_comment(self.giktui.db, one.id, text, actor=actor()),
            )

    def action_close(self) -> None:
        """Close the comment under the cursor with its answers."""
        from giktui.store import actor
        from giktui.store.review.comments import close_comment

        one = self.here
        if one is not None and self.attempt(lambda: close_comment(self.giktui.db, one.id, actor=actor())):
            self.reread()

    def action_every(self) -> None:
        """The closed ones too, or not."""
        self.every = not self.every
        self.reread()

    def _say(self, title: str, question: str, action: Callable[[str], object]) -> None:
        def given(text: str | None) -> None:
            if text and self.attempt(lambda: action(text)):
                self.reread()

        self.app.push_screen(Prompt(question, title=title), given)
