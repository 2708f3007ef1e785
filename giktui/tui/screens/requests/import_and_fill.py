"""Taking a list into the register, and filling the report from it: shown first, done when that is agreed."""

from collections.abc import Callable, Coroutine
from typing import Any, Protocol

from textual.app import App

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.ingest.one_file import within_limits
from giktui.readers import read_rows
from giktui.readers.limits import Limits
from giktui.register.heads import field_names, head_key
from giktui.register.import_wording import found_lines, problems
from giktui.register.sheets import Found, Sheet, sheets_of
from giktui.store import actor
from giktui.store.register.filling import fill, filling
from giktui.store.register.importing import carry_out, plan, remember_heads, remembered_heads
from giktui.store.register.wording import blocking_lines, filling_lines, plan_lines
from giktui.tui.dialogs.asking import Choose, Confirm
from giktui.tui.host import Host
from giktui.wording.cells import cell_short_label

LIMITS = Limits(fields=4_000_000, reading=120)
"""A register is longer than any report."""
_NAMED = 40


class RegisterDesk(Protocol):
    """A screen of one agency's register, as far as taking in and filling go."""

    year: int

    @property
    def app(self) -> App[Any]:
        """Where dialogs are shown."""

    @property
    def giktui(self) -> Host:
        """Where the database is."""

    @property
    def agency(self) -> int:
        """The agency's id."""

    def run_worker(self, work: Coroutine[Any, Any, None]) -> object:
        """Run a coroutine that may ask something."""

    def tell(self, message: str, title: str = "") -> None:
        """Say something that stays until a key is pressed."""

    def attempt(self, action: Callable[[], object]) -> bool:
        """Do it; False, having said why, where that failed."""

    def reread(self) -> None:
        """Read the register anew."""


def take_in(screen: RegisterDesk, data: bytes, name: str) -> None:
    """Read a list, ask what its columns are where that is not clear, show what it would do, do it."""
    screen.run_worker(_take_in(screen, data, name))


async def _take_in(screen: RegisterDesk, data: bytes, name: str) -> None:
    db, agency = screen.giktui.db, screen.agency
    told = remembered_heads(db, agency)
    try:
        documents = within_limits(read_rows, data, name, LIMITS)
        found = sheets_of(documents, told=told)
        while (unclear := _unclear(found)) is not None:
            sheet, field = unclear
            heads = [head for head in sheet.heads if head]
            question = _("{sheet} 哪一栏是“{field}”？").format(sheet=sheet.shown, field=field_names()[field])
            chosen = await screen.app.push_screen_wait(Choose(question, heads))
            if chosen is None:
                screen.giktui.say(_("没有导入"))
                return
            told |= {head_key(sheet.heads[column]): "" for column in sheet.mapped.unsure.get(field, ())}
            told[head_key(heads[chosen])] = field
            found = sheets_of(documents, told=told)
        planned = plan(db, agency, found.sheets)
    except GiktuiError as error:
        screen.tell(str(error))
        return
    lines = [*problems(found.sheets), *plan_lines(planned), *found_lines([found])]
    if await screen.app.push_screen_wait(Confirm("\n".join(lines), _("存入台账？"))):
        carry_out(db, agency, planned, actor=actor())
        remember_heads(db, agency, told)
        screen.giktui.say(_("已存入台账。"))
        screen.reread()


def _unclear(found: Found) -> tuple[Sheet, str] | None:
    """The first column that must be told."""
    for sheet in found.sheets:
        for field in (*sheet.mapped.lacking, *sheet.mapped.unsure):
            return sheet, field
    return None


def fill_report(screen: RegisterDesk) -> None:
    """Show what filling the year's report would change, and fill it when that is agreed."""
    try:
        found = filling(screen.giktui.db, screen.agency, screen.year)
    except GiktuiError as error:
        screen.tell(str(error))
        return
    if found.blocked:
        lines = list(blocking_lines(found))
        screen.tell("\n".join(lines[:_NAMED]), _("{n} 件没有弄清，不能填入").format(n=len(lines)))
        return
    title = _("由台账填入 {year} 年的报告？（一次撤销全部取回）").format(year=screen.year)

    def agreed(yes: bool | None) -> None:
        if yes and screen.attempt(lambda: fill(screen.giktui.db, screen.agency, screen.year, actor=actor())):
            screen.giktui.say(_("已填入 {year} 年的报告").format(year=screen.year))

    screen.app.push_screen(Confirm("\n".join(filling_lines(found, cell_short_label)), title), agreed)
