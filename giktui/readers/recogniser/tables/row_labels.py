"""Which of a line's labels are a row's: some words of the form head both a row and a column."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from giktui.form import Row, load_form
from giktui.readers.recogniser.detect.labels import Meaning, sure_row
from giktui.readers.recogniser.tables.line_words import Labels


class FormRows(NamedTuple):
    """The rows of a table by their ids, the group of each, and the ids in the order of the form."""

    by_id: Mapping[str, Row]
    group_of: Mapping[str, str]
    order: Sequence[str]


@cache
def rows_of_form(form: str, table: str) -> FormRows:
    """The rows of a table of the form."""
    rows = {row.id: row for row in load_form(form).table(table).rows}
    return FormRows(rows, {id: row.under[-1] if row.under else "" for id, row in rows.items()}, tuple(rows))


def rows_among(labels: Labels, rows: FormRows, before: str, group: str) -> list[tuple[int, Meaning]]:
    """The row labels in a line, each with its field. Words that also head a column are a row only where the row may
    come next: behind the row `before` ("" for none), under the `group` that was named last."""
    found: list[tuple[int, Meaning]] = []
    for index, meanings in labels:
        sure = sure_row(meanings)
        row = sure or next((one for one in meanings if one.part == "row"), None)
        if row and (sure or _may_follow(row, index, labels, rows, before, group)):
            found.append((index, row))
    return found


def _may_follow(  # noqa: PLR0917
    row: Meaning, index: int, labels: Labels, rows: FormRows, before: str, group: str
) -> bool:
    if any(meaning.part == "column" for place, other in labels if place != index for meaning in other):
        return False
    groups = [meaning.id for place, other in labels if place < index for meaning in other if meaning.part == "group"]
    if groups:
        return groups[-1] == rows.group_of[row.id]
    under = rows.by_id[row.id].under
    place = rows.order.index(row.id)
    nearby = {rows.order[place - 1]} if place else set()
    nearby |= {id for id in rows.order[:place] if rows.by_id[id].under == under and len(under) > 1}
    return before in nearby or (len(under) > 1 and group == under[-1])
