"""The lines that lead through a first report, above the line about the cell."""

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

    def on_mount(self) -> None:
        """Lead where that was begun and not left."""
        entry = self.session.entry
        self.display = is_led(host_of(self).path, entry.agency, entry.year)

    def show(self, width: int) -> None:
        """Say the step that is to be done now."""
        if not self.display:
            return
        where, how = step_words(self.session, self.key_of)
        leave = _("{key} 放下").format(key=self.key_of("report.lead")) + " "
        gap = max(1, width - 1 - width_of(where) - width_of(leave))
        self.set_lines(
            [[(" " + where, "strong"), (" " * gap, "plain"), (leave, "dim")], [(" " + cut(how, width - 2), "plain")]]
        )
        if step_of(self.session) > STEPS:
            stop_leading(done=True)

    def turn(self) -> str:
        """Begin to lead through this report, or leave off; what to say of it."""
        self.display = not self.display
        if not self.display:
            stop_leading()
            return _("带填已放下；再按 {key} 接着来").format(key=self.key_of("report.lead"))
        entry = self.session.entry
        lead_through(host_of(self).path, entry.agency, entry.year)
        return ""
