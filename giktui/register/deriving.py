"""From counts over the register to the cells of a form."""

from collections.abc import Collection, Mapping
from functools import cache

from giktui.form import Form, load_form
from giktui.register.results import CARRIED_IN, CARRIED_OUT, RECEIVED, TABLE, every_result, result_rows, row_on
from giktui.totals import parts_of, total_from_parts

PROCEEDINGS = "proceedings"
Place = tuple[str, str, str]
"""Section, row and column as the register counts them: a result's row is the one `results` reads it as."""


def may_count(form: Form, cell: str) -> bool:
    """Whether the register tells what stands in the cell: one of table 三 or 四."""
    return cell in form.cells and form.cells[cell].table in (TABLE, PROCEEDINGS)


def sections_told(told: Collection[str]) -> tuple[str, ...]:
    """The rows of table 四 that the register has columns for; without one, that nothing is there says nothing."""
    rows: list[str] = []
    if {"review", "review_asked", "review_ended"} & set(told):
        rows.append("review")
    if {"suit", "suit_asked", "suit_ended"} & set(told):
        rows += ["litigation_direct", "litigation_after_review"]
    return tuple(rows)


def cells_of(
    form: Form, counts: Mapping[Place, int], rows_told: Collection[str]
) -> tuple[dict[str, int], tuple[str, ...]]:
    """All cells of table 三, the rows of table 四 that the register tells of; and the results that have no row here."""
    cells = {cell.id: 0 for cell in form.table(TABLE).cells}
    cells.update({cell.id: 0 for cell in form.table(PROCEEDINGS).cells if cell.row in rows_told})
    homeless: set[str] = set()
    for (section, row, column), count in counts.items():
        own = _own_row(form.id, row) if section == TABLE else row
        cell = f"{section}.{own}.{column}"
        if own is None or cell not in cells:
            homeless.add(row)
        else:
            cells[cell] += count
    for total in parts_of(form):
        if total in cells:
            cells[total] = int(total_from_parts(form, cells, total) or 0)
    return cells, tuple(sorted(homeless))


@cache
def _own_row(form_id: str, row: str) -> str | None:
    return row if row in (RECEIVED, CARRIED_IN, CARRIED_OUT) else row_on(row, form_id)


def behind(form: Form, cell: str) -> set[Place]:
    """The places counted in a cell; of a total, in all its parts."""
    sums = parts_of(form).get(cell)
    if sums:
        return {place for part in sums[0] for place in behind(form, part)}
    section, row, column = cell.split(".")
    rows = [row]
    if section == TABLE and row in result_rows(form.id):
        rows += [result for result in _results() if row_on(result, form.id) == row]
    return {(section, one, column) for one in rows}


@cache
def _results() -> tuple[str, ...]:
    from giktui.form import FORM_IDS

    return tuple(dict.fromkeys([*every_result(), *(row for id in FORM_IDS for row in result_rows(load_form(id).id))]))
