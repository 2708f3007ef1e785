"""Reads Markdown: heads, paragraphs and pipe tables, with the backslashes taken away."""

import re
from collections.abc import Sequence

from giktui.readers.document import Document, Grid, Line, Paragraph, Place
from giktui.readers.encoding import clean, decode
from giktui.readers.limits import Limits
from giktui.readers.text import blocks_of, check_fields

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_BAR = re.compile(r"(?<!\\)(?:\\\\)*\|")
_HEAD = re.compile(r"^#{1,6}\s+(.*?)(?:\s+#+)?$")
_DELIMITER = re.compile(r"^\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?$")
_STRONG = re.compile(r"^(\*\*|__)(?=\S)(.+?)(?<=\S)\1$")


def read(data: bytes, name: str, limits: Limits) -> list[Document]:
    """The document in a Markdown file; what is no Markdown in it is read as plain text."""
    lines = clean(decode(data, name)).split("\n")
    blocks: list[Paragraph | Grid] = []
    number = 0
    fields = 0
    while number < len(lines):
        if "|" in lines[number] and number + 1 < len(lines) and _is_delimiter(lines[number + 1]):
            grid, number = _table(lines, number, name)
            fields += sum(len(line.fields) for line in grid.lines)
            check_fields(fields, max(len(line.fields) for line in grid.lines), name, number, limits)
            blocks.append(grid)
            continue
        blocks.extend(_block(lines[number], number + 1, name, limits))
        number += 1
    return [Document(tuple(blocks), name, "markdown")]


def unescaped(text: str) -> str:
    """The text without the backslashes before punctuation."""
    return _ESCAPED.sub(r"\1", text)


def _block(line: str, number: int, name: str, limits: Limits) -> Sequence[Paragraph | Grid]:
    text = line.strip()
    place = Place(file=name, line=number)
    if not text:
        return ()
    if head := _HEAD.match(text):
        text = head[1]
    elif _BAR.search(text) or "\t" in text:
        return [_placed(block, place) for block in blocks_of(text, name, limits)]
    if strong := _STRONG.match(text):
        text = strong[2]
    return [Paragraph(unescaped(text).strip(), place)]


def _placed(block: Paragraph | Grid, place: Place) -> Paragraph | Grid:
    if isinstance(block, Paragraph):
        return Paragraph(unescaped(block.text), place)
    lines = (Line(tuple(map(unescaped, line.fields)), place, unescaped(line.source)) for line in block.lines)
    return Grid(tuple(lines))


def _table(lines: Sequence[str], start: int, name: str) -> tuple[Grid, int]:
    """The pipe table that begins at a line, and the line after it. Each field is a column: it is aligned."""
    rows: list[Line] = []
    number = start
    while number < len(lines) and "|" in lines[number]:
        if number != start + 1:
            rows.append(Line(_fields(lines[number]), Place(file=name, line=number + 1)))
        number += 1
    return Grid(tuple(rows), aligned=True), number


def _is_delimiter(line: str) -> bool:
    return "|" in line and bool(_DELIMITER.match(line.strip()))


def _fields(line: str) -> tuple[str, ...]:
    text = line.strip().removeprefix("|")
    parts: list[str] = []
    part = ""
    escaped = False
    for character in text:
        if character == "|" and not escaped:
            parts.append(part)
            part = ""
        else:
            part += character
        escaped = character == "\\" and not escaped
    if part.strip():
        parts.append(part)
    return tuple(unescaped(part).replace("<br>", "").strip() for part in parts)
