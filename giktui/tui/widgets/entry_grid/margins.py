"""The differences in the margins: what is still missing in a row, and in a column, for the sums of the form to hold."""

from collections.abc import Mapping
from dataclasses import dataclass

from giktui.form import Form, Relation, Table
from giktui.i18n import _
from giktui.report import Number


@dataclass(frozen=True, slots=True)
class Difference:
    """Σ left against Σ right of one relation, blanks counting as zero; `stated` says whether any cell is filled."""

    relation: Relation
    left: Number
    right: Number
    stated: bool

    @property
    def short(self) -> str:
        """`差2` if the parts (the left side) fall short, `多2` if there is too much; `平` if it fits."""
        if not self.stated:
            return ""
        delta = self.right - self.left
        if not delta:
            return _("平")
        return _("差{n}").format(n=delta) if delta > 0 else _("多{n}").format(n=-delta)


def relations_within(form: Form, table: Table, axis: str) -> list[Relation]:
    """The equations of `table` within one "row" or one "column" of this year's report, in the order of the form."""
    place = 1 if axis == "row" else 2
    return [
        relation
        for relation in form.relations
        if relation.table == table.id
        and relation.operator == "="
        and not relation.across_years
        and len({term.cell.split(".")[place] for term in relation.terms}) == 1
    ]


def difference(relation: Relation, cells: Mapping[str, Number]) -> Difference:
    """Both sides of a relation with these numbers."""
    left: Number = sum((term.factor * cells.get(term.cell, 0) for term in relation.left), start=0)
    right: Number = sum((term.factor * cells.get(term.cell, 0) for term in relation.right), start=0)
    return Difference(relation, left, right, any(term.cell in cells for term in relation.terms))


def family_name(relation: Relation) -> str:
    """What the margin of such relations is called: a sum into a total, or a balance of two sides."""
    return _("合计核对") if relation.total else _("勾稽核对")
