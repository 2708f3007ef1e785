"""What is found of a table in a document: rows with their heads, and lines of numbers under no label."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from giktui.readers.document import Place
from giktui.readers.recogniser.detect.heads import Heads
from giktui.readers.recogniser.segment.lines import Item
from giktui.readers.recognition import Doubt


@dataclass(slots=True)
class RowText:
    """A row of the form in the document: its label's line and position, the fields behind it, and the numbers that
    follow in lines of their own."""

    row: str
    how: str
    item: Item
    index: int
    rest: tuple[str, ...]
    heads: Heads
    more: list[tuple[str, Place]] = field(default_factory=list)
    gaps: tuple[int, ...] = ()
    """Before how manyeth of those numbers a line stands that is only a bar, for a blank."""
    below: Item | None = None
    """The last of the lines of those numbers."""

    @property
    def last(self) -> Item:
        """The last line of the row."""
        return self.below or self.item

    def spelled(self) -> list[tuple[str, Place]]:
        """The lines behind the label as fields, "" for each that is only a bar."""
        fields: list[tuple[str, Place]] = []
        for number in range(len(self.more) + 1):
            fields.extend([("", self.item.place)] * self.gaps.count(number))
            fields.extend(self.more[number : number + 1])
        return fields

    def numbers(self) -> list[str]:
        """What stands behind the label and is not empty."""
        return [*filter(None, self.rest), *[text for text, _place in self.more]]


class Loose(NamedTuple):
    """A line of numbers under no label: how many rows of the table stand before it, the heads over it, and the words
    before it that may be the label of a row which the form does not have."""

    item: Item
    rows: int
    heads: Heads
    label: str = ""


class Other(NamedTuple):
    """Words of a line that no row and no head took, and whether they stand before all numbers of the table."""

    text: str
    item: Item
    before: bool


@dataclass(slots=True)
class TableText:
    """What was found of a table: its heads, its rows, lines of numbers under no label, and words that are neither."""

    heads: Heads
    rows: list[RowText] = field(default_factory=list)
    loose: list[Loose] = field(default_factory=list)
    widths: set[int] = field(default_factory=set)
    others: list[Other] = field(default_factory=list)
    strange: list[tuple[str, Item, Heads]] = field(default_factory=list)
    """Heads that the form does not have."""
    unread: list[Loose] = field(default_factory=list)
    """Lines with numbers that are not read: those of a second table, numbers beside heads."""

    beside: dict[Doubt, Loose] = field(default_factory=dict)
    """Lines of numbers for which a row is in doubt."""

    def set_aside(self, text: str, item: Item) -> None:
        """Keeps words that nothing has taken yet."""
        self.others.append(
            Other(" ".join(text.split()), item, not self.rows and not any(loose.item.numbers for loose in self.loose))
        )

    def take_back(self, count: int) -> None:
        """Forgets the last words set aside, so many of them: they are part of a label."""
        if count:
            del self.others[-count:]

    def keep(self, rows: Sequence[RowText]) -> None:
        """Drop all rows but these; a line under no label goes on standing behind the rows it stands behind."""
        kept = {id(row) for row in rows}
        behind = [0]
        for row in self.rows:
            behind.append(behind[-1] + (id(row) in kept))
        self.loose = [loose._replace(rows=behind[loose.rows]) for loose in self.loose]
        self.rows = list(rows)
