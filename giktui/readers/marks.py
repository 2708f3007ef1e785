"""Figures that are not plain: struck out in part, with raised figures beside them, or no text at all.

How they are marked leaves it to the recogniser (`numbers.printed`) whether one number is left: `~~7~~754` and `987^1`,
with the sign of a note, are numbers; `7~~7~~54`, `^1^54` and `[473]` are none, so that the cell is doubted.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

Mark = Literal["", "struck", "raised", "lowered"]

_SIGNS = {"raised": "^", "lowered": "_"}
_LONGEST = 20
_LETTERS = 3
"""Letters of the longest text that may be a figure with its unit; labels and sentences have more."""


class Piece(NamedTuple):
    """Text that is written alike."""

    text: str
    mark: Mark = ""


def running(runs: Sequence[Piece]) -> str:
    """The runs as one text: what is struck out is deleted, and raised figures are kept apart from those beside them."""
    kept = [run for run in runs if run.mark != "struck" and run.text]
    shown = [run for run in kept if run.text.strip()]
    if all(run.mark for run in shown):
        return "".join([run.text for run in kept])
    pieces: list[str] = []
    last = ""
    for run, behind in zip(kept, _behind(kept), strict=True):
        text = run.text
        sign = _SIGNS.get(run.mark, "") if text.strip() else ""
        if sign and last.isdecimal():
            pieces.append(sign)
        elif sign and text[-1].isdecimal() and behind[:1].isdecimal():
            text = f"{sign}{text}{sign}"
        pieces.append(text)
        last = "" if sign else text[-1]
    return "".join(pieces)


def in_cell(runs: Sequence[Piece]) -> str:
    """The text of a cell. A figure of which something is struck out, or that is struck out whole, stays marked so."""
    text = running(runs)
    struck = " ".join("".join([run.text for run in runs if run.mark == "struck"]).split())
    if not struck or not may_be_figure(text):
        return text
    if not text.strip():
        return f"~~{struck}~~" if may_be_figure(struck) else text
    if not may_be_figure(text + struck):
        struck = "…"
    at = next(number for number, run in enumerate(runs) if run.mark == "struck" and run.text.strip())
    before = running(runs[:at])
    return f"{before}~~{struck}~~{running(runs[at:])}" if text.startswith(before) else f"~~{struck}~~{text}"


def no_text(held: str, what: str) -> str:
    """What stands for a cell that shows `held` though it has no text; `what` is it in three letters, if that is none.

    The recogniser takes neither for a number: `[473]`, `[1张图片]`.
    """
    plain = " ".join(held.split())
    return f"[{plain}]" if is_figure(plain) else f"[1{what}]"


def is_no_text(text: str) -> bool:
    """Whether a cell's text may be one that `no_text` made."""
    return text.startswith("[") and text.endswith("]")


def figure_shown(text: str) -> str:
    """The figure that a cell shows though it is no text of it, by what `no_text` made; "" where there is none."""
    return text[1:-1] if is_no_text(text) and text[1:-1].isdecimal() else ""


def may_be_figure(text: str) -> bool:
    """Whether a text may be a figure, or a mark for none (无); labels have more letters, but for `3.其他`."""
    letters = sum(map(str.isalpha, text))
    digits = any(map(str.isdigit, text))
    return len(text) <= _LONGEST and letters <= (_LETTERS if digits else 1)


def is_figure(text: str) -> bool:
    """Whether a text may be a figure and has a digit, so that it is no mark for none."""
    return any(map(str.isdigit, text)) and may_be_figure(text)


def are_figures(texts: Sequence[str]) -> bool:
    """Whether texts may all be figures or marks for none, and there is a digit in them."""
    return any(map(str.isdigit, "".join(texts))) and all(map(may_be_figure, texts))


def _behind(runs: Sequence[Piece]) -> list[str]:
    """For each run what follows it and is not marked like it."""
    found = [""] * len(runs)
    for number in range(len(runs) - 2, -1, -1):
        following = runs[number + 1]
        found[number] = following.text if following.mark != runs[number].mark else found[number + 1]
    return found
