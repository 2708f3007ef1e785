"""What the home screen asks: beside which report one is to stand, which deleted one is to come back."""

from typing import TYPE_CHECKING

from giktui.i18n import _
from giktui.tui.dialogs.asking import Choose
from giktui.tui.screens.base.page import Page

if TYPE_CHECKING:
    from giktui.store import Entry


async def other_agencys(page: Page, entry: "Entry") -> "Entry | None":
    """The report of another agency on the same year that the user chooses; None where there is none, or none chosen."""
    from giktui.store import entries

    others = [other for other in entries(page.giktui.db, year=entry.year) if other.id != entry.id]
    if not others:
        page.giktui.say(_("{year} 年没有别的机关的报告。").format(year=entry.year))
        return None
    chosen = await page.app.push_screen_wait(Choose(_("与哪个机关比较？"), [other.agency for other in others]))
    return others[chosen] if chosen is not None else None


async def restore(page: Page) -> bool:
    """Put the deleted report back that the user chooses; whether that was done."""
    from giktui.store import actor, deletions, local_time, restore_report

    found = deletions(page.giktui.db)
    if not found:
        page.giktui.say(_("没有删除过报告"))
        return False
    line = _("{agency} {year} 年  {actor} {time} 删除：{reason}")
    options = [
        line.format(agency=d.agency, year=d.year, actor=d.actor, time=local_time(d.time), reason=d.reason)
        for d in found
    ]
    chosen = await page.app.push_screen_wait(Choose(_("恢复哪一份？"), options))
    if chosen is None:
        return False
    return page.attempt(lambda: restore_report(page.giktui.db, found[chosen], actor=actor()))
