"""The running text of a web page, and the tables in it that are set with tabs or gaps and not with markup."""

from collections.abc import Iterator

from giktui.readers.document import Grid, Paragraph, Place, at
from giktui.readers.formats.text.reader import blocks_of
from giktui.readers.limits import Limits
from giktui.text.cleaning import clean
from giktui.text.patterns import compiled_late

_WIDE = ("\xa0\xa0", "\xa0 \xa0", "\u3000\u3000")
_GAP = compiled_late(r"[ \xa0\u3000]{2,}")
_SPACES = compiled_late(r"[ \t\r\f\v]+")
_ENOUGH = 3
"""Numbers in a line, and lines with numbers, that make a table: fewer are a list with its dates, or a page's foot."""


def text_blocks(text: str, name: str, limits: Limits) -> Iterator[Paragraph | Grid]:
    """The paragraphs of a text, one a line; where its gaps make a table, the lines of that."""
    if any(gap in text for gap in _WIDE):
        lines = [_SPACES.sub(" ", line).strip(" \xa0\u3000") for line in clean(text).split("\n")]
        numbers = [sum(field.isdecimal() for field in _GAP.split(line)) for line in lines]
        if max(numbers) >= _ENOUGH and sum(map(bool, numbers)) >= _ENOUGH:
            yield from _without_lines(blocks_of("\n".join(filter(None, lines)), name, limits), name)
            return
    for line in text.split("\n"):
        if plain := clean(" ".join(line.split())):
            yield Paragraph(plain, Place(name))


def preformatted(text: str, name: str, limits: Limits) -> Iterator[Paragraph | Grid]:
    """What stands in a `<pre>`, as a text file has it."""
    yield from _without_lines(blocks_of(clean(text), name, limits), name)


def _without_lines(blocks: tuple[Paragraph | Grid, ...], name: str) -> Iterator[Paragraph | Grid]:
    """The blocks without the numbers of their lines, which are none of the page's."""
    for block in at(blocks, Place(name)):
        yield block._replace(text=" ".join(block.text.split())) if isinstance(block, Paragraph) else block
