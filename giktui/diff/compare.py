"""Two reports compared: every cell both have, across forms through the crosswalk, and the texts.

A blank is not zero: blank against a number is a change without a difference and without a percentage.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from giktui.diff.narrative import TextDifference, compare_texts
from giktui.form import Form, Pair, crosswalk
from giktui.i18n import _, language
from giktui.report import Number, Report
from giktui.totals import sum_of


@dataclass(frozen=True, slots=True)
class CellDifference:
    """What one cell, or cells whose sum means the same in the other form, held and holds.

    `cell` of form `form` is the one that names it. A sum of which a part is blank is blank.
    """

    form: str
    cell: str
    old_cells: tuple[str, ...]
    new_cells: tuple[str, ...]
    old: Number | None
    new: Number | None

    @property
    def table(self) -> str:
        """The id of the table (and section) it stands in."""
        return self.cell.split(".", 1)[0]

    @property
    def changed(self) -> bool:
        """Whether the two differ; blank and 0 do."""
        return self.old != self.new

    @property
    def delta(self) -> Number | None:
        """new − old; None where either is blank."""
        return None if self.old is None or self.new is None else self.new - self.old

    @property
    def percent(self) -> Decimal | None:
        """The difference in per cent of |old|, to one decimal; None where old is 0 or either is blank."""
        if self.delta is None or not self.old:
            return None
        share = Decimal(self.delta) * 100 / abs(Decimal(self.old))
        return share.quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Incomparable:
    """Cells that only one of the two forms has, and why they cannot be compared (in Chinese, and in English)."""

    form: str
    cells: tuple[str, ...]
    because: str
    because_english: str

    @property
    def reason(self) -> str:
        """Why, in the language of the interface."""
        said = self.because_english if language() == "en" else self.because
        return said or _("另一版格式没有同样的格")


@dataclass(frozen=True, slots=True)
class Difference:
    """Two reports and all that was compared, what is the same included, in the order of the form."""

    old: Report
    new: Report
    cells: tuple[CellDifference, ...]
    texts: tuple[TextDifference, ...]
    incomparable: tuple[Incomparable, ...] = ()

    @property
    def same(self) -> bool:
        """Whether no cell and no text of those compared has changed; titles and years are not compared."""
        return not any(cell.changed for cell in self.cells) and not any(text.changed for text in self.texts)


def compare(old: Report, new: Report) -> Difference:
    """All differences between two reports, of any two years, agencies and forms."""
    texts = [("preamble", old.preamble, new.preamble)]
    tables = {table.id for report in (new, old) for table in report.definition.tables}
    sections = (*new.definition.sections, *old.definition.sections)
    for id in dict.fromkeys(section.id for section in sections):
        before, after = old.narratives.get(id, ""), new.narratives.get(id, "")
        if id not in tables or before or after:
            texts.append((id, before, after))
    return Difference(
        old,
        new,
        tuple(_cells(old, new)),
        tuple(compare_texts(part, before, after) for part, before, after in texts),
        tuple(_incomparable(old.definition, new.definition)),
    )


def select(
    difference: Difference,
    *,
    every: bool = False,
    threshold: Decimal | float | None = None,
    sections: Collection[str] | None = None,
) -> Difference:
    """The difference without what nobody asked for.

    Only what has changed, unless `every`; only cells that changed by at least `threshold` per cent (a change from or
    to 0 or blank has no percentage and stays); only these `sections` (ids of sections; `preamble` is one too).
    """

    def wanted(section: str) -> bool:
        return sections is None or section in sections

    def large(cell: CellDifference) -> bool:
        if threshold is None or not cell.changed or cell.percent is None:
            return every or cell.changed
        return abs(cell.percent) >= Decimal(str(threshold))

    return replace(
        difference,
        cells=tuple(cell for cell in difference.cells if wanted(cell.table) and large(cell)),
        texts=tuple(text for text in difference.texts if wanted(text.part) and (every or text.changed)),
        incomparable=tuple(rest for rest in difference.incomparable if wanted(rest.cells[0].split(".", 1)[0])),
    )


def _cells(old: Report, new: Report) -> Iterator[CellDifference]:
    for before, after in _pairs(old.form, new.definition):
        named = (new.form, after[0]) if len(after) == 1 else (old.form, before[0])
        yield CellDifference(*named, before, after, sum_of(old.cells, before), sum_of(new.cells, after))


def _pairs(old: str, new: Form) -> list[Pair]:
    """What the forms have in common, in the order of the new one."""
    place = {id: number for number, id in enumerate(new.cells)}
    return sorted(crosswalk(old, new.id).pairs, key=lambda pair: place[pair.target[0]])


def _incomparable(old: Form, new: Form) -> Iterator[Incomparable]:
    """The cells without a counterpart, by form and by the reason for it."""
    for form in dict.fromkeys((old.id, new.id)):
        rest = crosswalk(old.id, new.id).unmatched[form]
        for why in dict.fromkeys(rest.values()):
            cells = tuple(id for id, reason in rest.items() if reason == why)
            yield Incomparable(form, cells, why.chinese, why.english)
