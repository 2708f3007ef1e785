"""The sums of the form as Excel formulas: in the totals, and beside the table as checks that say what differs.

A check gives words (`相符`, `相差6`), so that nobody takes it for a number of the form.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from giktui.form import Form, Relation, Table, Term
from giktui.report import Number, Report
from giktui.writers.layout import plan, shown

AGREES, DIFFERS = "相符", "相差"

Place = tuple[int, int]
"""Line and column on a sheet, both from 0."""


@dataclass(frozen=True, slots=True)
class Check:
    """A check of one sum: where it stands, its formula, what that gives now, and its label with its own place."""

    place: Place
    formula: str
    result: str
    label: str
    label_place: Place


def places_of(table: Table, top: int) -> dict[str, Place]:
    """Where each cell of a table stands on a sheet where the table begins in line `top`."""
    return {box.cell: (top + box.row, box.column) for box in plan(table).boxes if box.cell}


def total_formulas(report: Report, table: Table, places: Mapping[str, Place]) -> dict[str, str]:
    """A formula for each total that is what its parts add up to (blank parts as 0); the others are only published."""
    formulas: dict[str, str] = {}
    for relation in _sums(report.definition, table):
        total = relation.total
        if total is None or total in formulas or total not in report.cells:
            continue
        if _value(relation.left, report.cells) == report.cells[total]:
            formulas[total] = f"={_sum(relation.left, places)}"
    return formulas


def checks_of(report: Report, table: Table, places: Mapping[str, Place], texts: int = 0) -> Iterator[Check]:
    """The checks of a table: of a line right of it, of columns below it and so many `texts` behind it, with an
    empty column or line between."""
    drawn = plan(table)
    top = min(line for line, _column in places.values()) - drawn.heads
    beside: dict[int, int] = {}
    below: dict[str, int] = {}
    for relation in _sums(report.definition, table):
        lines = {places[term.cell][0] for term in relation.terms}
        right = _sum(relation.right, places)
        difference = f"{_sum(relation.left, places)}-{right if len(relation.right) == 1 else f'({right})'}"
        formula = f'=IF({difference}=0,"{AGREES}","{DIFFERS}"&({difference}))'
        value = _value(relation.left, report.cells) - _value(relation.right, report.cells)
        result = f"{DIFFERS}{shown(value)}" if value else AGREES
        if len(lines) == 1:
            line = lines.pop()
            column = drawn.width + 1 + beside.get(line, 0)
            beside[line] = beside.get(line, 0) + 1
            name = table.row(relation.terms[0].cell.split(".")[1]).label if table.layout == "line" else "各项之和减总计"
            yield Check((line, column), formula, result, f"核对：{name}", (top + drawn.heads - 1, column))
        else:
            number = below.setdefault(relation.family, len(below))
            line = top + drawn.height + texts + 1 + number
            column = places[relation.terms[-1].cell][1]
            yield Check((line, column), formula, result, f"核对：{_in_words(table, relation)}", (line, 0))


def _sums(form: Form, table: Table) -> Iterator[Relation]:
    return (r for r in form.relations if r.table == table.id and r.operator == "=" and not r.across_years)


def _in_words(table: Table, relation: Relation) -> str:
    def labels(terms: Sequence[Term]) -> list[str]:
        return [table.row(term.cell.split(".")[1]).label for term in terms]

    if relation.total is not None:
        return f"各项之和减{labels(relation.right)[0]}"
    return f"{'加'.join(labels(relation.left))}，减{'、'.join(labels(relation.right))}"


def _value(terms: Sequence[Term], cells: Mapping[str, Number]) -> Number:
    return sum((term.factor * cells.get(term.cell, 0) for term in terms), start=0)


def _sum(terms: Sequence[Term], places: Mapping[str, Place]) -> str:
    """SUM over a range where the terms are neighbours, else the terms one by one."""
    where = [places[term.cell] for term in terms]
    lines, columns = {line for line, _column in where}, {column for _line, column in where}
    in_a_row = max(len(lines), len(columns)) == len(where) and min(len(lines), len(columns)) == 1
    near = max(lines) - min(lines) + max(columns) - min(columns) == len(where) - 1
    if len(where) > 1 and in_a_row and near and all(term.factor == 1 for term in terms):
        return f"SUM({field_name(min(where))}:{field_name(max(where))})"
    signed = "".join(
        f"{'+' if term.factor > 0 else '-'}{field_name(place)}" for term, place in zip(terms, where, strict=True)
    )
    return signed.removeprefix("+")


def field_name(place: Place, fixed: str = "") -> str:
    """The name a spreadsheet gives a field: B7, or $B$7 with `fixed` "$"."""
    line, column = place
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{fixed}{letters}{fixed}{line + 1}"
