"""The first screen on an empty database: import, begin a report, or look at the example."""

from collections.abc import Iterable
from typing import ClassVar

from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from giktui.i18n import _
from giktui.tui.first_report import begin_leading, first_step, lead_from_the_start, leads_nowhere_yet, stop_leading
from giktui.tui.keymap import bindings
from giktui.tui.safe_text import safe
from giktui.tui.screens.base.page import PAGE_CSS, Page

_DEEDS = ("import_files", "new", "example", "home")


class StartScreen(Page):
    """Says what the program is for, and offers the ways to begin."""

    CSS_PATH: ClassVar = [PAGE_CSS, "screen.tcss"]
    BINDINGS: ClassVar = bindings("start")
    SCOPE = "start"
    KEYS = ("start.import_files", "start.new", "start.example", "start.home", "start.lead")
    _empty = False

    def where(self) -> tuple[str, ...]:
        """What this is."""
        return ("giktui", _("政府信息公开工作年度报告"))

    def standing(self) -> str:
        """The database."""
        return self.giktui.path.name

    def body(self) -> Iterable[Widget]:
        """What it is, the choices, and for a newcomer the first of six steps."""
        self._empty = self._is_empty()
        with VerticalScroll(id="start", can_focus=False):
            yield Static(
                safe(
                    _(
                        "填写、检查、比较、汇总政府信息公开工作年度报告。\n"
                        "每改一格就存一格，断线、关机都不会丢；随时按 F1 或 ? 看帮助，按 Ctrl+P 找任何操作。\n\n"
                        "从哪里开始？"
                    )
                )
            )
            yield OptionList(
                Option(safe(_("i  导入已有的报告：文本、网页、Word、Excel、PDF，一个文件或整个文件夹"))),
                Option(safe(_("n  新建一份报告，从空白表开始填"))),
                Option(safe(_("e  看示例：导入自带的例子，先试一试"))),
                Option(safe(_("h  机关与年度一览"))),
                id="choices",
            )
            lead = Static(safe(first_step(self.key_of)), id="lead")
            lead.display = begin_leading(self.giktui.path) if self._empty else leads_nowhere_yet(self.giktui.path)
            yield lead

    @property
    def main(self) -> Widget:
        """The choices."""
        return self.query_one("#choices")

    def on_mount(self) -> None:
        """The first choice is marked."""
        self.query_one("#choices", OptionList).highlighted = 0
        self.set_focus(self.main)

    def action_lead(self) -> None:
        """Be led through a first report, or not."""
        led = not leads_nowhere_yet(self.giktui.path)
        if led:
            lead_from_the_start(self.giktui.path)
        else:
            stop_leading()
        self.query_one("#lead").display = led

    def _is_empty(self) -> bool:
        from giktui.store import each_entry

        return next(each_entry(self.giktui.db), None) is None

    def on_screen_resume(self) -> None:
        """Back with the first reports: from here on, home is where to begin."""
        if self.is_current and self._empty and not self._is_empty():
            self.giktui.go_home()

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter does what the line says."""
        event.stop()
        await self.run_action(_DEEDS[event.option_index])

    def action_import_files(self) -> None:
        """Choose files."""
        self.giktui.show("import")

    def action_new(self) -> None:
        """A blank report."""
        self.giktui.show("new_report")

    def action_example(self) -> None:
        """Import the reports that are shipped with the program."""
        from giktui.resources import folder

        self.giktui.show("import", paths=sorted(folder("examples").glob("*-[0-9][0-9][0-9][0-9].txt")))

    def action_home(self) -> None:
        """The agencies."""
        self.giktui.go_home()
