"""The recognition of characters: rapidocr with the models that ship in it, loaded once a process, offline."""

import os
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any, NamedTuple

from giktui.i18n import _

_BATCH = 32
_DIGITS = ("0OoQD〇○Оо", "1lI|丨Ⅰ", "2", "3", "4", "5", "6", "7", "8", "9", ".", ",，", "-－–—一")
"""The digits, each with the characters that a model may take it for."""


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


def figures(pictures: Sequence[Any]) -> list[Said]:
    """As `lines`, for what is known to be a figure: each character is the digit (or `.`, `,`, `-`) it is most alike.

    The score is that of the least certain one. A letter that looks like a digit counts as it: O as 0, l as 1.
    """
    import numpy as np

    recognizer = _engine().text_rec
    characters: list[str] = recognizer.postprocess_op.character
    alike = np.zeros((len(characters), len(_DIGITS)), np.float32)
    for digit, those in enumerate(_DIGITS):
        alike[[characters.index(one) for one in those if one in characters], digit] = 1
    order = sorted(range(len(pictures)), key=lambda n: pictures[n].shape[1] / pictures[n].shape[0])
    said: dict[int, Said] = {}
    for start in range(0, len(order), _BATCH):
        some = order[start : start + _BATCH]
        ratio = max(1.0, *(pictures[n].shape[1] / pictures[n].shape[0] for n in some))
        batch = np.stack([recognizer.resize_norm_img(pictures[n], ratio) for n in some]).astype(np.float32)
        for n, chances in zip(some, recognizer.session(batch), strict=True):
            said[n] = _digits(chances[:, 0], chances @ alike, chances.argmax(axis=1))
    return [said[n] for n in range(len(pictures))]


def _digits(nothing: Any, digits: Any, best: Any) -> Said:
    """The figure by the chances of nothing, of each digit and of all characters at each step from left to right."""
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
        text += _DIGITS[digit][0]
        before, here = digit, chance
    return Said(text, min(score, here) if text else 0.0)


def boxes(page: Any) -> list[Box]:
    """The lines of text on a page, wherever they stand."""
    found = _engine()(page, use_det=True, use_cls=False, use_rec=True)  # what a call is told stays for the next
    if found.boxes is None:
        return []
    found_boxes = []
    for corners, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        left, top, right, bottom = (float(edge) for edge in (*corners.min(axis=0), *corners.max(axis=0)))
        found_boxes.append(Box(left, top, right, bottom, Said(text.strip(), float(score))))
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
            # A figure is as wide as it is high: filled up to the width of a sentence it takes six times as long.
            "Rec.rec_img_shape": [3, 48, 48],
            "Rec.rec_batch_num": 16,
        }
    )
