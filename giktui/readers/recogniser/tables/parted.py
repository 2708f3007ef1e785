"""Fields of text laid out with blanks that hold several cells, where columns stand but one blank apart."""

import re
from collections.abc import Iterator, Sequence

from giktui.form import load_form
from giktui.readers.recogniser.align.proof import adds_up
from giktui.readers.recogniser.detect.labels import meaning
from giktui.readers.recogniser.detect.numbers import printed
from giktui.readers.recogniser.segment.lines import Item, with_fields
from giktui.text.patterns import compiled_late

_GROUPED = compiled_late(r"(?<![\d,.])[1-9]\d{0,2} \d{3}(?!\d)", re.ASCII)
_PAIR = compiled_late(r"\d+ \d+", re.ASCII)
_ENOUGH = 3
"""Numbers set apart by gaps which show that the columns of a line are further apart than by one blank."""
_FIGURES = frozenset(("number", "mark"))
_HEADS = frozenset(("column", "group", "head"))


def parted(items: Sequence[Item], form: str, table: str) -> Sequence[Item]:
    """The lines, a field that is several heads of the table, several numbers, or a label with numbers behind it, as so
    many fields.

    Digits in groups of three may be one number and stay together (`3 119`), and so does what the form knows as one.
    """
    return [item if item.aligned or " " not in "".join(item.fields) else _cut(item, form, table) for item in items]


def _cut(item: Item, form: str, table: str) -> Item:
    apart = sum(field.isdecimal() for field in item.fields)
    pairs = [field for field in item.fields if _PAIR.fullmatch(field)] if apart >= _ENOUGH else []
    if len(pairs) == 1 and not _adds_up(item, form, table):
        return item
    fields = [part for field in item.fields for part in _parts(field, form, table, alone=len(item.fields) == 1)]
    return item if len(fields) == len(item.fields) else with_fields(item, tuple(fields))


def _parts(field: str, form: str, table: str, *, alone: bool) -> Iterator[str]:
    """The cells in a field; numbers that stand alone in their line are left as they are: `- 2 -`."""
    if " " not in field:
        yield field
        return
    parts = field.split(" ")
    heads = not meaning(form, table, field) and all(_is_head(part, form, table) for part in parts)
    numbers = [printed(part).kind in ("number", "mark") for part in parts]
    behind = all(numbers[1:]) and not _GROUPED.search(field)
    label = behind and (
        (numbers[0] and not alone) or any(found.part == "row" for found in meaning(form, table, parts[0]))
    )
    yield from parts if heads or label else [field]


def _adds_up(item: Item, form: str, table: str) -> bool:
    """Whether the numbers of a line are as many as a row has columns, and add up as those of a row do, each taken for
    one: in a line set apart by gaps, the two that are but one blank apart may be one with a blank in it."""
    definition = load_form(form).table(table)
    rows = definition.rows if definition.layout == "line" else definition.rows[:1]
    cells = [f"{table}.{row.id}.{column}" for row in rows for column in row.columns]
    values = [held.value for text in " ".join(item.fields).split() if (held := printed(text)).kind in _FIGURES]
    return len(values) == len(cells) and adds_up(load_form(form), dict(zip(cells, values, strict=True)))


def _is_head(text: str, form: str, table: str) -> bool:
    return any(found.part in _HEADS for found in meaning(form, table, text))
