"""The recognition of characters: rapidocr with the models that ship in it, loaded once a process, offline."""

import os
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any, NamedTuple

from giktui.i18n import _

_BATCH = 32
_DETECTED = 1280
"""Pixels of the longer side of what lines of text are looked for in: those of a page are some 25 high then."""
_AROUND = 24
"""Pixels of white around what lines of text are looked for in: one that touches the edge is not found."""
_DARK = 128
"""The grey level below which there may be text."""
_DIGITS = ("0OoQD〇○Оо", "1lI|丨Ⅰ", "2", "3", "4", "5", "6", "7", "8", "9", ".", ",，", "/／", "无", "-－–—_一")
"""The digits and what stands for a blank, each with the characters that a model may take it for."""
_COUNTING = (*_DIGITS[:-1], "-－–—", *"件个条项宗次份户人起元百千万亿约近")
"""The same, and what a number is of: 13件, 2万元, 约20."""
_ALIKE = {ord(one): digit[0] for digit in _DIGITS for one in digit if one != "一"}


class Said(NamedTuple):
    """What is made of a picture of one line of text, and how sure the model is of it (0 to 1)."""

    text: str
    score: float


class Box(NamedTuple):
    """A line of text found on a page: pixels from the left and from the top, and what it says."""

    left: float
    top: float
    right: float
    bottom: float
    said: Said


def is_here() -> bool:
    """Whether what recognises characters is installed; loads nothing."""
    return all(find_spec(module) is not None for module in ("rapidocr", "onnxruntime"))


def how_to_install() -> str:
    """What to do where it is not."""
    return _("要识别图片，请运行：pip install 'giktui[ocr]'；或改用文字版、网页版、Word 版的年报，或手工录入。")


def how_to_read_page(number: int) -> str:
    """What to do about a page of a PDF that is a picture, where it is not."""
    return _("第 {n} 页是图片，没有文字层，读不出数字。").format(n=number) + how_to_install()


def lines(pictures: Sequence[Any]) -> list[Said]:
    """What each picture of one line says (arrays of height × width × 3, as OpenCV has them)."""
    if not pictures:
        return []
    found = _engine().recognize_txt(list(pictures))
    return [Said(text.strip(), float(score)) for text, score in zip(found.txts, found.scores, strict=True)]


def as_figure(text: str) -> str:
    """A text with the digits for the characters that are mistaken for them."""
    return text.translate(_ALIKE)


def figures(pictures: Sequence[Any], *, counting: bool = False) -> list[Said]:
    """As `lines`, for what is known to be a figure: each character is the digit (or `.`, `,`, `-`, `/`, 无) it is most
    alike; with `counting`, or the word for what it counts.

    The score is that of the least certain one. A letter that looks like a digit counts as it: O as 0, l as 1.
    """
    import numpy as np

    alphabet = _COUNTING if counting else _DIGITS
    recognizer = _engine().text_rec
    characters: list[str] = recognizer.postprocess_op.character
    alike = np.zeros((len(characters), len(alphabet)), np.float32)
    for digit, those in enumerate(alphabet):
        alike[[characters.index(one) for one in those if one in characters], digit] = 1
    order = sorted(range(len(pictures)), key=lambda n: pictures[n].shape[1] / pictures[n].shape[0])
    said: dict[int, Said] = {}
    for start in range(0, len(order), _BATCH):
        some = order[start : start + _BATCH]
        ratio = max(1.0, *(pictures[n].shape[1] / pictures[n].shape[0] for n in some))
        batch = np.stack([recognizer.resize_norm_img(pictures[n], ratio) for n in some]).astype(np.float32)
        for n, chances in zip(some, recognizer.session(batch), strict=True):
            said[n] = _digits(alphabet, chances[:, 0], chances @ alike, chances.argmax(axis=1))
    return [said[n] for n in range(len(pictures))]


def _digits(alphabet: Sequence[str], nothing: Any, digits: Any, best: Any) -> Said:
    """The figure in an alphabet, by the chances, at each step from left to right, of nothing, of each of its characters
    and of all there are."""
    text, score, before, here = "", 1.0, -1, 0.0
    for step in range(len(best)):
        if nothing[step] >= 0.5 or best[step] == 0:
            before = -1
            continue
        digit = int(digits[step].argmax())
        chance = float(digits[step][digit] / max(1e-6, 1 - nothing[step]))
        if digit == before:
            here = max(here, chance)
            continue
        score = min(score, here) if text else score
        text += alphabet[digit][0]
        before, here = digit, chance
    return Said(text, min(score, here) if text else 0.0)


def boxes(page: Any) -> list[Box]:
    """The lines of text on a page (grey levels), wherever they stand."""
    import cv2
    import numpy as np

    dark = np.flatnonzero((page < _DARK).any(axis=1))
    if not len(dark):
        return []
    first = max(0, int(dark[0]) - _AROUND)
    part = cv2.copyMakeBorder(
        page[first : int(dark[-1]) + _AROUND], _AROUND, _AROUND, 0, 0, cv2.BORDER_CONSTANT, value=255
    )
    found = _engine()(part, use_det=True, use_cls=False, use_rec=True)  # what a call is told stays for the next
    if found.boxes is None:
        return []
    found_boxes = []
    for corners, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        left, top, right, bottom = (float(edge) for edge in (*corners.min(axis=0), *corners.max(axis=0)))
        down = first - _AROUND
        found_boxes.append(Box(left, top + down, right, bottom + down, Said(text.strip(), float(score))))
    return found_boxes


def places(picture: Any) -> Any:
    """The corners of the lines of text in a picture: an array of lines × 4 × 2, from left and from top."""
    found = _engine()(picture, use_det=True, use_cls=False, use_rec=False).boxes
    return [] if found is None else found


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    threads = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            # Detection takes time by the pixel, and would enlarge a strip of two lines to the height of a page.
            "Det.limit_type": "max",
            "Det.limit_side_len": _DETECTED,
            "Global.use_vertical_padding": False,
            # A figure is as wide as it is high: filled up to the width of a sentence it takes six times as long.
            "Rec.rec_img_shape": [3, 48, 48],
            "Rec.rec_batch_num": 16,
        }
    )
