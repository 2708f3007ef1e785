"""What the cells of a ruled table say. A figure is read twice, at two scales, and its digits are counted beside."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from giktui.readers.formats.picture import engine
from giktui.readers.formats.picture.engine import Said
from giktui.readers.formats.picture.gaps import has_blank, widest_gaps
from giktui.readers.formats.picture.ink_lines import InkLine, is_crossed, is_slash, lines_of, printed_slashes
from giktui.readers.formats.picture.page import Page, scale_of, warped
from giktui.readers.formats.picture.ruled import Cell
from giktui.readers.recogniser.detect.numbers import printed
from giktui.text.patterns import compiled_late

SURE, FAIR = 0.90, 0.70
"""The score that two readings of a figure must have; or one of three that agree, if the others have the lower one."""
_RING = 0.55
"""How high the hole in a lone 0 is at least, as a part of its height; that of a 6 or a 9 is half as high."""
_LOWEST = 9.0
"""Pixels that a line of figures must be high in the picture itself: below, 5 and 3, 6 and 0 look alike, and readings
agree on the wrong one (measured with tests/bench/ocr.py at 90 dpi: 4 of 1,147; from 9 pixels on none)."""
_FIGURE = compiled_late(r"[^\u3400-\u9fff]{0,16}|[一无〇]")
"""What may be a figure: read again. A letter or a stroke may be a digit that was mistaken."""
_COUNTING = compiled_late(r"[约近]?[\dOolI|]{1,12}(?:[.,，\d]{0,12}\d)?\s?[件个条项宗次份户人起元百千万亿]{1,3}")
"""A figure with the word for what it counts: read again as such."""
_NUMBER = r"\d{1,12}(?:\.(?!\d{3}(?!\d))\d{1,6})?"
"""A number that is not mistaken for another: 1.234 may be 1,234, and the other way round."""
_LONGEST = 20
"""How many times as wide as it is high a figure is at most."""
_PLAIN = compiled_late(rf"-?{_NUMBER}|[约近]?{_NUMBER}(?:件次|人次|[件个条项宗次份户人起元]|[万亿]元)")
"""A figure that may be taken as it was read."""
_MARKS = frozenset("-无")
"""What stands for a blank; a slash is told by its shape (`_leans`)."""
_WIDE = compiled_late("[\u3400-\u9fff]")
_AS_HIGH, _AS_WIDE = 0.83, 1.13
"""How high a digit is, and how wide a Chinese character, as parts of the height of a line that has both."""
_APART = 1.3
"""By how many pitches the middles of two digits are apart at most if there is no point between them."""
_MARGIN = 0.18
"""White around a line of text, as a part of its height."""
_SCALES = ((0.0, _MARGIN), (1.5, 0.45), (2.0, 0.3))
"""How often a figure is read: from the page, and at finer scales from the picture it came from, each time with other
margins, so that the characters come to the model at other scales. The third decides what two leave open."""
_USUAL, _ENOUGH = 0.7, 3
"""The pitch of digits, as a part of their height, where fewer figures than so many tell it."""


class Text(NamedTuple):
    """A cell's text, and whether it is sure: text that is no figure is the recogniser's to judge, and always is."""

    text: str
    sure: bool


def read_cells(page: Page, ink: Any, cells: Sequence[Cell]) -> list[Text]:
    """The text of each cell; `ink` is where the page has ink that is no line of the table."""
    found: list[InkLine] = []
    stained: set[int] = set()
    for number, cell in enumerate(cells):
        lines = lines_of(ink, cell, number)
        found.extend(lines)
        if not lines and _stained(page, cell):
            stained.add(number)
    cuts = [_cut(page, line, _MARGIN) for line in found]
    first = engine.lines(cuts)
    readings, pitch = _readings(page, found, cuts, first)
    strokes = printed_slashes(found)
    widest = widest_gaps(((found[n], said[0].text) for n, said in readings.items() if _is_alike(said)), pitch)
    texts: dict[int, list[Text]] = {}
    for n, line in enumerate(found):
        if is_slash(line):
            text = Text("/", n in strokes)
        elif n in readings:
            figure = _settled(line, first[n], readings[n], pitch, scale_of(page))
            sure = bool(figure) and not is_crossed(ink, cells[line.cell]) and not has_blank(line, figure, pitch, widest)
            text = Text(figure or _guessed(first[n], readings[n]), sure)
        else:
            text = Text(first[n].text, printed(first[n].text).kind != "number")
        texts.setdefault(line.cell, []).append(text)
    return [_whole(texts.get(number, []), stained=number in stained) for number in range(len(cells))]


def _readings(
    page: Page, found: Sequence[InkLine], cuts: Sequence[Any], first: Sequence[Said]
) -> tuple[dict[int, list[Said]], float]:
    """The lines that may be figures, each as often read as it takes to be sure of it; and the pitch of digits."""
    counting = {n for n, said in enumerate(first) if _COUNTING.fullmatch(said.text)}
    unsure = [n for n, said in enumerate(first) if n in counting or _FIGURE.fullmatch(said.text)]
    unsure = [n for n in unsure if found[n].right - found[n].left < _LONGEST * (found[n].bottom - found[n].top)]
    readings: dict[int, list[Said]] = {n: [] for n in unsure}
    pitch = _USUAL
    for scale, margin in _SCALES:
        for some in ([n for n in unsure if n not in counting], [n for n in unsure if n in counting]):
            again = [_cut(page, found[n], margin, scale) if scale else cuts[n] for n in some]
            for n, said in zip(some, engine.figures(again, counting=not counting.isdisjoint(some)), strict=True):
                readings[n].append(said)
        if scale:
            pitch = _pitch(found, readings) if len(unsure) == len(readings) else pitch
            unsure = [n for n in unsure if not _settled(found[n], first[n], readings[n], pitch, scale_of(page))]
    return readings, pitch


def _whole(parts: Iterable[Text], *, stained: bool) -> Text:
    """A cell's lines as one text, but for a number that goes on in the next line or stands above another one: that is
    the recogniser's to doubt. Red ink where nothing else is may be a figure written in it, or cover one."""
    texts = list(parts)
    joined = ""
    for part in texts:
        joined += "\n" + part.text if joined[-1:].isascii() and part.text[:1].isascii() and joined else part.text
    return Text(joined, all(part.sure for part in texts) and not stained)


def _settled(line: InkLine, first: Said, readings: Sequence[Said], pitch: float, scale: float) -> str:
    """The figure that all readings say, the first one as text too (12/3 is 1213 to one that knows only digits), surely
    enough, large enough in the picture it came from (the page is `scale` times as large), with as many digits as there
    are in the ink; "" if there is none."""
    texts = {said.text for said in readings} | {engine.as_figure(first.text)}
    text = texts.pop()
    if text in _MARKS:
        return text if not texts and min(said.score for said in readings) >= SURE else ""
    high = (line.bottom - line.top) * (_AS_HIGH if _WIDE.search(text) else 1)
    if texts or not _PLAIN.fullmatch(text) or line.slashes or high / scale < _LOWEST:
        return ""
    scores = sorted(said.score for said in readings)
    sure = len(scores) > 1 and (scores[-2] >= SURE or (len(scores) == len(_SCALES) and scores[0] >= FAIR))
    sure = sure or (text == "0" and line.hole >= _RING)
    return text if sure and scores[-1] >= SURE and _counted(line, text, pitch) else ""


def _guessed(read: Said, readings: Sequence[Said]) -> str:
    """The best guess at a line: the surest reading as a figure, or what it says as text."""
    best = max(readings, key=lambda said: said.score)
    text = _plain(best.text)
    return text if _PLAIN.fullmatch(text) and best.score > read.score / 2 else read.text


def _counted(line: InkLine, text: str, pitch: float) -> bool:
    """Whether there are as many digits as the ink has room for: none is lost, none read twice, nor a point lost.

    A digit is 0.3 (a 1) to 1.3 pitches wide, blurred; where there are as many separate marks as digits, less will do,
    and where there are other characters too.
    """
    digits, characters = sum(map(str.isdecimal, text)), len(_WIDE.findall(text))
    high = float(line.bottom - line.top)
    wide = float(line.right - line.left)
    if characters:
        wide, high = wide - characters * _AS_WIDE * high, _AS_HIGH * high
    wide = wide / high - 0.45 * (len(text) - digits - characters)  # a point or a sign
    room = 0.25 if line.marks == digits else 0.2 if characters else 0.0
    if line.marks == digits == len(text) and line.apart > _APART * pitch * high:
        return False
    return 0.3 - room <= wide / pitch - (digits - 1) <= 1.3 + room


def _pitch(lines: Sequence[InkLine], readings: Mapping[int, Sequence[Said]]) -> float:
    """How far one digit is from the next, as a part of their height, on this page."""
    found = sorted(
        (lines[n].right - lines[n].left) / (lines[n].bottom - lines[n].top) / (len(said[0].text) - 0.15)
        for n, said in readings.items()
        if _is_alike(said) and len(said[0].text) > 1 and said[0].text.isdigit()
    )
    return found[len(found) // 2] if len(found) >= _ENOUGH else _USUAL


def _is_alike(said: Sequence[Said]) -> bool:
    return len({one.text for one in said}) == 1


def _plain(text: str) -> str:
    """A figure as digits: separators of thousands are none of them."""
    return re.sub(r"(?<=\d)[,，](?=\d{3})", "", text).replace("－", "-").replace("−", "-")


def _stained(page: Page, cell: Cell) -> bool:
    """Whether a cell without black ink has other ink."""
    part = slice(cell.top + 4, cell.bottom - 4), slice(cell.left + 4, cell.right - 4)
    darker = page.plain[part].astype(int) - page.full[part]
    return bool((darker > 60).sum() > 20)


def _cut(page: Page, line: InkLine, margin: float, scale: float = 0.0) -> Any:
    """A line of text cut out with white around it: from the page, or at a `scale` from the picture it came from."""
    import cv2
    import numpy as np

    high = line.bottom - line.top
    room = max(2, round(high * margin))
    if scale:
        back = np.linalg.inv(page.matrix)
        move = np.array([[1 / scale, 0, line.left - room], [0, 1 / scale, line.top - room], [0, 0, 1]])
        size = round((line.right - line.left + 2 * room) * scale), round((high + 2 * room) * scale)
        cut = warped(page.source, back @ move, size, cv2.INTER_LANCZOS4 | cv2.WARP_INVERSE_MAP)
    else:
        height, width = page.plain.shape
        cut = page.plain[
            max(0, line.top - room) : min(height, line.bottom + room),
            max(0, line.left - room) : min(width, line.right + room),
        ]
    return cv2.cvtColor(cut, cv2.COLOR_GRAY2BGR)
