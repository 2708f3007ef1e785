"""Words looked for in a text, and others put in their place."""

from collections.abc import Callable

from giktui.i18n import _
from giktui.tui.dialogs.questions import Questions
from giktui.tui.widgets.part_text import PartText


class TextSearch:
    """Looks for words in the text it is given; `sought` are the last ones."""

    def __init__(self, ask: Questions, say: Callable[[str], None]) -> None:
        self.ask, self.say = ask, say
        self.sought = ""

    async def find(self, text: PartText) -> None:
        """Ask for words and go to the next place they stand."""
        sought = await self.ask.prompt(_("查找："), self.sought, title=_("查找文字"))
        if sought:
            self.sought = sought
            self.again(text)

    def again(self, text: PartText) -> bool:
        """Select the next place of the words sought last, from the start again after the last one; False without any,
        having said so."""
        row, column = text.selection.end
        here = sum(len(earlier) + 1 for earlier in text.document.lines[:row]) + column
        found = text.text.find(self.sought, here)
        found = text.text.find(self.sought) if found < 0 else found
        if found < 0:
            self.say(_("没有“{words}”").format(words=self.sought))
            return False
        text.selection = type(text.selection)(text.place(found), text.place(found + len(self.sought)))
        text.scroll_cursor_visible(animate=False)
        return True

    async def replace(self, text: PartText) -> None:
        """Ask for words and what to put in their place, at the next place or everywhere in the text."""
        if text.read_only:
            self.say(_("现在只能查看"))
            return
        sought = await self.ask.prompt(_("查找："), self.sought, title=_("查找并替换"))
        if not sought:
            return
        self.sought, n = sought, text.text.count(sought)
        if not n:
            self.say(_("没有“{words}”").format(words=sought))
            return
        instead = await self.ask.prompt(_("换成（空白为删去）："), title=_("查找并替换"), needed=False)
        if instead is None:
            return
        ways = [_("全部替换，{n} 处").format(n=n), _("只替换光标后的一处")]
        way = await self.ask.choose(_("“{a}”换成“{b}”").format(a=sought, b=instead), ways)
        if way == 0:
            text.put(text.text.replace(sought, instead))
        elif way == 1 and self.again(text):
            text.replace(instead, *text.selection)
