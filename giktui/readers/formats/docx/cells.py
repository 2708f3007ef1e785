"""The cells of a Word file's tables: which of them continue others, and what they show."""

from collections.abc import Iterator, Sequence
from typing import Any

from giktui.readers.formats.docx.text import SKIPPED, TBL, TC, TR, P, W, Word, text_of, whole_number
from giktui.readers.formats.picture.inside import Picture
from giktui.readers.marks import are_figures, in_cell, is_figure, may_be_figure, no_text, running
from giktui.readers.spans import Spanning, below_figure

_CONTINUED = "\0"
"""What stands for a cell that continues the one above it until that is known; no text of a file has the character."""
_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SYMBOL = f"{W}sym"
_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline",
    "{urn:schemas-microsoft-com:vml}imagedata",
    f"{W}object",
)
"""What may show a figure in a cell; what floats over the text (a seal) does not."""


def rows_of(table: Any) -> Iterator[list[Any]]:
    """The cells of each row; rows and cells may stand in content controls. A deleted row is none.

    What a row leaves out before its first cell stands there as a number of columns.
    """
    for row in _within(table, TR):
        if row.find(f"{W}trPr/{W}del") is None:
            before = row.find(f"{W}trPr/{W}gridBefore")
            left_out = whole_number(before.get(f"{W}val")) if before is not None else 0
            yield [*([left_out] if left_out else ()), *_within(row, TC)]


def _within(element: Any, wanted: str) -> Iterator[Any]:
    for child in element:
        if child.tag == wanted:
            yield child
        elif child.tag not in SKIPPED and child.tag not in (TR, TC, P, TBL):
            yield from _within(child, wanted)


def cell_of(cell: Any, nested: list[Any], word: Word) -> tuple[Spanning, Spanning | None]:
    """A cell of a row; and how it reads where it shows a figure that is no text. A cell left out is
    empty, and so is one that continues the cell beside it; one that continues the cell above is marked so."""
    if isinstance(cell, int):
        return ("", cell, 1), None
    columns = 1
    beside = above = False
    properties = cell.find(f"{W}tcPr")
    if properties is not None:
        span = properties.find(f"{W}gridSpan")
        columns = whole_number(span.get(f"{W}val")) if span is not None else 1
        beside, above = (_continues(properties.find(f"{W}{merge}")) for merge in ("hMerge", "vMerge"))
    if beside or above:
        return ("" if beside else _CONTINUED, columns, 1), None
    boxes: list[Any] = []
    text = _plain(cell, boxes, word)
    if not text and (inner := _only_cell(boxes, word)) is not None:
        text = _plain(inner, [], word)
        boxes = []
    nested.extend(boxes)
    shown = _shown(cell, text, boxes, word) if may_be_figure(text) else ""
    return (text, columns, 1), (shown, columns, 1) if shown else None


def _plain(cell: Any, boxes: list[Any], word: Word) -> str:
    """The text of a cell, its lines without white space at their ends."""
    lines = (" ".join(line.split()) for line in text_of(cell, boxes, word, in_cell).split("\n"))
    return "\n".join(line for line in lines if line)


def _only_cell(boxes: Sequence[Any], word: Word) -> Any | None:
    """The one cell with a figure in the tables that stand in a cell, if nothing else does."""
    if not boxes or not all(isinstance(box, list) for box in boxes):
        return None
    cells = [cell for box in boxes for row in rows_of(box[0]) for cell in row if not isinstance(cell, int)]
    inside: list[Any] = []
    held = [(cell, text) for cell in cells if (text := _plain(cell, inside, word))]
    return held[0][0] if len(held) == 1 and not inside and may_be_figure(held[0][1]) else None


def _continues(merge: Any) -> bool:
    return merge is not None and merge.get(f"{W}val") != "restart"


def below_figures(rows: Sequence[Sequence[Spanning]]) -> list[list[Spanning]]:
    """The rows with what stands for cells that continue those above them."""
    above: dict[int, str] = {}
    filled: list[list[Spanning]] = []
    for row in rows:
        column = 0
        here: list[Spanning] = []
        for text, columns, lines in row:
            if text == _CONTINUED:
                here.append((above.get(column, ""), columns, lines))
            else:
                above[column] = below_figure(text, [before for before, _columns, _lines in here])
                here.append((text, columns, lines))
            column += columns
        filled.append(here)
    return filled


def _figures_in(table: Any, word: Word) -> list[str]:
    """The figures in a table that holds nothing else."""
    cells = [cell for row in rows_of(table) for cell in row if not isinstance(cell, int)]
    texts = [text for cell in cells if (text := _plain(cell, [], word))]
    return texts if are_figures(texts) else []


def _shown(cell: Any, text: str, boxes: list[Any], word: Word) -> str:
    """What stands for a cell that shows a figure in a text box, a table, a formula, a symbol or a
    picture."""
    for box in boxes:
        if isinstance(box, list) and text and (figures := _figures_in(box[0], word)):
            return text + no_text(" ".join(figures), "个表格")
        if not isinstance(box, list | Picture):
            held = text_of(box, [], word, running).strip()
            if held and (not text or is_figure(held)):
                return text + no_text(held, "文本框")
    if next(cell.iter(_SYMBOL), None) is not None:
        return text + no_text("", "个符号")
    if formula := "".join(piece.text or "" for piece in cell.iter(_FORMULA)).strip():
        return text + no_text(formula, "个公式")
    if not text and any(next(cell.iter(tag), None) is not None for tag in _PICTURES):
        return no_text("", "张图片")
    return ""
