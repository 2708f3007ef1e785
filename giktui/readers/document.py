"""What every reader makes of a file: paragraphs and grids, each piece knowing where it came from.

The pieces a file has hundreds of are named tuples: a frozen dataclass takes four times as long to make.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Place(NamedTuple):
    """Where in a file something stands. Lines and pages count from 1; `cell` is as a spreadsheet names it (B7)."""

    file: str = ""
    line: int | None = None
    page: int | None = None
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        """As compilers put it: `a.txt:12`, `a.pdf p3`, `a.xlsx Sheet1!B7`; what is not known is left out."""
        return self.file + self.inside

    @property
    def inside(self) -> str:
        """The place within the file: `:12`, ` p3`, ` Sheet1!B7`."""
        _file, line, page, sheet, cell = self
        return (
            ("" if page is None else f" p{page}")
            + ("" if line is None else f":{line}")
            + (f" {sheet}!" if sheet else " " if cell else "")
            + cell
        )


class Paragraph(NamedTuple):
    """A line of running text, without white space at its ends; `indent` is what stood before it in a text file."""

    text: str
    place: Place = Place()
    indent: str = ""


class Line(NamedTuple):
    """One line of a grid. The text of a merged cell stands in its first field only; what it covers is empty.

    A line end inside a field parts the paragraphs of a cell; a number never goes over one.
    `source` is the line as it stands in a text file, in case it turns out to be running text with a tab or bar in it,
    `indent` the white space before it.
    """

    fields: tuple[str, ...]
    place: Place = Place()
    source: str = ""
    indent: str = ""


class Grid(NamedTuple):
    """A table as it stands in the file.

    `aligned` says that a field's position is its column (HTML, Word, Excel), so that an empty field is a blank cell;
    in text copied from a page it is not, since merged cells leave a varying number of empty fields behind.
    """

    lines: tuple[Line, ...]
    aligned: bool = False


class Trouble(NamedTuple):
    """Something a reader could not read, in words for the user: a picture where a table may be, a damaged page."""

    message: str
    place: Place = Place()


def at(blocks: Iterable[Paragraph | Grid], place: Place) -> Iterator[Paragraph | Grid]:
    """The blocks, all of them in one place: that of what they were found in."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block._replace(place=place)
        else:
            yield Grid(tuple(line._replace(place=place) for line in block.lines), block.aligned)


class Document(NamedTuple):
    """A file's content in reading order."""

    blocks: tuple[Paragraph | Grid, ...]
    name: str = ""
    kind: str = ""
    troubles: tuple[Trouble, ...] = ()
    titles: tuple[str, ...] = ()
    """What the file's own head says it is, which is no part of its text."""
    published: str = ""
    """The day that a page names as that of its publication: 2025-01-24."""
    guessed: bool = False
    """Whether something was made out in a picture, so that fields may hold guesses (`readers.guesses`)."""
