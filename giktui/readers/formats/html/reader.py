"""Web pages: running text as paragraphs, tables with rowspan and colspan laid out. Nothing is fetched."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, islice
from typing import cast

from selectolax.lexbor import LexborHTMLParser, LexborNode

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.readers.document import Document, Grid, Line, Paragraph, Place, Trouble
from giktui.readers.encoding import decode
from giktui.readers.formats.html.boxes import with_tables
from giktui.readers.formats.html.carried import unwrapped
from giktui.readers.formats.html.markup import tame
from giktui.readers.formats.html.published import published_on
from giktui.readers.formats.html.running_text import preformatted, text_blocks
from giktui.readers.formats.html.shown import SHOWN, figures_in
from giktui.readers.formats.html.style import drop_hidden, mark_ambiguous, may_be_styled, styled
from giktui.readers.formats.html.style_sheet import taken_over
from giktui.readers.formats.picture.inside import Block, numbered, read_pictures, without_pictures
from giktui.readers.limits import Limits
from giktui.readers.marks import Mark, Piece, in_cell, may_be_figure, no_text, running
from giktui.readers.spans import Spanning, lay_out, may_hold_figures, only_arranges, without_corners
from giktui.text.cleaning import clean
from giktui.text.patterns import compiled_late

_DROPPED = frozenset([
    "head", "title", "nav", "noscript", "template", "style", "link", "meta", "audio", "video", "option",
    "-comment", "!doctype", "!--",
])  # fmt: skip
"""What is no text of the page."""
_INLINE = frozenset([
    "a", "abbr", "b", "bdi", "big", "cite", "code", "del", "em", "font", "i", "ins", "label", "mark", "nobr", "q", "s",
    "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "o:p",
])  # fmt: skip
_MARKED: dict[str, Mark] = {"s": "struck", "strike": "struck", "del": "struck", "sup": "raised", "sub": "lowered"}
_CLOSED = _DROPPED | SHOWN | {"table", "pre", "br", *_MARKED}
_KEPT = SHOWN | {"table", "pre"}
_PARTS = frozenset(("thead", "tbody", "tfoot"))
_CELLS = frozenset(("td", "th"))
_MOST_BOXED = 6
"""Cells of the largest table that is taken for the figures of the cell it stands in."""
_CHARSET = compiled_late(rb"<meta[^>]{0,200}charset=[\"'\s]*([\w.:-]{2,20})", re.IGNORECASE)
_DIGITS = compiled_late(r"\s{0,9}\+?(\d{1,9})", re.ASCII)
_FEW = 6
"""Figures in tables of a page below which its tables may be made of something else."""
_LITTLE = 200
"""Letters of a page below which it holds no report."""
_DEEPEST = 40
"""Tables within tables: pages that arrange themselves by tables stay below ten."""
_ICON = 150
"""A picture that says it is narrower than so many pixels is a logo or an icon."""


@dataclass(frozen=True, slots=True)
class _Page:
    name: str
    limits: Limits
    styled: Mapping[int, Mark]
    """The elements whose style marks their text, by `mem_id`."""
    pictures: Sequence[str]
    """The pictures that are written in the page, as base64."""
    numbers: Iterator[int] = field(default_factory=lambda: count(1))


def read(data: bytes, name: str, limits: Limits) -> list[Document]:
    """The page as one document. Raises GiktuiError for markup that no report needs (`markup.tame`, `spans.lay_out`)."""
    text, troubles = _decoded(data, name)
    if text[:100].lstrip("\ufeff \r\n").startswith("<?xml"):
        text = unwrapped(text)
    text, pictures = without_pictures(text)
    tree = LexborHTMLParser(tame(text, name, limits))
    body = tree.body
    if body is None:
        return [Document((), name, "html", troubles)]
    marks: Mapping[int, Mark] = {}
    if may_be_styled(data):
        small = text.lower()
        small += f'"{taken_over(tree, small)};"'
        drop_hidden(tree, small)
        mark_ambiguous(tree, small)
        marks = styled(tree, small)
    blocks, seen = read_pictures(_flow(body, _Page(name, limits, marks, pictures), 0), name, limits)
    figures = sum(_figures_in(block) for block in blocks if isinstance(block, Grid))
    if figures < _FEW and not seen and (rewritten := with_tables(tree)):
        return read(rewritten.encode(), name, limits)
    if not figures:
        troubles += _pictures(tree, name) or _scripts(tree, name, blocks)
    return [Document(blocks, name, "html", troubles, _titles(tree), published_on(text), seen)]


def _titles(tree: LexborHTMLParser) -> tuple[str, ...]:
    """What the page's head says the page, or the article on it, is called."""
    articles: list[str] = []
    titles: list[str] = []
    for node in tree.head.iter() if tree.head else ():
        if node.tag == "title":
            titles.append(node.text())
        elif node.tag == "meta" and (node.attributes.get("name") or "").lower() == "articletitle":
            articles.append(node.attributes.get("content") or "")
    return tuple([clean(" ".join(text.split())) for text in articles + titles])


def _decoded(data: bytes, name: str) -> tuple[str, tuple[Trouble, ...]]:
    """The text by what decodes strictly, whatever is declared; with stray bytes, by what the page declares."""
    try:
        return decode(data, name), ()
    except GiktuiError:
        declared = _CHARSET.search(data[:4096])
        encoding = "utf-8" if declared and declared[1].lower().startswith(b"utf") else "gb18030"
        text = data.decode(encoding, "replace")
        spoilt = text.count("\ufffd")
        if spoilt > max(20, len(text) // 100):
            raise
        message = _("网页里有 {n} 处乱码，已按 {encoding} 读取其余文字。").format(n=spoilt, encoding=encoding.upper())
        return text, (Trouble(message, Place(name)),)


def _flow(root: LexborNode, page: _Page, depth: int) -> Iterator[Block]:
    """The running text under `root` as paragraphs, its tables as grids, in the order they stand."""
    pieces: list[str | Piece] = []
    for token in _tokens(root, page):
        if not isinstance(token, LexborNode):
            pieces.append(token)
        elif token.tag in ("table", "pre", "img"):
            picture = numbered(token.attributes.get("src") or "", page.pictures) if token.tag == "img" else None
            if token.tag == "img" and picture is None:
                continue
            yield from text_blocks(_joined(pieces, running), page.name, page.limits)
            pieces = []
            if picture is not None:
                yield picture
            elif token.tag == "pre":
                yield from preformatted(token.text(), page.name, page.limits)
            else:
                yield from _table(token, page, depth + 1)
    yield from text_blocks(_joined(pieces, running), page.name, page.limits)


def _table(table: LexborNode, page: _Page, depth: int) -> Iterator[Block]:
    """A table as a grid, with the tables in its cells after it; one that only arranges the page, as running text."""
    if depth > _DEEPEST:
        raise GiktuiError(_("{name} 的表格嵌套超过 {n} 层，没有读取。").format(name=page.name, n=_DEEPEST))
    nested: list[LexborNode] = []
    shown: list[LexborNode] = []
    rows = [[_spanning(cell, nested, shown, page) for cell in cells] for cells in _rows(table)]
    if shown and not may_hold_figures(rows, len(shown)):
        nested, shown = [], []
        rows = [[_spanning(cell, nested, None, page) for cell in cells] for cells in _rows(table)]
    elif shown:
        rows = without_corners(rows)
    arranges = bool(nested) and only_arranges(rows)
    if arranges or any(map(_figures_boxed, nested)):
        rows, nested = _unwrapped(table, page, [] if shown else None)
    if arranges and only_arranges(rows):
        for cells in _rows(table):
            for cell in cells:
                yield from _flow(cell, page, depth)
        return
    title = _("第 {n} 个表").format(n=next(page.numbers))
    yield Grid(
        tuple(
            Line(fields, Place(page.name, None, None, title, f"A{number}"))
            for number, fields in enumerate(lay_out(rows, page.name, page.limits), 1)
        ),
        aligned=True,
    )
    for inner in nested:
        yield from _table(inner, page, depth + 1)
    if page.pictures and not nested:
        shown_in = (numbered(node.attributes.get("src") or "", page.pictures) for node in table.css("img"))
        yield from filter(None, shown_in)


def _rows(table: LexborNode) -> Iterator[list[LexborNode]]:
    for part in table.iter():
        if part.tag == "tr":
            yield [cell for cell in part.iter() if cell.tag in _CELLS]
        elif part.tag in _PARTS:
            for row in part.iter():
                yield [cell for cell in row.iter() if cell.tag in _CELLS]
        elif part.tag == "caption":
            yield [part]


def _joined(pieces: list[str | Piece], join: Callable[[Sequence[Piece]], str]) -> str:
    """The pieces as one text; `join` joins them where some are marked."""
    if any(isinstance(piece, Piece) for piece in pieces):
        return join([piece if isinstance(piece, Piece) else Piece(piece) for piece in pieces])
    return "".join(cast("list[str]", pieces))


def _spanning(cell: LexborNode, nested: list[LexborNode], shown: list[LexborNode] | None, page: _Page) -> Spanning:
    """The cell, with the tables in it put into `nested`, and what shows a figure that is no text into `shown`."""
    text = None if page.styled else _only_text(cell)
    if text is None:
        text = _whole_text(cell, nested, shown, page)
    if not text.isprintable():
        text = clean(text)
    if attributes := cell.attributes:
        return text, _claim(attributes.get("colspan")), _claim(attributes.get("rowspan"))
    return text, 1, 1


def _whole_text(cell: LexborNode, nested: list[LexborNode], shown: list[LexborNode] | None, page: _Page) -> str:
    tokens = _tokens(cell, page)
    nodes = [token for token in tokens if isinstance(token, LexborNode)]
    pieces = [_preformatted(token) if isinstance(token, LexborNode) else token for token in tokens]
    whole = _joined(pieces, in_cell)
    text = "\n".join([plain for line in whole.split("\n") if (plain := " ".join(line.split()))])
    if nodes:
        nested.extend(node for node in nodes if node.tag == "table")
        if shown is not None and (found := figures_in(nodes, text)):
            shown.append(cell)
            return found
    return text


def _preformatted(node: LexborNode) -> str:
    return f"\n{node.text()}\n" if node.tag == "pre" else ""


def _unwrapped(
    table: LexborNode, page: _Page, shown: list[LexborNode] | None
) -> tuple[list[list[Spanning]], list[LexborNode]]:
    """The cells, one that holds nothing but a table of one cell as that one is, and what is no figure for one of
    several figures; and the tables left in cells."""
    nested: list[LexborNode] = []
    rows: list[list[Spanning]] = []
    for cells in _rows(table):
        row: list[Spanning] = []
        for cell in cells:
            inner: list[LexborNode] = []
            text, columns, lines = _spanning(cell, inner, shown, page)
            held = [one for table_in in inner for row_in in _rows(table_in) for one in row_in]
            if not text and len(held) == 1:
                inner = []
                text, _columns, _lines = _spanning(held[0], inner, None, page)
            elif not any(map(str.isalpha, text)) and (
                figures := [one for table_in in inner for one in _figures_boxed(table_in)]
            ):
                text += no_text(" ".join(figures), "个表格")
            row.append((text, columns, lines))
            nested.extend(inner)
        rows.append(row)
    return rows, nested


def _figures_boxed(table: LexborNode) -> list[str]:
    """The figures in a table that holds nothing else, and few of them; none for any other table."""
    cells = list(islice((cell for row in _rows(table) for cell in row), _MOST_BOXED + 1))
    if len(cells) > _MOST_BOXED or any(cell.css_first("table") is not None for cell in cells):
        return []
    texts = [" ".join(cell.text().split()) for cell in cells]
    told = any(map(str.isdigit, "".join(texts))) and all(map(may_be_figure, texts))
    return [text for text in texts if text] if told else []


def _only_text(cell: LexborNode) -> str | None:
    """The text of a cell in which every element has one child, as in nearly all of them; None for any other."""
    node = cell.first_child
    while node is not None and node.next is None:
        tag = node.tag
        if tag == "-text":
            return " ".join((node.text_content or "").split())
        if tag in _CLOSED:
            return None
        node = node.first_child
    return "" if node is None else None


def _claim(value: str | None) -> int:
    """A colspan or rowspan, as browsers read it: the digits in front (`2px`), 1 where there are none. Never more digits
    than Python likes to convert."""
    if value is not None and len(value) == 1 and value in "23456789":
        return int(value)
    digits = _DIGITS.match(value or "")
    return int(digits[1]) if digits else 1


def _tokens(root: LexborNode, page: _Page) -> list[str | Piece | LexborNode]:
    """The text under `root` with a line end wherever a block or `<br>` breaks it, and the tables and what is
    `SHOWN`, which stay closed.

    The loop keeps its own stack, so that deep markup costs no Python frames.
    """
    tokens: list[str | Piece | LexborNode] = []
    stack: list[tuple[LexborNode, Mark]] = []
    styled = page.styled
    mark: Mark = styled.get(root.mem_id, "") if styled else ""
    node = root.first_child
    while node is not None:
        tag = node.tag or ""
        inside = None
        if tag == "-text":
            text = (node.text_content or "").replace("\n", " ")
            tokens.append(Piece(text, mark) if mark else text)
        elif tag in _INLINE:
            inside = node.first_child
        elif tag in _KEPT:
            tokens.append(node)
        elif tag not in _DROPPED:
            tokens.append("\n")
            inside = node.first_child
        if inside is not None:
            stack.append((node, mark))
            if mark != "struck" and (tag in _MARKED or styled):
                mark = _MARKED.get(tag) or styled.get(node.mem_id, mark)
            node = inside
            continue
        while (after := node.next) is None and stack:
            node, mark = stack.pop()
            if node.tag not in _INLINE:
                tokens.append("\n")
        node = after
    return tokens


def _figures_in(grid: Grid) -> int:
    return sum(text.isdecimal() for line in grid.lines for text in line.fields)


def _scripts(tree: LexborHTMLParser, name: str, blocks: Sequence[object]) -> tuple[Trouble, ...]:
    """Whether next to nothing stands in a page but scripts, which make its text in a browser."""
    written = sum(len(block.text) for block in blocks if isinstance(block, Paragraph))
    if written > _LITTLE or tree.css_first("script") is None:
        return ()
    message = _("网页的正文由脚本生成，文件里没有。请用浏览器打开，另存为“网页，单个文件”后再导入。")
    return (Trouble(message, Place(name)),)


def _pictures(tree: LexborHTMLParser, name: str) -> tuple[Trouble, ...]:
    shown = [node for node in tree.css("body img") if not 0 < _claim(node.attributes.get("width") or "0") < _ICON]
    if not shown:
        return ()
    message = _("没有找到带数字的表格，却有 {n} 张图片：表可能做成了图片，图片里的数字读不出来。").format(n=len(shown))
    return (Trouble(message, Place(name)),)
