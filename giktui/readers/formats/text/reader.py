"""Reads plain text: paragraphs, and tables whose fields are set apart by tabs, bars, a frame or wide gaps."""

import re
from bisect import bisect
from collections.abc import Sequence
from functools import partial
from itertools import accumulate, repeat

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.readers.document import Document, Grid, Line, Paragraph, Place
from giktui.readers.encoding import decode
from giktui.readers.formats.text.may_be_drawn import drawn_tables
from giktui.readers.formats.text.separators import cut_at, regrouped, separator_of
from giktui.readers.formats.text.spaces import cut_at_spaces, is_spaced
from giktui.readers.limits import Limits
from giktui.text.cleaning import clean
from giktui.text.patterns import compiled_late

BARS = "|│┃｜"
BAR = compiled_late(f"[{BARS}]")
_GAP = compiled_late(r"[ \u3000\xa0]{2,}")
_NUMBER_APART = compiled_late(
    r"^([（(]?[一二三四五六七八九十]{1,2}[）)]?[、，,.．]?|\d{1,2}[、.．])[ \u3000\xa0]{2,}(?=[^\d\s])"
)
"""The number of a label that stands apart from its words: no field of its own."""
_BEGINS = compiled_late(r"[ \u3000\xa0]{2,}\d\S{0,12}[ \u3000\xa0\r]*$")
"""Digits that stand alone in their line, further in."""
_DELIMITER = compiled_late(r":?-{3,}:?")
_WIKI = compiled_late(r"^\{\|", re.MULTILINE)
_MARKING = "*'_=#"
_MARKED = compiled_late(r"(?:#{1,6}\s+|(\*{1,3}|_{1,3}|'{2,5}|={1,6})\s*)(\S(?:.{0,80}\S)?)\s*(?(1)\1|#{0,6})")
"""A line with the marks that set a head or bold type in a text: `**一、总体情况**`, `== 一、总体情况 ==`, `# 标题`."""
_HEAD = compiled_late(r"[一二三四五六七八九十]\s*[、.．]|.*报\s*告")
"""What may be a section's title, or the report's: elsewhere `# 5` and `**` may be part of what is said."""
_MARKED_HEADS = 3
"""So many sections' titles with marks show that a text sets its heads so; fewer may be what a section says."""
_AROUND = ' "\u3000\xa0\r'
_SENTENCE = compiled_late("[。；;！!？?]")
_LONGEST_LINE = 240
_LONGEST_FIELD = 60
_DEEPEST = 3
"""Tabs that a number may be indented by."""


def read(data: bytes, name: str, limits: Limits) -> list[Document]:
    """The document in a text file. Raises GiktuiError for bytes that are no text and for too many fields."""
    text = decode(data, name)
    return [Document(blocks_of(clean(text), name, limits, _pages(text)), name, "text")]


def _pages(text: str) -> Sequence[int]:
    """The lines with which pages begin; none in a text without form feeds."""
    if "\f" not in text:
        return ()
    counts = [clean(page).count("\n") + 1 for page in text.split("\f")]
    return tuple(accumulate(counts[:-1], initial=1))


def blocks_of(text: str, name: str, limits: Limits, pages: Sequence[int] = ()) -> tuple[Paragraph | Grid, ...]:
    """The paragraphs and grids of a text; lines that follow each other and are cut alike make one grid. `pages` are the
    lines with which pages begin."""
    check_fields(text.count("\n"), 0, name, 0, limits)
    lines = text.split("\n")
    places = _places(name, len(lines), pages)
    mark = separator_of(text)
    spaced = not mark and is_spaced(text)
    drawn = drawn_tables(text, lines, name, limits)
    unmarked = _unmarked if _has_marked_heads(lines) else str
    wiki = "{|" in text and bool(_WIKI.search(text))
    blocks: list[Paragraph | Grid] = []
    cut: list[Line] = []
    separator = ""
    fields = number = 0
    while number < len(lines):
        line = lines[number]
        if drawn and (table := drawn.table(number)):
            grid, height = table
            blocks.extend([*_grid(cut), grid])
            fields += sum(len(row.fields) for row in grid.lines)
            cut, number = [], number + height
            continue
        number += 1
        if not line:
            if cut:
                blocks.append(Grid(tuple(cut)))
                cut = []
            separator = ""
            continue
        if len(line) > limits.columns or fields > limits.fields:
            check_fields(fields, line.count("\t") + line.count("|"), name, number, limits)
        found, parts = cut_line(line, spaced, mark)
        if not found and separator == " " and _BEGINS.match(line) and _is_below(line, lines[number - 2]):
            found, parts = " ", ("", line.strip())
        if found != separator or not found:
            blocks.extend(_grid(cut))
            cut = []
        separator = found
        if found == "|" and "-" in line and _is_delimiter(parts, lines, number, wiki=wiki):
            continue
        if found:
            if found == "|" and line[0].isspace() and cut and _begins_blank(line, parts, cut[0]):
                parts = ("", *parts)
            indent = _indent(line) if line[0].isspace() else ""
            cut.append(Line(parts, places[number - 1], line.strip(), indent))
            fields += len(parts)
        elif stripped := line.strip():
            blocks.append(Paragraph(unmarked(stripped), places[number - 1], _indent(line)))
    blocks.extend(_grid(cut))
    if mark == ",":
        return tuple([Grid(regrouped(block.lines)) if isinstance(block, Grid) else block for block in blocks])
    return tuple(blocks)


def _places(name: str, lines: int, pages: Sequence[int]) -> list[Place]:
    """The place of each line. A file has thousands: `Place(...)`, which is Python, takes three times as long."""
    numbers = range(1, lines + 1)
    page_of = [bisect(pages, number) for number in numbers] if pages else repeat(None)
    return list(map(partial(tuple.__new__, Place), zip(repeat(name), numbers, page_of, repeat(""), repeat(""))))


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _has_marked_heads(lines: Sequence[str]) -> bool:
    """Whether the titles of sections stand in marks."""
    marked = (line for raw in lines if (line := raw.strip()) and line[0] in _MARKING)
    return len({head[0] for line in marked if (head := _unmarked(line)) != line and head[0] in "一二三四五六"}) >= (
        _MARKED_HEADS
    )


def _unmarked(line: str) -> str:
    """A head without the marks of a head or of bold type around it; any other line as it is."""
    marked = _MARKED.fullmatch(line) if line[0] in _MARKING else None
    return marked[2] if marked and _HEAD.match(marked[2]) else line


def cut_line(line: str, spaced: bool = False, mark: str = "") -> tuple[str, tuple[str, ...]]:
    """What sets the fields of a line apart (tab, bar, gap, in a `spaced` text one blank, the `mark` of a text that has
    one; "" for running text), and the fields."""
    if "\t" in line and (not line[0].isspace() or not _indented(line)):
        fields = line.split("\t")
        return "\t", tuple([field.strip(_AROUND) for field in fields] if _padded(line) else fields)
    if "|" in line or "│" in line or "┃" in line or "｜" in line:  # BAR.search takes several times as long
        parts = [part.strip() for part in BAR.split(line)]
        return "|", tuple(parts[not parts[0] : len(parts) - (not parts[-1])])
    if mark and (cells := cut_at(line, mark)):
        return mark, cells
    stripped = line.strip()
    blank = " " in stripped or "\u3000" in stripped or "\xa0" in stripped
    if blank and len(stripped) <= _LONGEST_LINE and _GAP.search(stripped):
        parts = _GAP.split(_NUMBER_APART.sub(r"\1 ", stripped))
        if len(parts) > 1 and all(len(part) <= _LONGEST_FIELD for part in parts) and not _SENTENCE.search(stripped):
            return " ", tuple(parts)
    if spaced and blank and len(stripped) <= _LONGEST_LINE:
        cells = cut_at_spaces(stripped)
        return (" ", cells) if cells else ("", ())
    return "", ()


def _is_delimiter(parts: Sequence[str], lines: Sequence[str], number: int, *, wiki: bool) -> bool:
    """Whether a line of bars and dashes only parts the lines of a table: that under the heads in Markdown, with lines
    of the table around it, and `|-` in a wiki's table."""
    if wiki and lines[number - 1].startswith("|-"):
        return True
    around = lines[max(number - 2, 0)], lines[number] if number < len(lines) else ""
    return all(map(_DELIMITER.fullmatch, parts)) and all(map(BAR.search, around))


def _padded(line: str) -> bool:
    """Whether there is anything in the line that may stand around a field."""
    return " " in line or '"' in line or "\u3000" in line or "\xa0" in line or "\r" in line


def _indented(line: str) -> bool:
    """Whether the tabs of a line only stand in front of a text. A number behind many of them is the last of a row."""
    text = line.lstrip()
    return bool(text) and "\t" not in text and (line.count("\t") <= _DEEPEST or any(map(str.isalpha, text)))


def _begins_blank(line: str, parts: Sequence[str], first: Line) -> bool:
    """Whether a bar after a space ends a blank field: lines of this grid do not begin with bars."""
    return any(parts) and line.lstrip()[0] in BARS and first.source[0] not in BARS


def _is_below(line: str, before: str) -> bool:
    """Whether digits stand below a number of the line before that is cut at gaps, and not below its label; in
    characters, since some programs give a Chinese one the width of two and some do not."""
    label = _GAP.split(before.strip())[0]
    return len(line) - len(line.lstrip()) > before.index(label) + len(label)


def check_fields(fields: int, columns: int, name: str, number: int, limits: Limits) -> None:
    """Raises GiktuiError when a document has too many lines or fields, or a table too many columns."""
    if columns > limits.columns:
        raise GiktuiError(
            _("{name} 第 {line} 行的表格有 {n} 列，不像年报，没有读取。").format(name=name, line=number, n=columns)
        )
    if fields > limits.fields:
        raise GiktuiError(_("{name} 超过 {n} 行或格，不像年报，没有读取。").format(name=name, n=limits.fields))


def _grid(lines: Sequence[Line]) -> list[Grid]:
    return [Grid(tuple(lines))] if lines else []
