"""What the cells of a ruled table say. A figure is read twice, at two scales, and its digits are counted beside."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from giktui.readers.formats.picture import engine
from giktui.readers.formats.picture.engine import Said
from giktui.readers.formats.picture.page import Page, scale_of
from giktui.readers.formats.picture.ruled import Cell

SURE, FAIR = 0.90, 0.70
"""The score that two readings of a figure must have; or one of three that agree, if the others have the lower one."""
_RING = 0.55
"""How high the hole in a lone 0 is at least, as a part of its height; that of a 6 or a 9 is half as high."""
_LOWEST = 9.0
"""Pixels that a line of figures must be high in the picture itself: below, 5 and 3, 6 and 0 look alike, and readings
agree on the wrong one (measured with tests/bench/ocr.py at 90 dpi: 4 of 1,147; from 9 pixels on none)."""
_FIGURE = re.compile(r"[^\u3400-\u9fff]{0,16}|[一无〇]")
"""What may be a figure: read again. A letter or a stroke may be a digit that was mistaken."""
_PLAIN = re.compile(r"-?\d{1,12}(?:\.\d{1,6})?")
"""A figure that may be taken as it was read."""
_MARGIN = 0.18
"""White around a line of text, as a part of its height."""
_SCALES = ((0.0, _MARGIN), (1.5, 0.45), (2.0, 0.3))
"""How often a figure is read: from the page, and at finer scales from the picture it came from, each time with other
margins, so that the characters come to the model at other scales. The third decides what two leave open."""
_USUAL, _ENOUGH = 0.7, 3
"""The pitch of digits, as a part of their height, where fewer figures than so many tell it."""
_SPECK = 0.06
"""The part of a cell's text height below which ink is no character but dirt."""


class Text(NamedTuple):
    """A cell's text, and whether it is sure: text that is no figure is the recogniser's to judge, and always is."""

    text: str
    sure: bool


class _Line(NamedTuple):
    """A line of text in a cell: which cell, and its pixels on the page."""

    cell: int
    left: int
    top: int
    right: int
    bottom: int
    marks: int
    """How many separate marks of ink it has that are as high as a digit."""
    hole: float
    """How high the hole in a single mark is, as a part of its height."""


def read_cells(page: Page, ink: Any, cells: Sequence[Cell]) -> list[Text]:
    """The text of each cell; `ink` is where the page has ink that is no line of the table."""
    found: list[_Line] = []
    stained: set[int] = set()
    for number, cell in enumerate(cells):
        lines = _lines(ink, cell, number)
        found.extend(lines)
        if not lines and _stained(page, cell):
            stained.add(number)
    cuts = [_cut(page, line, _MARGIN) for line in found]
    first = engine.lines(cuts)
    may_be = [n for n, said in enumerate(first) if _FIGURE.fullmatch(said.text)]
    readings: dict[int, list[Said]] = {n: [] for n in may_be}
    unsure = may_be
    pitch = _USUAL
    for scale, margin in _SCALES:
        again = [_cut(page, found[n], margin, scale) if scale else cuts[n] for n in unsure]
        for n, said in zip(unsure, engine.figures(again), strict=True):
            readings[n].append(said)
        if scale:
            pitch = _pitch(found, readings) if unsure is may_be else pitch
            unsure = [n for n in unsure if not _settled(found[n], readings[n], pitch, scale_of(page))]
    texts: dict[int, list[Text]] = {}
    for n, line in enumerate(found):
        figure = _settled(line, readings[n], pitch, scale_of(page)) if n in readings else ""
        sure = bool(figure) or n not in readings
        texts.setdefault(line.cell, []).append(Text(figure or _guessed(first[n], readings.get(n)), sure))
    return [_whole(texts.get(number, []), stained=number in stained) for number in range(len(cells))]


def _whole(parts: Iterable[Text], *, stained: bool) -> Text:
    """A cell's lines as one text. Red ink where nothing else is may be a figure written in it, or cover one."""
    texts = list(parts)
    joined = "".join(part.text for part in texts)
    return Text(joined, all(part.sure for part in texts) and not stained)


def _settled(line: _Line, readings: Sequence[Said], pitch: float, scale: float) -> str:
    """The figure that all readings say, surely enough, large enough in the picture it came from (the page is `scale`
    times as large), with as many digits as there are in the ink; "" if there is none."""
    texts = {_plain(said.text) for said in readings}
    text = texts.pop()
    if texts or not _PLAIN.fullmatch(text) or (line.bottom - line.top) / scale < _LOWEST:
        return ""
    scores = sorted(said.score for said in readings)
    sure = len(scores) > 1 and (scores[-2] >= SURE or (len(scores) == len(_SCALES) and scores[0] >= FAIR))
    sure = sure or (text == "0" and line.hole >= _RING)
    return text if sure and scores[-1] >= SURE and _counted(line, text, pitch) else ""


def _guessed(read: Said, readings: Sequence[Said] | None) -> str:
    """The best guess at a line: the surest reading as a figure, or what it says as text."""
    best = max(readings or (), key=lambda said: said.score, default=read)
    text = _plain(best.text)
    return text if _PLAIN.fullmatch(text) and best.score > read.score / 2 else read.text


def _counted(line: _Line, text: str, pitch: float) -> bool:
    """Whether there are as many digits as the ink has room for: none is lost, none read twice.

    A digit is 0.3 (a 1) to 1.3 pitches wide, blurred; where there are as many separate marks as digits, less will do.
    """
    digits = sum(map(str.isdigit, text))
    wide = (line.right - line.left) / (line.bottom - line.top) - 0.45 * (len(text) - digits)  # a point or a sign
    room = 0.25 if line.marks == digits else 0.0
    return 0.3 - room <= wide / pitch - (digits - 1) <= 1.3 + room


def _pitch(lines: Sequence[_Line], readings: Mapping[int, Sequence[Said]]) -> float:
    """How far one digit is from the next, as a part of their height, on this page."""
    found = sorted(
        (lines[n].right - lines[n].left) / (lines[n].bottom - lines[n].top) / (len(said[0].text) - 0.15)
        for n, said in readings.items()
        if len({one.text for one in said}) == 1 and len(said[0].text) > 1 and said[0].text.isdigit()
    )
    return found[len(found) // 2] if len(found) >= _ENOUGH else _USUAL


def _plain(text: str) -> str:
    """A figure as digits: separators of thousands are none of them."""
    return re.sub(r"(?<=\d)[,，](?=\d{3})", "", text).replace("－", "-").replace("−", "-")


def _lines(ink: Any, cell: Cell, number: int) -> list[_Line]:
    """The lines of text in a cell, from top to bottom."""
    import cv2
    import numpy as np

    inset = 3
    part = ink[cell.top + inset : cell.bottom - inset, cell.left + inset : cell.right - inset]
    if part.size == 0 or not part.any():
        return []
    count, _labels, stats, _middles = cv2.connectedComponentsWithStats(part)
    marks = [tuple(int(value) for value in stats[n]) for n in range(1, count)]
    tallest = max(height for _x, _y, _w, height, _a in marks)
    marks = [mark for mark in marks if mark[4] >= max(4, _SPECK * tallest * tallest)]
    if not marks:
        return []
    rows = np.zeros(part.shape[0] + 2, bool)
    for _x, top, _w, height, _a in marks:
        rows[top + 1 : top + height + 1] = True
    turns = np.flatnonzero(rows[1:] != rows[:-1]).tolist()
    found = []
    for top, bottom in zip(turns[::2], turns[1::2], strict=True):
        own = [mark for mark in marks if top <= mark[1] < bottom]
        high = max(height for _x, _y, _w, height, _a in own)
        left, right = min(mark[0] for mark in own), max(mark[0] + mark[2] for mark in own)
        digits = sum(height >= high * 0.6 for _x, _y, _w, height, _a in own)
        hole = _hole(part[top:bottom, left:right]) if len(own) == 1 and right - left < 1.2 * high else 0.0
        box = (cell.left + inset + left, cell.top + inset + top, cell.left + inset + right, cell.top + inset + bottom)
        found.append(_Line(number, *box, digits, hole))
    return _without_specks(found)


def _hole(mark: Any) -> float:
    """How high the one hole in a mark of ink is, as a part of its height; 0.0 where there is none, or several."""
    import cv2

    contours, tree = cv2.findContours(mark, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    holes = [cv2.boundingRect(contour)[3] for contour, above in zip(contours, tree[0], strict=True) if above[3] >= 0]
    return max(holes) / mark.shape[0] if len(holes) == 1 else 0.0


def _without_specks(lines: list[_Line]) -> list[_Line]:
    """Lines of text; those much lower than the others are parts of them (dots, strokes) or dirt."""
    high = max(line.bottom - line.top for line in lines)
    joined: list[_Line] = []
    for line in lines:
        low = line.bottom - line.top < high * 0.4
        if (
            joined
            and (low or joined[-1].bottom - joined[-1].top < high * 0.4)
            and line.top - joined[-1].bottom < high * 0.4
        ):
            last = joined[-1]
            joined[-1] = _Line(
                line.cell, min(last.left, line.left), last.top, max(last.right, line.right), line.bottom,
                max(last.marks, line.marks), 0.0,
            )  # fmt: skip
        else:
            joined.append(line)
    return joined


def _stained(page: Page, cell: Cell) -> bool:
    """Whether a cell without black ink has other ink."""
    part = slice(cell.top + 4, cell.bottom - 4), slice(cell.left + 4, cell.right - 4)
    darker = page.plain[part].astype(int) - page.full[part]
    return bool((darker > 60).sum() > 20)


def _cut(page: Page, line: _Line, margin: float, scale: float = 0.0) -> Any:
    """A line of text cut out with white around it: from the page, or at a `scale` from the picture it came from."""
    import cv2
    import numpy as np

    high = line.bottom - line.top
    room = max(2, round(high * margin))
    if scale:
        back = np.linalg.inv(page.matrix)
        move = np.array([[1 / scale, 0, line.left - room], [0, 1 / scale, line.top - room], [0, 0, 1]])
        size = round((line.right - line.left + 2 * room) * scale), round((high + 2 * room) * scale)
        cut = cv2.warpAffine(
            page.source, (back @ move)[:2], size, flags=cv2.INTER_LANCZOS4 | cv2.WARP_INVERSE_MAP, borderValue=255
        )
    else:
        height, width = page.plain.shape
        cut = page.plain[
            max(0, line.top - room) : min(height, line.bottom + room),
            max(0, line.left - room) : min(width, line.right + room),
        ]
    return cv2.cvtColor(cut, cv2.COLOR_GRAY2BGR)
