"""Reports drawn on pages of A4: where each text stands and each line is ruled, for a PDF or for a picture."""

from dataclasses import dataclass, field

from published.figures import Published
from published.layout import Box, Ruled, laid_out

from giktui.form import load_form
from giktui.wording.cells import section_title

WIDTH, HEIGHT = 595.0, 842.0
"""Points; y counts down."""
_MARGIN = 50.0
_BOTTOM = 790.0
_TEXT = 12.0
_CELL = 9.0
"""Points of the text in tables: the smallest that is usual (小五)."""
_LEADING = 1.25


@dataclass(frozen=True)
class Words:
    """A line of text: its middle, and its left end unless `centred`."""

    x: float
    y: float
    size: float
    text: str
    centred: bool = True


@dataclass
class Sheet:
    """A page: what is written, and the lines that are ruled (x0, y0, x1, y1)."""

    words: list[Words] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)


@dataclass
class _Pen:
    sheets: list[Sheet]
    y: float = _MARGIN

    @property
    def sheet(self) -> Sheet:
        return self.sheets[-1]

    def turn(self) -> None:
        self.sheets.append(Sheet())
        self.y = _MARGIN


def drawn(report: Published, *, wide: bool = False) -> list[Sheet]:
    """The report's pages. `wide`: every character is as wide as it is high, digits too, as `tiny_pdf` has them."""
    pen = _Pen([Sheet()])
    form = load_form(report.form)
    printed = {id: figure.printed for id, figure in report.figures.items()}
    for line in (report.agency, f"{report.year}年政府信息公开工作年度报告"):
        pen.sheet.words.append(Words(WIDTH / 2, pen.y + 12, 18, line))
        pen.y += 28
    _paragraph(pen, "根据《中华人民共和国政府信息公开条例》第五十条规定，编制本报告。", wide=wide)
    for section in form.sections:
        table = next((one for one in form.tables if one.id == section.id), None)
        ruled = laid_out(table, printed, lambda label, _also: label, total_apart=False) if table else None
        if ruled and pen.y + _height(ruled, wide=wide) + 30 > _BOTTOM:
            pen.turn()
        _paragraph(pen, section_title(section), wide=wide)
        if ruled:
            _table(pen, ruled, wide=wide)
        else:
            _paragraph(pen, "本年度，我单位认真落实条例要求，持续推进政府信息公开工作，有关情况如下。", wide=wide)
    return pen.sheets


def _paragraph(pen: _Pen, text: str, *, wide: bool) -> None:
    for line in wrapped("　　" + text, WIDTH - 2 * _MARGIN, _TEXT, wide=wide):
        if pen.y + 2 * _TEXT > _BOTTOM:
            pen.turn()
        pen.sheet.words.append(Words(_MARGIN, pen.y + _TEXT, _TEXT, line, centred=False))
        pen.y += _TEXT * 1.7


def wrapped(text: str, width: float, size: float, *, wide: bool) -> list[str]:
    """The lines of a text in a column that wide."""
    lines, room = [""], width
    for character in text:
        takes = size if wide or not character.isascii() else size * 0.55
        if takes > room and lines[-1]:
            lines.append("")
            room = width
        lines[-1] += character
        room -= takes
    return lines


def _edges(ruled: Ruled) -> list[float]:
    """The borders of the columns: those of labels are wider, where there are labels beside figures."""
    mixed = [line for line in ruled.lines if len({box.figure for box in line}) > 1]
    labels = max((sum(box.columns for box in line if not box.figure) for line in mixed), default=0)
    shares = [1.6 if column < labels and ruled.width < 12 else 1.0 for column in range(ruled.width)]
    unit = (WIDTH - 2 * _MARGIN) / sum(shares)
    edges = [_MARGIN]
    for share in shares:
        edges.append(edges[-1] + share * unit)
    return edges


def _placed(ruled: Ruled) -> list[tuple[int, int, Box]]:
    """Each box with its line and its first column."""
    taken: set[tuple[int, int]] = set()
    found = []
    for number, line in enumerate(ruled.lines):
        column = 0
        for box in line:
            while (number, column) in taken:
                column += 1
            found.append((number, column, box))
            taken |= {(number + down, column + right) for down in range(box.lines) for right in range(box.columns)}
            column += box.columns
    return found


def _heights(ruled: Ruled, *, wide: bool) -> list[float]:
    """As high as what stands in one line alone needs; what spans several has their heights together."""
    edges = _edges(ruled)
    heights = [_CELL * _LEADING + 5] * len(ruled.lines)
    for number, column, box in sorted(_placed(ruled), key=lambda one: one[2].lines):
        lines = wrapped(box.text, edges[column + box.columns] - edges[column] - 3, _CELL, wide=wide)
        lacking = len(lines) * _CELL * _LEADING + 5 - sum(heights[number : number + box.lines])
        if lacking > 0:
            heights[number + box.lines - 1] += lacking
    return heights


def _height(ruled: Ruled, *, wide: bool) -> float:
    return sum(_heights(ruled, wide=wide))


def _table(pen: _Pen, ruled: Ruled, *, wide: bool) -> None:
    edges, tops = _edges(ruled), [pen.y]
    for height in _heights(ruled, wide=wide):
        tops.append(tops[-1] + height)
    for number, column, box in _placed(ruled):
        left, right = edges[column], edges[column + box.columns]
        top, bottom = tops[number], tops[number + box.lines]
        corners = ((left, top, right, top), (left, bottom, right, bottom), (left, top, left, bottom))
        pen.sheet.rules += [*corners, (right, top, right, bottom)]
        lines = wrapped(box.text, right - left - 3, _CELL, wide=wide)
        size = _CELL
        if box.figure:  # a figure is set smaller before it is broken
            lines, size = [box.text], _CELL / max(1, len(lines))
        for place, line in enumerate(lines):
            middle = (top + bottom) / 2 + (place - (len(lines) - 1) / 2) * _CELL * _LEADING
            pen.sheet.words.append(Words((left + right) / 2, middle, size, line))
    pen.y = tops[-1] + 10
