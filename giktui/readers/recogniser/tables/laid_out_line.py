"""The heads of the table of one line in text that only blanks lay out, put together of the lines they stand in."""

from collections.abc import Sequence
from itertools import groupby

from giktui.form import Table
from giktui.readers.recogniser.detect.numbers import printed
from giktui.readers.recogniser.segment.lines import Item
from giktui.readers.recogniser.tables.line_words import is_sentence
from giktui.readers.recogniser.tables.wrapped_words import (
    MOST_WORDS,
    Token,
    bare,
    is_of_blanks,
    tokens_of,
    tokens_spelling,
)

_TRIES = 5_000


def with_whole_heads(items: Sequence[Item], table: Table) -> list[Item] | None:
    """The lines with heads that are whole, in the form's order: those over groups of numbers in one line, those of the
    columns in the next. None where one is missing, or the lines over the numbers hold anything else.
    """
    if not all(map(is_of_blanks, items)):
        return None
    first = next((number for number, item in enumerate(items) if _is_figures(item)), 0)
    words = [
        token for number, item in enumerate(items[:first]) if not is_sentence(item) for token in tokens_of(item, number)
    ]
    if len(words) > MOST_WORDS:
        return None
    outer = list(dict.fromkeys(row.under[0] if row.under else row.label for row in table.rows))
    inner = [row.label for row in table.rows if row.under]
    columns = [column.label for _row in table.rows for column in table.columns]
    for labels in (outer, inner):
        begin = 0
        for label in labels:
            found = tokens_spelling(words, begin, bare(label))
            if found is None:
                return None
            begin = words.index(found[0])
            words = [token for token in words if token not in found]
    if not first or not _stand_in_order(words, [bare(label) for label in columns]):
        return None
    heads = [
        items[first]._replace(
            fields=tuple(line), text=" ".join(line), only="", words=tuple(enumerate(line)), numbers=False
        )
        for line in ([*outer, *inner], columns)
    ]
    return [*filter(is_sentence, items[:first]), *heads, *items[first:]]


def _is_figures(item: Item) -> bool:
    kinds = [printed(text).kind for text in item.text.split()]
    return len(kinds) > 1 and all(kind in ("number", "mark") for kind in kinds)


def _stand_in_order(words: Sequence[Token], labels: Sequence[str]) -> bool:
    """Whether the words are those of the labels and nothing else, wrapped over lines, in each of which the pieces come
    in the order of the labels."""
    lines = [[bare(token.text) for token in line] for _number, line in groupby(words, key=lambda token: token.line)]
    pieces = [(piece, not place) for line in lines for place, piece in enumerate(line)]
    tries = 0

    def fits(number: int, rests: tuple[str, ...], after: int) -> bool:
        nonlocal tries
        tries += 1
        if number == len(pieces):
            return not any(rests)
        if tries > _TRIES:
            return False
        piece, begins_line = pieces[number]
        return any(
            fits(number + 1, (*rests[:place], rests[place][len(piece) :], *rests[place + 1 :]), place)
            for place in range(0 if begins_line else after + 1, len(rests))
            if piece and rests[place].startswith(piece)
        )

    return fits(0, tuple(labels), -1)
