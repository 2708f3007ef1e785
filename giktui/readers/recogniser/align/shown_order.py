"""Columns in another order than the form's, in text that shows it by its heads alone: taken where the sums agree."""

from collections.abc import Iterator, Sequence

from giktui.form import Form, Row, Table
from giktui.readers.recogniser.align.proof import adds_up
from giktui.readers.recogniser.detect.heads import Heads
from giktui.readers.recogniser.detect.numbers import printed
from giktui.readers.recogniser.tables.table_text import RowText
from giktui.report import Number

Order = Sequence[str]


def with_shown(rows: Sequence[RowText], orders: Sequence[Order | None], form: Form, table: Table) -> list[Order | None]:
    """The orders, with that which the heads show for rows that have none, or may show where each head is a line: one in
    which the sums of all their full rows hold, and in no other that the heads may mean."""
    found = list(orders)
    every = {id(text.heads): text.heads for text in rows}
    alone = {key for key, heads in every.items() if all(len(line) < 2 for line in heads.met)}
    if None not in orders and not alone:
        return found
    done: dict[int, Order | None] = {}
    for number, (text, order) in enumerate(zip(rows, orders, strict=True)):
        if text.item.aligned or table.layout != "grid":
            break
        key = id(text.heads)
        if order is not None and key not in alone:
            continue
        if key not in done:
            under = [other for other in rows if other.heads is text.heads]
            held = [one for one in _may_mean(text.heads, table) if _hold(one, under, form, table)]
            done[key] = held[0] if len(held) == 1 else order
        found[number] = done[key]
    return found


def _may_mean(heads: Heads, table: Table) -> Sequence[Order]:
    """The orders of the columns that heads met line by line may mean: each merged one stands for those below it, in
    their order; the last column may stand behind all others, wherever its head was met."""
    met = [(line, head) for line, heads_in_it in enumerate(heads.met) for head in heads_in_it]
    columns = [column.id for column in table.columns]
    if heads.strange or sorted(head for _line, head in met if head in columns) != sorted(columns):
        return []
    lines = {head: line for line, head in reversed(met)}
    under = {column.id: tuple(column.under) for column in table.columns}
    for column in table.columns:
        for depth, group in enumerate(column.under):
            under[group] = tuple(column.under[:depth])
    parents = {
        head: next((over for over in reversed(under[head]) if lines.get(over, line) < line), "")
        for head, line in lines.items()
    }
    sequence = list(dict.fromkeys(head for _line, head in met))

    def below(parent: str) -> Iterator[str]:
        for head in sequence:
            if parents[head] == parent:
                yield from (head,) if head in columns else below(head)

    shown = tuple(below(""))
    last = columns[-1]
    return list(dict.fromkeys((shown, (*(one for one in shown if one != last), last))))


def _hold(order: Order, rows: Sequence[RowText], form: Form, table: Table) -> bool:
    """Whether the sums within rows hold in this order, in every row that has a number for each column."""
    full = [values for text in rows if (values := _values(order, text, table.row(text.row), table))]
    return bool(full) and all(adds_up(form, values) for values in full)


def _values(order: Order, text: RowText, row: Row, table: Table) -> dict[str, Number] | None:
    """The numbers of a row in this order, by cell; None where there are fewer or more."""
    numbers = [printed(field).value for field in text.numbers()]
    if len(numbers) != len(row.columns) or any(number is None for number in numbers):
        return None
    return {f"{table.id}.{row.id}.{column}": number or 0 for column, number in zip(order, numbers, strict=True)}
