"""The differences in the margins: what is still missing in a row, and in a column, for the sums of the form to hold."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from giktui.form import Form, Relation, Table
from giktui.i18n import _
from giktui.report import Number
from giktui.tui.widgets.entry_grid.fitting import width_of
from giktui.tui.widgets.entry_grid.layout import Layout


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


class Margins(NamedTuple):
    """By line number what its row lacks; below the columns a line a family of sums: its name, and texts by the x at
    which they end."""

    rows: Mapping[int, str] = MappingProxyType({})
    columns: tuple[tuple[str, Mapping[int, str]], ...] = ()


def row_differences(form: Form, table: Table, cells: Mapping[str, Number]) -> Mapping[str, str]:
    """By a cell of each row that has a sum: what it lacks."""
    found = relations_within(form, table, "row")
    return {relation.terms[0].cell: difference(relation, cells).short for relation in found}


def margins_of(form: Form, table: Table, layout: Layout, cells: Mapping[str, Number]) -> Margins:
    """The margins of a table laid out like that, with these numbers in it."""
    places = layout.places
    rows = {places[cell][0]: text for cell, text in row_differences(form, table, cells).items()}
    families: dict[str, tuple[str, dict[int, str]]] = {}
    for relation in relations_within(form, table, "column"):
        _name, by_end = families.setdefault(relation.family, (family_name(relation), {}))
        slot = places[relation.terms[0].cell][1]
        text = difference(relation, cells).short
        by_end[slot.x + slot.width - 1] = text if width_of(text) < slot.width else text.replace(" ", "")
    lines = [(name, line) for name, by_end in families.values() for line in staggered(by_end)]
    return Margins(rows, tuple(lines))


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
