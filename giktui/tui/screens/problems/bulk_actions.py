"""What the keys of the problem table ask for, and then do to the chosen problems."""

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.tui.dialogs.asking import Confirm, Prompt
from giktui.tui.host import Host
from giktui.tui.screens.problems import bulk_edits
from giktui.tui.screens.problems.table import ProblemTable

if TYPE_CHECKING:
    from textual.app import App

    from giktui.store.analysis.problems import Problem


class Desk(Protocol):
    """What the actions need of the screen."""

    table: ProblemTable

    @property
    def app(self) -> "App[Any]":
        """The app, to show dialogs on."""

    @property
    def giktui(self) -> Host:
        """The app, with its database."""

    @property
    def here(self) -> "Problem | None":
        """The problem under the cursor."""

    def tell(self, message: str) -> None:
        """Say something that stays until a key is pressed."""

    def attempt(self, action: Callable[[], object]) -> bool:
        """Do it; say why where it fails."""

    def busy_with(self, said: str) -> None:
        """Say what is being done."""

    def acted(self, chosen: "Sequence[Problem]", said: str) -> None:
        """Show the table as it is after something was done."""


class BulkActions:
    """The actions on the chosen problems of one table."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def waive(self) -> None:
        """Accept the chosen with one reason."""
        self._with_a_text(_("豁免"), _("豁免 {n} 个问题的理由"), bulk_edits.waive_all, _("已豁免 {n} 个"))

    def comment(self) -> None:
        """Comment on the chosen."""
        self._with_a_text(_("批注"), _("批注 {n} 处"), bulk_edits.comment_on_all, _("已批注 {n} 处"))

    def give_back(self) -> None:
        """Return the reports of the chosen."""
        question = _("退回这 {n} 个问题所在报告的意见")
        self._with_a_text(_("退回报告"), question, bulk_edits.return_all, _("已退回 {n} 份报告"))

    def _with_a_text(self, title: str, question: str, act: "Callable[..., tuple[int, list[str]]]", what: str) -> None:
        """Ask for a text, do it to the chosen, and say what came of it."""
        chosen = self.desk.table.chosen(self.desk.here)
        if not chosen:
            return

        def given(text: str | None) -> None:
            if text:
                done, refused = act(self.desk.giktui.db, chosen, text)
                self.desk.acted(chosen, bulk_edits.told(done, refused, what))

        self.desk.app.push_screen(Prompt(question.format(n=len(chosen)), title=title), given)

    def notice(self) -> None:
        """Write notices for the reports of the chosen, in the background."""
        chosen = self.desk.table.chosen(self.desk.here)
        if not chosen:
            return

        def given(folder: str | None) -> None:
            if folder:
                path = Path(folder).expanduser()
                self.desk.app.run_worker(lambda: self._write_notices(chosen, path), thread=True, group="notices")

        question = _("给 {n} 份报告的机关写整改通知，放在哪个文件夹？").format(n=len(bulk_edits.reports_of(chosen)))
        self.desk.app.push_screen(Prompt(question, _("整改"), title=_("整改通知")), given)

    def _write_notices(self, chosen: "Sequence[Problem]", folder: Path) -> None:
        from giktui.store import DatabaseError, connect

        reports = len(bulk_edits.reports_of(chosen))
        in_app = self.desk.app.call_from_thread

        def tell(number: int) -> None:
            in_app(self.desk.busy_with, _("正在写通知 {n}/{all}").format(n=number, all=reports))

        try:
            with closing(connect(self.desk.giktui.path)) as db:
                done, refused = bulk_edits.notice_all(db, chosen, folder, tell)
        except (GiktuiError, DatabaseError) as error:
            in_app(self.desk.tell, str(error))
            return
        finally:
            in_app(self.desk.busy_with, "")
        in_app(self.desk.acted, chosen, bulk_edits.told(done, refused, _("已写 {n} 份通知和回复表")))

    def copy(self) -> None:
        """Copy the chosen, or all that is shown, as lines of a spreadsheet."""
        chosen = self.desk.table.chosen(None) or self.desk.table.shown
        self.desk.app.copy_to_clipboard(bulk_edits.as_lines(chosen))
        self.desk.giktui.say(_("已复制 {n} 行").format(n=len(chosen)))

    def export(self) -> None:
        """Write the chosen, or all that is shown, to a table."""
        chosen = self.desk.table.chosen(None) or self.desk.table.shown

        def write(path: Path, *, agreed: bool | None = True) -> None:
            if agreed and self.desk.attempt(lambda: bulk_edits.export_all(chosen, path)):
                self.desk.giktui.say(_("已写入 {path}").format(path=path))

        def given(name: str | None) -> None:
            path = Path(name).expanduser() if name else None
            if path is not None and path.exists():
                asked = _("{path} 已有，替换？").format(path=path)
                self.desk.app.push_screen(Confirm(asked), lambda yes: write(path, agreed=yes))
            elif path is not None:
                write(path)

        question = _("{n} 个问题写到哪个文件（.xlsx 或 .csv）？").format(n=len(chosen))
        self.desk.app.push_screen(Prompt(question, _("问题") + ".xlsx", title=_("导出")), given)
