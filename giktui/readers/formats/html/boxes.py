"""Tables of a web page that are made of boxes (`div`, lists, `dl`, a CSS grid) and not of `<table>`.

Looked for only in a page without a table of figures, so that no other page pays for it. What is found is put back into
the page as markup that is read already: lines cut by tabs in a `<pre>`, and for a CSS grid, whose boxes say how many
columns and lines they take, a `<table>`.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from giktui.readers.recogniser.detect.numbers import printed
from giktui.text.patterns import compiled_late

_ROWS = frozenset(("div", "ul", "ol", "li", "section", "article"))
_CELLS = frozenset(("div", "li", "span", "p", "b", "strong", "label", "em", "i", "font"))
_WRAPPERS = frozenset(("div", "section", "article", "p", "span"))
_ENOUGH = 3
"""Lines in a row that make a table, if there are figures in as many."""
_LONGEST = 120
_DEEPEST = 6
"""Boxes around one row or one cell."""
_MOST_TERMS = 3
"""Terms of a list that follow each other in one row: a group, a label."""
_MOST_TRACKS = 60
_GRID = compiled_late(r"display\s*:\s*(?:inline-)?grid", re.IGNORECASE)
_TRACKS = compiled_late(r"grid-template-columns\s*:\s*([^;]{1,400})", re.IGNORECASE)
_REPEATED = compiled_late(r"repeat\(\s*(\d{1,3})\s*,[^()]*(?:\([^()]*\)[^()]*)*\)")
_SPAN = compiled_late(r"grid-(column|row)\s*:\s*(?:\d{1,3}\s*/\s*)?span\s+(\d{1,4})", re.IGNORECASE)


def with_tables(tree: LexborHTMLParser) -> str:
    """The page's source with its tables of boxes as markup; "" where it has none. The tree is changed."""
    body = tree.body
    tables: list[str] = []
    for made, nodes in _tables(body) if body else ():
        nodes[0].insert_before(f"\ue000{len(tables)}\ue001")
        for node in nodes:
            node.decompose()
        tables.append(made)
    if not tables:
        return ""
    return re.sub("\ue000(\\d+)\ue001", lambda found: tables[int(found[1])], tree.html or "")


def _tables(body: LexborNode) -> list[tuple[str, list[LexborNode]]]:
    """Each table found, as markup, with the elements it stands in: the outermost ones first found."""
    found: list[tuple[str, list[LexborNode]]] = []
    taken: set[int] = set()
    for node in body.traverse():
        if node.mem_id in taken:
            continue
        made = _of_list(node) if node.tag == "dl" else _of_grid(node)
        groups = [(made, [node])] if made else _of_rows(node)
        for markup, nodes in groups:
            found.append((markup, nodes))
            taken.update(inner.mem_id for one in nodes for inner in one.traverse())
    return found


def _of_rows(parent: LexborNode) -> Iterator[tuple[str, list[LexborNode]]]:
    """The tables among the children of an element: children that follow each other, each with its cells."""
    rows: list[tuple[LexborNode, list[str]]] = []
    for child in (*parent.iter(include_text=True), None):
        cells = _cells(child) if child is not None else []
        if child is not None and (cells or _is_blank(child)):
            rows.extend([(child, cells)] if cells else [])
            continue
        if lines := _lines([cells for _node, cells in rows]):
            yield lines, [node for node, _cells in rows]
        rows = []


def _is_blank(node: LexborNode) -> bool:
    return node.tag == "-comment" or (node.tag == "-text" and not node.text().strip())


def _cells(row: LexborNode) -> list[str]:
    """The texts of an element's children, if those are cells and nothing else is in it."""
    for _level in range(_DEEPEST):
        alone = _alone(row) if row.tag in _WRAPPERS else None
        if alone is None or alone.tag not in _ROWS:
            break
        row = alone
    if row.tag not in _ROWS:
        return []
    cells: list[str] = []
    for child in row.iter(include_text=True):
        if _is_blank(child):
            continue
        text = " ".join(child.text().split())
        if child.tag not in _CELLS or len(text) > _LONGEST or _is_parted(child):
            return []
        cells.append(text)
    return cells


def _alone(node: LexborNode) -> LexborNode | None:
    """The only thing in an element."""
    inside = [child for child in node.iter(include_text=True) if not _is_blank(child)]
    return inside[0] if len(inside) == 1 else None


def _is_parted(cell: LexborNode) -> bool:
    """Whether there are several boxes in a cell, so that it is none."""
    for _level in range(_DEEPEST):
        inside = [child for child in cell.iter(include_text=True) if not _is_blank(child)]
        if len(inside) != 1:
            return any(child.tag in _ROWS or child.tag in ("p", "table", "ul", "dl") for child in inside)
        if inside[0].tag == "-text":
            return False
        cell = inside[0]
    return True


def _of_list(node: LexborNode) -> str:
    """A `dl` as lines: terms, and what follows them."""
    lines: list[list[str]] = []
    last = ""
    for child in node.iter():
        if child.tag not in ("dt", "dd"):
            return ""
        if child.tag == "dt" and last != "dt":
            lines.append([])
        if not lines:
            return ""
        lines[-1].append(" ".join(child.text().split()))
        last = child.tag
        if last == "dt" and len(lines[-1]) > _MOST_TERMS:
            return ""
    return _lines(lines)


def _lines(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells as lines of text, if they are a table with figures."""
    if sum(len(row) > 1 for row in rows) < _ENOUGH or sum(map(_is_row, rows)) * 3 < len(rows) * 2:
        return ""
    with_figures = sum(any(printed(text).kind in ("number", "mark") for text in row) for row in rows)
    if with_figures < min(_ENOUGH, len(rows)) and not any(sum(map(str.isdecimal, row)) > _ENOUGH for row in rows):
        return ""
    return f"<pre>{html.escape(chr(10).join(chr(9).join(row) for row in rows))}</pre>"


def _is_row(cells: Sequence[str]) -> bool:
    """Whether words stand in front, and behind the first figure nothing but figures."""
    kinds = [printed(text).kind for text in cells]
    first = next((place for place, kind in enumerate(kinds) if kind in ("number", "wrong")), len(kinds))
    return "text" not in kinds[first:]


def _of_grid(node: LexborNode) -> str:
    """A CSS grid whose boxes are cells, as a `<table>`."""
    style = (node.attributes.get("style") or "") if node.tag in _ROWS else ""
    tracks = _TRACKS.search(style) if _GRID.search(style) else None
    if tracks is None:
        return ""
    repeated = sum(int(count) for count in _REPEATED.findall(tracks[1]))
    width = repeated + len(re.sub(r"\([^()]*\)", "", _REPEATED.sub("", tracks[1])).split())
    if not 1 < width <= _MOST_TRACKS:
        return ""
    boxes: list[tuple[str, int, int]] = []
    for child in node.iter():
        spans = {kind.lower(): int(count) for kind, count in _SPAN.findall(child.attributes.get("style") or "")}
        boxes.append((" ".join(child.text().split()), min(spans.get("column", 1), width), spans.get("row", 1)))
    return _table(boxes, width)


def _table(boxes: Iterable[tuple[str, int, int]], width: int) -> str:
    """Boxes as they flow into a grid so wide, each with its text and how many columns and lines it takes."""
    lines: list[list[str]] = [[]]
    free = [0] * width
    at = line = 0
    for text, columns, rows in boxes:
        while at + columns > width or any(until > line for until in free[at : at + columns]):
            at += 1
            if at + columns > width:
                at, line = 0, line + 1
                lines.append([])
        free[at : at + columns] = [line + rows] * columns
        lines[-1].append(f'<td colspan="{columns}" rowspan="{rows}">{html.escape(text)}</td>')
        at += columns
    return f"<table>{''.join(f'<tr>{chr(10).join(cells)}</tr>' for cells in lines)}</table>"
