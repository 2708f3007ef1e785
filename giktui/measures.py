"""What is followed over the years and compared between agencies: sums and shares of cells, defined beside the forms."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files

from giktui.errors import GiktuiError
from giktui.form import Form, cell_label, load_form, section_number
from giktui.i18n import _, language
from giktui.report import Number


@dataclass(frozen=True, slots=True)
class Measure:
    """A sum of cells; where `of` names cells too, its share of their sum in per cent, to one decimal."""

    id: str
    label: str
    english: str
    cells: tuple[str, ...]
    of: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its name in the language of the interface."""
        return self.english if language() == "en" else self.label

    def value(self, cells: Mapping[str, Number]) -> Number | None:
        """The measure of a report; None where a cell it needs is blank, or there is nothing to take a share of."""
        if not all(id in cells for id in (*self.cells, *self.of)):
            return None
        total = sum(cells[id] for id in self.cells)
        return share(total, sum(cells[id] for id in self.of)) if self.of else total


def share(part: Number, whole: Number) -> Decimal | None:
    """`part` in per cent of `whole`, to one decimal (halves away from zero); None of nothing."""
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP) if whole else None


@cache
def common_measures() -> tuple[Measure, ...]:
    """The measures of common interest, in the order of their file; both forms have their cells."""
    data = tomllib.loads(files("giktui.form").joinpath("measures.toml").read_text("utf-8"))
    return tuple(
        Measure(m["id"], m["label"], m["english"], tuple(m["cells"]), tuple(m.get("of", ()))) for m in data["measures"]
    )


def cell_measures(form: Form) -> tuple[Measure, ...]:
    """Every cell of the form as a measure of its own."""
    return tuple(
        Measure(cell.id, label, label, (cell.id,))
        for section in form.sections
        if section.table
        for cell in section.table.cells
        for label in (f"{section_number(section)} {cell_label(form, cell.id)}",)
    )


def find_measure(name: str) -> Measure:
    """The measure of that id, or of that cell of the newest form that has it. Raises GiktuiError for another name."""
    for measure in (*common_measures(), *cell_measures(load_form("2021")), *cell_measures(load_form("2019"))):
        if measure.id == name:
            return measure
    known = _("、").join(measure.id for measure in common_measures())
    raise GiktuiError(_("没有“{name}”这个指标。可用：{known}，或任一单元格的编号。").format(name=name, known=known))
