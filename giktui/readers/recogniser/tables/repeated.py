"""Merged cells whose text a program repeats in each of the fields they cover: what pandas, LibreOffice or Excel write
of a table when its cells are parted."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

from giktui.form import Table
from giktui.readers.recogniser.detect.heads import column_of
from giktui.readers.recogniser.segment.lines import Item, Words, with_fields


def unrepeated(items: Sequence[Item], form: str, table: Table) -> Sequence[Item]:
    """The lines, the head of a column that is there several times side by side only once, and so each figure that is
    the same in all fields below it, or in all that the heads of more columns above stand over. Where they differ, all
    is left as it is."""
    if table.layout != "blocks":
        return items
    kept: list[Item] = []
    spans: list[range] = []
    widest = range(0)
    for item in items:
        columns = _columns(form, table.id, item.words, len(item.fields)) if item.words else ()
        if columns:
            spans = [span for span in _alike(item.fields) if columns[span.start]]
            met = [place for place, column in enumerate(columns) if column]
            if len(met) == len(table.rows[0].columns):
                widest = range(met[0], met[-1] + 1)
            elif met == [widest.start] and not any(item.fields[widest.start + 1 :]):
                spans = [widest]
        kept.append(_once(item, spans) if spans else item)
    return kept


@lru_cache(maxsize=1024)
def _columns(form: str, table: str, words: Words, width: int) -> tuple[str, ...]:
    """The column that each of so many fields of a line is the head of, "" for one that is none; empty for a line
    without heads."""
    columns = [""] * width
    for place, text in words:
        columns[place] = column_of(form, table, text)
    return tuple(columns) if any(columns) else ()


def _alike(fields: Sequence[str]) -> list[range]:
    """Where fields side by side hold the same text."""
    alike = (list(places) for _text, places in groupby(range(len(fields)), key=lambda place: fields[place]))
    return [range(places[0], places[-1] + 1) for places in alike if len(places) > 1 and fields[places[0]]]


def _once(item: Item, spans: Sequence[range]) -> Item:
    fields = list(item.fields)
    for span in spans:
        here = fields[span.start : span.stop]
        if len(here) == len(span) and len(set(here)) == 1:
            fields[span.start + 1 : span.stop] = [""] * (len(span) - 1)
    return item if tuple(fields) == item.fields else with_fields(item, tuple(fields))
