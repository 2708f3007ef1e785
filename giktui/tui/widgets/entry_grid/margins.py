"""The differences in the margins: what is still missing in a row, and in a column, for the sums of the form to hold."""

from collections.abc import Mapping
from typing import NamedTuple

from giktui.form import Form, Relation, Table
from giktui.i18n import _
from giktui.report import Number
from giktui.tui.widgets.entry_grid.fitting import width_of


class Difference(NamedTuple):
    """Σ left against Σ right of one relation, blanks counting as zero; `stated` says whether any cell is filled."""

    relation: Relation
    left: Number
    right: Number
    stated: bool

    @property
    def short(self) -> str:
        """`差 2` if the parts (the left side) fall short, `多 2` if there is too much; nothing if it fits."""
        if not self.stated:
            return ""
        delta = self.right - self.left
        if not delta:
            return ""
        return _("差 {n}").format(n=delta) if delta > 0 else _("多 {n}").format(n=-delta)


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
    return _("合计") if relation.total else _("勾稽")


def staggered(texts: Mapping[int, str]) -> list[Mapping[int, str]]:
    """Texts that end where their columns do (by x), on as few lines as none of them covers another."""
    lines: list[dict[int, str]] = []
    for end, text in sorted(texts.items()):
        if not text:
            continue
        begin = end - width_of(text)
        line = next((line for line in lines if max(line) < begin), None)
        if line is None:
            line = {}
            lines.append(line)
        line[end] = text
    return list(lines) or [{}]
