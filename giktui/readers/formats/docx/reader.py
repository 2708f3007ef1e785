"""Word files, from their XML: paragraphs, tables with merged cells, text boxes. Deleted and hidden text is not read."""

import posixpath
from collections.abc import Iterator, Mapping
from typing import Any

from giktui.i18n import _
from giktui.readers.document import Document, Grid, Line, Paragraph, Place
from giktui.readers.formats.docx.cells import below_figures, cell_of, rows_of
from giktui.readers.formats.docx.styles import Styles
from giktui.readers.formats.docx.text import SKIPPED, TBL, P, Word, text_of
from giktui.readers.formats.ooxml_container import Package, main_part
from giktui.readers.formats.picture.inside import Block, Picture, read_pictures
from giktui.readers.limits import Limits
from giktui.readers.marks import running
from giktui.readers.registry import WORD_PART
from giktui.readers.spans import lay_out, may_hold_figures, only_arranges, without_corners


def read(data: bytes, name: str, limits: Limits) -> list[Document]:
    """The file as one document. Raises GiktuiError for a damaged file or one beyond the limits."""
    package = Package(data, name, limits)
    main = main_part(package, WORD_PART, "word/document.xml")
    root = package.xml(main)
    word = Word(name, limits, Styles(package), package, _related(package, main))
    blocks, seen = read_pictures(_joined(_blocks(root, word)), name, limits)
    return [Document(blocks, name, "docx", () if seen else tuple(word.troubles), guessed=seen)]


def _related(package: Package, main: str) -> Mapping[str, str]:
    folder, _slash, file = main.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels"
    found = package.xml(relations) if relations in package else ()
    return {one.get("Id", ""): posixpath.normpath(f"{folder}/{one.get('Target', '')}") for one in found}


def _blocks(container: Any, word: Word) -> Iterator[Block | Line]:
    """What stands in a container, in order; a Line is a paragraph with tabs, part of a table made by tabs."""
    if isinstance(container, Picture):
        yield container
        return
    for child in container:
        if child.tag == P:
            yield from _paragraph(child, word)
        elif child.tag == TBL:
            yield from _table(child, word)
        elif child.tag not in SKIPPED:
            yield from _blocks(child, word)


def _joined(blocks: Iterator[Block | Line]) -> Iterator[Block]:
    """The blocks with paragraphs with tabs that follow each other made into grids."""
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Line):
            lines.append(block)
            continue
        if lines:
            yield Grid(tuple(lines))
            lines = []
        yield block
    if lines:
        yield Grid(tuple(lines))


def _paragraph(paragraph: Any, word: Word) -> Iterator[Block | Line]:
    boxes: list[Any] = []
    place = Place(word.name, next(word.paragraphs))
    for line in text_of(paragraph, boxes, word, running).split("\n"):
        fields = tuple(" ".join(part.split()) for part in line.strip().split("\t"))
        if len([text for text in fields if text]) > 1:
            yield Line(fields, place, " ".join(line.split()))
        elif text := "".join(fields):
            yield Paragraph(text, place)
    for box in boxes:
        yield from _blocks(box, word)


def _table(table: Any, word: Word) -> Iterator[Block | Line]:
    """A table as a grid, with what is nested in its cells after it; one that only arranges the page, as its content."""
    nested: list[Any] = []
    cells = [[cell_of(cell, nested, word) for cell in row] for row in rows_of(table)]
    rows = below_figures([[plain for plain, _shown in row] for row in cells])
    if (count := sum(shown is not None for row in cells for _plain, shown in row)) and may_hold_figures(rows, count):
        rows = without_corners(below_figures([[shown or plain for plain, shown in row] for row in cells]))
    if any(not isinstance(box, Picture) for box in nested) and only_arranges(rows):
        for row in rows_of(table):
            for cell in row:
                if not isinstance(cell, int):
                    yield from _blocks(cell, word)
        return
    title = _("第 {n} 个表").format(n=next(word.tables))
    yield Grid(
        tuple(
            Line(fields, Place(word.name, sheet=title, cell=f"A{number}"))
            for number, fields in enumerate(lay_out(rows, word.name, word.limits), 1)
        ),
        aligned=True,
    )
    for box in nested:
        yield from _blocks(box, word)
