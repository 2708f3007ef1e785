"""What the database knows of one report: its content, where each value came from, and what belongs to it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from giktui.form import carried_over
from giktui.i18n import _
from giktui.report import Number, Report, number_text
from giktui.totals import sum_of
from giktui.tui.safe_text import line

if TYPE_CHECKING:
    from giktui.store import Connection, Edit, Entry
    from giktui.store.review.comments import Comment


class StoredReport:
    """A report as it was read last, with last year's beside it."""

    def __init__(self, db: "Connection", entry: "Entry") -> None:
        self.db, self.entry = db, entry
        self.deleted = ""
        """That somebody has deleted the report, by whom and why; what was read of it before stays on the screen."""
        self.read()

    def read(self) -> None:
        """Read it again; of one that was deleted meanwhile, what was read before stays."""
        from giktui.store import Deleted, entry_of, last_report, load, origins
        from giktui.store.reports.bound_figures import bound_figures
        from giktui.store.review.returning import changed_since_return

        try:
            self.entry = entry_of(self.db, self.entry.id)
        except Deleted as error:
            self.deleted = str(error)
            return
        self.deleted = ""
        self.report: Report = load(self.db, self.entry.id)
        self.origins: dict[str, Edit] = origins(self.db, self.entry.id)
        self.remarks = self._remarks()
        self.since_return = {edit.cell: edit.old for edit in changed_since_return(self.db, self.entry.id)}
        self.bound = bound_figures(self.db, self.entry.id)
        self.last: Report | None = last_report(self.db, self.entry.agency_id, self.entry.year)
        self.last_cells = carried_over(self.last.cells, self.last.form, self.report.form) if self.last else {}

    def _remarks(self) -> "list[Comment]":
        """The open comments on the report, without their answers."""
        from giktui.store.review.comments import comments

        return [one for one in comments(self.db, self.entry.id) if one.answers is None]

    def remark_on(self, part: str, paragraph: str = "") -> str:
        """The latest open comment on a cell, or on a text where that paragraph stands, who said it in front."""
        said = (one for one in self.remarks if one.part == part and one.quote in ("", paragraph))
        latest = max(said, key=lambda one: (one.quote != "", one.id), default=None)
        return "" if latest is None else _("{who}：{what}").format(who=latest.actor, what=line(latest.text))

    def remarked(self, part: str, text: str) -> list[tuple[int, int]]:
        """Where in a text of that part, as it is being written, the paragraphs stand that somebody has commented on."""
        found = ((text.find(one.quote), len(one.quote)) for one in self.remarks if one.part == part and one.quote)
        return [(at, at + length) for at, length in found if at >= 0]

    def offered(self) -> Mapping[str, Number]:
        """What was made out in a picture for cells that are blank still."""
        from giktui.store.reports.documents import suggested

        return suggested(self.db, self.entry)

    def made_out(self, cell: str) -> tuple[str, str]:
        """What was made out in a picture for a cell that is blank still, and where: page and place on it (`p1 图!A14`,
        without the file's name, which is long); "" for nothing."""
        from giktui.store.reports.documents import made_out

        value, place = made_out(self.db, self.entry).get(cell, ("", ""))
        return value, " ".join(place.split()[-2:])

    def text(self, part: str) -> str:
        """A text as it is stored."""
        return _text_of(self.report, part)

    def last_text(self, part: str) -> str:
        """Last year's text of the same part."""
        return _text_of(self.last, part) if self.last else ""

    def source_at(self, part: str, at: int) -> str:
        """The cells that the number at that character of a text follows, in words; empty where it follows none."""
        from giktui.wording.cells import cell_label

        for one in self.bound:
            if one.part == part and one.at <= at <= one.end:
                said = self.text(part)[one.at : one.end]
                if said == number_text(sum_of(self.report.cells, one.cells)):
                    form = self.report.definition
                    return _("＋").join(cell_label(form, cell.removeprefix("-")) for cell in one.cells)
        return ""


def _text_of(report: Report, part: str) -> str:
    if part == "title":
        return report.title
    return report.preamble if part == "preamble" else report.narratives.get(part, "")
