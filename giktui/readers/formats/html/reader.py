"""Web pages: running text as paragraphs, tables with rowspan and colspan laid out. Nothing is fetched."""

import re
from collections.abc import Iterator, Mapping, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.readers.document import Document, Grid, Line, Paragraph, Place, Trouble
from giktui.readers.encoding import decode
from giktui.readers.formats.html.boxes import with_tables
from giktui.readers.formats.html.carried import unwrapped
from giktui.readers.formats.html.cells import claim, figures_boxed, rows_of, spanning, unwrapped_cells
from giktui.readers.formats.html.elements import Page, joined, tokens_in
from giktui.readers.formats.html.markup import tame
from giktui.readers.formats.html.published import published_on
from giktui.readers.formats.html.running_text import preformatted, text_blocks
from giktui.readers.formats.html.style import drop_hidden, mark_ambiguous, may_be_styled, styled
from giktui.readers.formats.html.style_sheet import taken_over
from giktui.readers.formats.picture.inside import Block, numbered, read_pictures, without_pictures
from giktui.readers.limits import Limits
from giktui.readers.marks import Mark, Piece, running
from giktui.readers.spans import lay_out, may_hold_figures, only_arranges, without_corners
from giktui.text.cleaning import clean
from giktui.text.patterns import compiled_late

_CHARSET = compiled_late(rb"<meta[^>]{0,200}charset=[\"'\s]*([\w.:-]{2,20})", re.IGNORECASE)
_FEW = 6
"""Figures in tables of a page below which its tables may be made of something else."""
_LITTLE = 200
"""Letters of a page below which it holds no report."""
_DEEPEST = 40
"""Tables within tables: pages that arrange themselves by tables stay below ten."""
_ICON = 150
"""A picture that says it is narrower than so many pixels is a logo or an icon."""


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
    blocks, seen = read_pictures(_flow(body, Page(name, limits, marks, pictures), 0), name, limits)
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


def _flow(root: LexborNode, page: Page, depth: int) -> Iterator[Block]:
    """The running text under `root` as paragraphs, its tables as grids, in the order they stand."""
    pieces: list[str | Piece] = []
    for token in tokens_in(root, page):
        if not isinstance(token, LexborNode):
            pieces.append(token)
        elif token.tag in ("table", "pre", "img"):
            picture = numbered(token.attributes.get("src") or "", page.pictures) if token.tag == "img" else None
            if token.tag == "img" and picture is None:
                continue
            yield from text_blocks(joined(pieces, running), page.name, page.limits)
            pieces = []
            if picture is not None:
                yield picture
            elif token.tag == "pre":
                yield from preformatted(token.text(), page.name, page.limits)
            else:
                yield from _table(token, page, depth + 1)
    yield from text_blocks(joined(pieces, running), page.name, page.limits)


def _table(table: LexborNode, page: Page, depth: int) -> Iterator[Block]:
    """A table as a grid, with the tables in its cells after it; one that only arranges the page, as running text."""
    if depth > _DEEPEST:
        raise GiktuiError(_("{name} 的表格嵌套超过 {n} 层，没有读取。").format(name=page.name, n=_DEEPEST))
    nested: list[LexborNode] = []
    shown: list[LexborNode] = []
    rows = [[spanning(cell, nested, shown, page) for cell in cells] for cells in rows_of(table)]
    if shown and not may_hold_figures(rows, len(shown)):
        nested, shown = [], []
        rows = [[spanning(cell, nested, None, page) for cell in cells] for cells in rows_of(table)]
    elif shown:
        rows = without_corners(rows)
    arranges = bool(nested) and only_arranges(rows)
    if arranges or any(map(figures_boxed, nested)):
        rows, nested = unwrapped_cells(table, page, [] if shown else None)
    if arranges and only_arranges(rows):
        for cells in rows_of(table):
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
    shown = [node for node in tree.css("body img") if not 0 < claim(node.attributes.get("width") or "0") < _ICON]
    if not shown:
        return ()
    message = _("没有找到带数字的表格，却有 {n} 张图片：表可能做成了图片，图片里的数字读不出来。").format(n=len(shown))
    return (Trouble(message, Place(name)),)
