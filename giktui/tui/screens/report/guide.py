"""The lines that lead through a first report, above the line about the cell."""

from pathlib import Path

from textual.screen import Screen

from giktui.i18n import _
from giktui.tui.first_report import STEPS, KeyOf, is_led, lead_through, step_of, step_words, stop_leading
from giktui.tui.host import host_of
from giktui.tui.report_session import ReportSession
from giktui.tui.widgets.entry_grid.fitting import cut, width_of
from giktui.tui.widgets.text_lines import TextLines


class GuideLines(TextLines):
    """Two lines that say at which of the six steps the report is; there only while the user is led."""

    def __init__(self, session: ReportSession, key_of: KeyOf) -> None:
        super().__init__(id="guide", ground="surface")
        self.session, self.key_of = session, key_of

    def show(self, width: int) -> None:
        """Say the step that is to be done now."""
        where, how = step_words(self.session, self.key_of)
        leave = _("{key} 放下带填").format(key=self.key_of("report.lead")) + " "
        gap = max(1, width - 1 - width_of(where) - width_of(leave))
        self.set_lines(
            [[(" " + where, "strong"), (" " * gap, "plain"), (leave, "dim")], [(" " + cut(how, width - 2), "plain")]]
        )
        if step_of(self.session) > STEPS:
            stop_leading(done=True)


def guide_of(session: ReportSession, path: Path, key_of: KeyOf) -> list[GuideLines]:
    """The lines, where the user is led through this report."""
    led = is_led(path, session.entry.agency, session.entry.year)
    return [GuideLines(session, key_of)] if led else []


async def turn_guide(screen: Screen[None], session: ReportSession, key_of: KeyOf) -> str:
    """Begin to lead through this report, or leave off; what to say of it."""
    if shown := screen.query(GuideLines):
        stop_leading()
        await shown.remove()
        return _("带填已放下；再按 {key} 接着来").format(key=key_of("report.lead"))
    lead_through(host_of(screen).path, session.entry.agency, session.entry.year)
    await screen.mount(GuideLines(session, key_of), before="#cell")
    return ""
