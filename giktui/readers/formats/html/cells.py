"""The cells of a table in a page: their text, what they claim, and the tables that stand in them."""

import re
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from giktui.readers.formats.html.elements import CLOSED, Page, joined, tokens_in
from giktui.readers.formats.html.shown import figures_in
from giktui.readers.marks import are_figures, in_cell, no_text
from giktui.readers.spans import Spanning
from giktui.text.cleaning import clean
from giktui.text.patterns import compiled_late

_PARTS = frozenset(("thead", "tbody", "tfoot"))
_CELLS = frozenset(("td", "th"))
_MOST_BOXED = 6
"""Cells of the largest table that is taken for the figures of the cell it stands in."""
_DIGITS = compiled_late(r"\s{0,9}\+?(\d{1,9})", re.ASCII)


def rows_of(table: LexborNode) -> Iterator[list[LexborNode]]:
    """The cells of a table row by row; its caption is a row of one."""
    for part in table.iter():
        if part.tag == "tr":
            yield [cell for cell in part.iter() if cell.tag in _CELLS]
        elif part.tag in _PARTS:
            for row in part.iter():
                yield [cell for cell in row.iter() if cell.tag in _CELLS]
        elif part.tag == "caption":
            yield [part]


def spanning(cell: LexborNode, nested: list[LexborNode], shown: list[LexborNode] | None, page: Page) -> Spanning:
    """The cell, with the tables in it put into `nested`, and what shows a figure that is no text into `shown`."""
    text = None if page.styled else _only_text(cell)
    if text is None:
        text = _whole_text(cell, nested, shown, page)
    if not text.isprintable():
        text = clean(text)
    if attributes := cell.attributes:
        return text, claim(attributes.get("colspan")), claim(attributes.get("rowspan"))
    return text, 1, 1


def _whole_text(cell: LexborNode, nested: list[LexborNode], shown: list[LexborNode] | None, page: Page) -> str:
    tokens = tokens_in(cell, page)
    nodes = [token for token in tokens if isinstance(token, LexborNode)]
    pieces = [_preformatted(token) if isinstance(token, LexborNode) else token for token in tokens]
    whole = joined(pieces, in_cell)
    text = "\n".join([plain for line in whole.split("\n") if (plain := " ".join(line.split()))])
    if nodes:
        nested.extend(node for node in nodes if node.tag == "table")
        if shown is not None and (found := figures_in(nodes, text)):
            shown.append(cell)
            return found
    return text


def _preformatted(node: LexborNode) -> str:
    return f"\n{node.text()}\n" if node.tag == "pre" else ""


def unwrapped_cells(
    table: LexborNode, page: Page, shown: list[LexborNode] | None
) -> tuple[list[list[Spanning]], list[LexborNode]]:
    """The cells, one that holds nothing but a table of one cell as that one is, and what is no figure for one of
    several figures; and the tables left in cells."""
    nested: list[LexborNode] = []
    rows: list[list[Spanning]] = []
    for cells in rows_of(table):
        row: list[Spanning] = []
        for cell in cells:
            inner: list[LexborNode] = []
            text, columns, lines = spanning(cell, inner, shown, page)
            held = [one for table_in in inner for row_in in rows_of(table_in) for one in row_in]
            if not text and len(held) == 1:
                inner = []
                text, _columns, _lines = spanning(held[0], inner, None, page)
            elif not any(map(str.isalpha, text)) and (
                figures := [one for table_in in inner for one in figures_boxed(table_in)]
            ):
                text += no_text(" ".join(figures), "个表格")
            row.append((text, columns, lines))
            nested.extend(inner)
        rows.append(row)
    return rows, nested


def figures_boxed(table: LexborNode) -> list[str]:
    """The figures in a table that holds nothing else, and few of them; none for any other table."""
    cells = list(islice((cell for row in rows_of(table) for cell in row), _MOST_BOXED + 1))
    if len(cells) > _MOST_BOXED or any(cell.css_first("table") is not None for cell in cells):
        return []
    texts = [" ".join(cell.text().split()) for cell in cells]
    return [text for text in texts if text] if are_figures(texts) else []


def _only_text(cell: LexborNode) -> str | None:
    """The text of a cell in which every element has one child, as in nearly all of them; None for any other."""
    node = cell.first_child
    while node is not None and node.next is None:
        tag = node.tag
        if tag == "-text":
            return " ".join((node.text_content or "").split())
        if tag in CLOSED:
            return None
        node = node.first_child
    return "" if node is None else None


def claim(value: str | None) -> int:
    """A colspan or rowspan, as browsers read it: the digits in front (`2px`), 1 where there are none. Never more digits
    than Python likes to convert."""
    if value is not None and len(value) == 1 and value in "23456789":
        return int(value)
    digits = _DIGITS.match(value or "")
    return int(digits[1]) if digits else 1
