"""Reads Markdown: heads, paragraphs, pipe tables and tables in HTML, with backslashes and emphasis taken away."""

import re
from collections.abc import Sequence
from itertools import groupby

from giktui.readers.document import Document, Grid, Line, Paragraph, Place, at
from giktui.readers.encoding import decode
from giktui.readers.formats.text.may_be_drawn import drawn_tables
from giktui.readers.formats.text.reader import blocks_of, check_fields
from giktui.readers.limits import Limits
from giktui.text.cleaning import clean
from giktui.text.patterns import compiled_late

_ESCAPED = compiled_late(r"\\([!-/:-@\[-`{-~])")
_BAR = compiled_late(r"(?<!\\)(?:\\\\)*\|")
_HEAD = compiled_late(r"^#{1,6}\s+(.*?)(?:\s+#+)?$")
_DELIMITER = compiled_late(r"^\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?$")
_STRONG = compiled_late(r"^(\*\*|__)(?=\S)(.+?)(?<=\S)\1$")
_EMPHASIS = compiled_late(r"^(\*{1,3}|_{1,3})(?=[^\s*_])([^*_]+)(?<=[^\s\\])\1$")
_QUOTE = compiled_late(r"^(?: {0,3}> ?){1,9}")
_BREAK = compiled_late(r"<br\s*/?>", re.IGNORECASE)
_BREAK_IN_NUMBER = compiled_late(r"(?<=\d)\s*<br\s*/?>\s*(?=\d)", re.IGNORECASE)
_MARKUP = compiled_late(r"^\s*<table\b", re.IGNORECASE)
_MARKUP_END = compiled_late(r"</table\s*>", re.IGNORECASE)


def read(data: bytes, name: str, limits: Limits) -> list[Document]:
    """The document in a Markdown file; what is no Markdown in it is read as plain text."""
    lines = [_QUOTE.sub("", line) for line in clean(decode(data, name)).split("\n")]
    blocks: list[Paragraph | Grid] = []
    number = 0
    fields = 0
    drawn = drawn_tables("\n".join(lines), lines, name, limits)
    while number < len(lines):
        if drawn and (table := drawn.table(number)):
            grid, height = table
            number += height
            fields += sum(len(line.fields) for line in grid.lines)
            check_fields(fields, max(len(line.fields) for line in grid.lines), name, number, limits)
            blocks.append(
                Grid(tuple(line._replace(fields=tuple(map(_field, line.fields))) for line in grid.lines), True)
            )
            continue
        if "|" in lines[number] and number + 1 < len(lines) and _is_delimiter(lines[number + 1]):
            grid, number = _table(lines, number, name)
            fields += sum(len(line.fields) for line in grid.lines)
            check_fields(fields, max(len(line.fields) for line in grid.lines), name, number, limits)
            blocks.append(grid)
            continue
        if _MARKUP.match(lines[number]):
            found, number = _markup(lines, number, name, limits)
            fields += sum(len(line.fields) for block in found if isinstance(block, Grid) for line in block.lines)
            check_fields(fields, 0, name, number, limits)
            blocks.extend(found)
            continue
        blocks.extend(_block(lines[number], number + 1, name, limits))
        number += 1
    return [Document(tuple(blocks), name, "markdown")]


def is_markdown(text: str) -> bool:
    """Whether a text of another name has pipe tables of Markdown, each line of which has as many fields as the next."""
    if "|" not in text or "---" not in text:
        return False
    found = False
    for of_table, block in groupby(map(str.strip, text.split("\n")), lambda line: "|" in line):
        rows = list(block) if of_table else []
        at = next((number for number, row in enumerate(rows) if number and "---" in row and _is_delimiter(row)), None)
        if at is not None:
            found = True
            if len({len(_fields(row)) for row in rows[at - 1 :]}) > 1:
                return False
    return found


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
    return tuple(_field(part.strip()) for part in parts)


def _field(text: str) -> str:
    """A field without its formatting; a line end in it parts numbers, and nothing else."""
    if emphasis := _EMPHASIS.match(text):
        text = emphasis[2]
    if "<" in text:
        text = _BREAK.sub("", _BREAK_IN_NUMBER.sub("\n", text))
    return unescaped(text).strip()


def _markup(lines: Sequence[str], start: int, name: str, limits: Limits) -> tuple[list[Paragraph | Grid], int]:
    """What a table written as HTML holds, and the line after it."""
    from giktui.readers.formats.html.reader import read as read_page

    end = next((n for n in range(start, len(lines)) if _MARKUP_END.search(lines[n])), len(lines) - 1)
    (document,) = read_page("\n".join(lines[start : end + 1]).encode(), name, limits)
    return list(at(document.blocks, Place(name, start + 1))), end + 1
