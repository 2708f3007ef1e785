"""Measures that are followed over the years: some of common interest, and every cell of the form."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from giktui.form import Form, cell_label, section_title
from giktui.i18n import _
from giktui.report import Number

_RECEIVED = "applications.received.total"
_GRANTED = ("applications.granted.total", "applications.partly_granted.total")
_RESULTS = "applications.results_total.total"
_CARRIED = "applications.carried_out.total"
_REVIEWS = "proceedings.review.total"
_LITIGATION = ("proceedings.litigation_direct.total", "proceedings.litigation_after_review.total")


@dataclass(frozen=True, slots=True)
class Measure:
    """A sum of cells; in per cent of other cells, if there are any in `of`."""

    name: str
    cells: tuple[str, ...]
    of: tuple[str, ...] = ()

    def value(self, cells: Mapping[str, Number]) -> Number | None:
        """The measure of a report; None where a cell it needs is blank, or there is nothing to take a share of."""
        if not all(id in cells for id in (*self.cells, *self.of)):
            return None
        total = sum(cells[id] for id in self.cells)
        if not self.of:
            return total
        whole = Decimal(sum(cells[id] for id in self.of))
        return (Decimal(total) * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP) if whole else None


def measures(form: Form) -> list[Measure]:
    """What is followed most, then each cell of the form's tables."""
    chosen = [
        Measure(_("新收申请"), (_RECEIVED,)),
        Measure(_("公开占比 %（予以公开和部分公开）"), _GRANTED, (_RESULTS,)),
        Measure(_("结转下年"), (_CARRIED,)),
        Measure(_("行政复议"), (_REVIEWS,)),
        Measure(_("行政诉讼"), _LITIGATION),
    ]
    known = [measure for measure in chosen if all(id in form.cells for id in (*measure.cells, *measure.of))]
    every = [
        Measure(f"[{section_title(section)[:1]}] {cell_label(form, cell.id)}", (cell.id,))
        for section in form.sections
        if section.table
        for cell in section.table.cells
    ]
    return known + every
