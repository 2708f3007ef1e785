"""What is followed over the years and compared between agencies: sums and shares of cells, on every form version."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import NamedTuple

from giktui.errors import GiktuiError
from giktui.form import FORM_IDS, Form, crosswalk, load_form
from giktui.i18n import _, language
from giktui.report import Number
from giktui.wording.cells import cell_label, section_number


class Cells(NamedTuple):
    """A measure on one form: the sum of `cells`; where `of` names cells too, its share of their sum in per cent."""

    cells: tuple[str, ...]
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """What is followed, with its cells on each form that has it."""

    id: str
    label: str
    english: str
    on: tuple[tuple[str, Cells], ...]

    @property
    def name(self) -> str:
        """Its name in the language of the interface."""
        return self.english if language() == "en" else self.label

    @property
    def is_share(self) -> bool:
        """Whether it is a share, in per cent to one decimal, and no sum."""
        return any(cells.of for _form, cells in self.on)

    @property
    def ways(self) -> Mapping[Cells, tuple[str, ...]]:
        """The different cells it is made of, each with the forms on which it is."""
        found: dict[Cells, tuple[str, ...]] = {}
        for form, cells in self.on:
            found[cells] = (*found.get(cells, ()), form)
        return found

    def value(self, cells: Mapping[str, Number], form: str) -> Number | None:
        """The measure of a report on that form; None where a cell it needs is blank, or there is nothing to take a
        share of."""
        made_of = dict(self.on).get(form)
        if made_of is None or not all(id in cells for id in (*made_of.cells, *made_of.of)):
            return None
        total = sum(cells[id] for id in made_of.cells)
        return share(total, sum(cells[id] for id in made_of.of)) if made_of.of else total


def share(part: Number, whole: Number) -> Decimal | None:
    """`part` in per cent of `whole`, to one decimal (halves away from zero); None of nothing."""
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP) if whole else None


@cache
def common_measures() -> tuple[Measure, ...]:
    """The measures of common interest, as the newest form names and orders them, those it no longer has last."""
    newest_first = [load_form(id) for id in reversed(FORM_IDS)]
    named = {measure.id: measure for form in reversed(newest_first) for measure in form.measures}
    order = dict.fromkeys(measure.id for form in newest_first for measure in form.measures)
    return tuple(
        Measure(
            id,
            named[id].label,
            named[id].english,
            tuple(
                (form.id, Cells(measure.cells, measure.of))
                for form in newest_first
                for measure in form.measures
                if measure.id == id
            ),
        )
        for id in order
    )


def cell_measures(form: Form) -> tuple[Measure, ...]:
    """Every cell of the form as a measure of its own."""
    return tuple(_cell_measure(form, cell) for cell in form.cells)


def _cell_measure(form: Form, cell: str) -> Measure:
    """A cell, and on the other forms the cells whose sum means the same."""
    label = f"{section_number(form.section(form.cells[cell].table))} {cell_label(form, cell)}"
    return Measure(cell, label, label, tuple(_counterparts(form.id)[cell].items()))


@cache
def _counterparts(form: str) -> Mapping[str, Mapping[str, Cells]]:
    """For each cell of the form, the cells of every form that mean the same; the form's own first."""
    found: dict[str, dict[str, Cells]] = {cell: {form: Cells((cell,))} for cell in load_form(form).cells}
    for other in reversed(FORM_IDS):
        for pair in crosswalk(other, form).pairs if other != form else ():
            if len(pair.target) == 1:
                found[pair.target[0]][other] = Cells(pair.source)
    return found


def find_measure(name: str) -> Measure:
    """The measure of that id, or of that cell of the newest form that has it. Raises GiktuiError for another name."""
    common = {measure.id: measure for measure in common_measures()}
    if name in common:
        return common[name]
    for form in map(load_form, reversed(FORM_IDS)):
        if name in form.cells:
            return _cell_measure(form, name)
    text = _("没有“{name}”这个指标。可用：{known}，或任一单元格的编号。")
    raise GiktuiError(text.format(name=name, known=_("、").join(common)))
