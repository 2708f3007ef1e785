"""A difference in full, for the terminal or a mail: a line a cell, then the texts with [-removed-] {+added+} words."""

from collections.abc import Iterator
from dataclasses import astuple
from typing import Literal

from giktui.diff import words
from giktui.diff.compare import Difference
from giktui.diff.narrative import ParagraphDifference, TextDifference
from giktui.i18n import _
from giktui.text.cleaning import plain

_WIDEST_ROW_LABEL = 40
_CONTEXT = 16
_MARKS = {"same": "  ", "changed": "~ ", "removed": "- ", "added": "+ "}

Look = Literal["same", "removed", "added"]
Run = tuple[str, Look]
"""Some characters of a line, and what they are."""


def render(difference: Difference) -> str:
    """Plain text without colour or markup; what is the same for long inside a changed paragraph is left out."""
    blocks = [words.headline(difference)]
    for title, cells in words.tables(difference):
        blocks.append(f"{title}\n{_table(difference, words.lines(cells))}")
    for text in difference.texts:
        blocks.append("\n".join(text_lines(difference, text)))
    blocks.extend(words.incomparable(rest) for rest in difference.incomparable)
    return "\n\n".join([*blocks, words.summary(difference)]) + "\n"


def _table(difference: Difference, lines: list[words.Line]) -> str:
    from tabulate import tabulate

    table = tabulate(
        [astuple(line) for line in lines],
        headers=words.heads(difference),
        tablefmt="simple",
        colalign=("left", "left", "right", "right", "right", "right"),
        maxcolwidths=[_WIDEST_ROW_LABEL, None, None, None, None, None],
        disable_numparse=True,
    )
    return "\n".join(line.rstrip() for line in table.splitlines())


def text_title(difference: Difference, text: TextDifference) -> str:
    """The section, and how alike its texts are."""
    alike = words.likeness(text)
    name = words.section_name(difference, text.part)
    return _("{section}（{likeness}）").format(section=name, likeness=alike) if alike else name


def text_lines(difference: Difference, text: TextDifference) -> Iterator[str]:
    """The title, and a line a paragraph that is not the same."""
    yield text_title(difference, text)
    for mark, runs in paragraph_runs(text):
        yield mark + "".join(said for said, _look in runs)


def paragraph_runs(text: TextDifference) -> Iterator[tuple[str, list[Run]]]:
    """Of each paragraph that is not the same (of a text that is, each) its mark, and its runs."""
    for paragraph in text.paragraphs:
        if paragraph.kind != "same" or not text.changed:
            yield _MARKS[paragraph.kind], _runs(paragraph)


def _runs(paragraph: ParagraphDifference) -> list[Run]:
    if paragraph.kind != "changed":
        return [(plain(paragraph.old or paragraph.new), paragraph.kind)]
    made: list[Run] = []
    for place, piece in enumerate(paragraph.pieces):
        text = plain(piece.text)
        if piece.kind == "same":
            text = _shortened(text, first=place == 0, last=place == len(paragraph.pieces) - 1)
        made.append(({"same": text, "removed": f"[-{text}-]", "added": f"{{+{text}+}}"}[piece.kind], piece.kind))
    return made


def _shortened(text: str, *, first: bool, last: bool) -> str:
    before = "" if first else text[:_CONTEXT]
    after = "" if last else text[-_CONTEXT:]
    short = f"{before}…{after}"
    return short if len(short) < len(text) else text
