"""A table that stands on its side: the form's rows are its columns, and the other way round."""

from collections.abc import Sequence
from itertools import zip_longest

from giktui.readers.recogniser.segment.lines import Item, running_text, with_fields

_FEWEST = 3
"""Lines and fields of the smallest table that is turned."""


def transposed(items: Sequence[Item]) -> list[Item] | None:
    """The lines with their grid, in which a field's position is its column, turned: each of its columns a line, in the
    place of its first line; None where there is not one such grid."""
    grids = {item.grid for item in items if item.aligned}
    if len(grids) != 1:
        return None
    lines = [item for item in items if item.aligned]
    columns = list(zip_longest(*(item.fields for item in lines), fillvalue=""))
    if len(lines) < _FEWEST or len(columns) < _FEWEST:
        return None
    turned = [with_fields(lines[0], fields)._replace(text=running_text(fields)) for fields in columns]
    first = next(number for number, item in enumerate(items) if item.aligned)
    return [*items[:first], *turned, *(item for item in items[first:] if not item.aligned)]
