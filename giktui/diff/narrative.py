"""Two texts compared: paragraphs are aligned by likeness, and what changed inside one is marked word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from giktui.report import paragraphs
from giktui.text.patterns import compiled_late

Kind = Literal["same", "changed", "added", "removed"]

ALIKE = 0.5
"""Paragraphs that are less alike than this are one removed and one added, not one changed."""

_MOST_PAIRS = 40_000
_SHORTEST_SAME = 3
_NUMBER = compiled_late(r"\d+(?:[.,]\d+)*")
_WORD = compiled_late(r"\d+(?:[.,]\d+)*%?|[A-Za-z]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph that both have, or that was removed or added."""

    kind: Literal["same", "added", "removed"]
    text: str


@dataclass(frozen=True, slots=True)
class ParagraphDifference:
    """A paragraph of the old text against that of the new; one of them is empty where it was added or removed."""

    kind: Kind
    old: str
    new: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class TextDifference:
    """A section's text (`part` is its id, or `preamble`) then and now, paragraph by paragraph.

    `likeness` is from 0 to 1, numbers and years aside; None where either text is empty.
    """

    part: str
    likeness: float | None
    paragraphs: tuple[ParagraphDifference, ...]

    @property
    def changed(self) -> bool:
        """Whether any paragraph is not the same."""
        return any(paragraph.kind != "same" for paragraph in self.paragraphs)


def compare_texts(part: str, old: str, new: str) -> TextDifference:
    """The difference of two texts; a paragraph is a line."""
    before, after = paragraphs(old), paragraphs(new)
    likeness = _likeness("\n".join(before), "\n".join(after)) if before and after else None
    return TextDifference(part, likeness, tuple(_paragraph(*pair) for pair in _aligned(before, after)))


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """What is the same, removed and added on the way from old to new; numbers and Latin words are never split."""
    from rapidfuzz.distance import Indel

    before, after = _WORD.findall(old), _WORD.findall(new)
    made: list[tuple[str, str, bool]] = []
    for step in Indel.opcodes(before, after):
        left = "".join(before[step.src_start : step.src_end])
        right = "".join(after[step.dest_start : step.dest_end])
        same = step.tag == "equal"
        if made and made[-1][2] == same:
            made[-1] = (made[-1][0] + left, made[-1][1] + right, same)
        else:
            made.append((left, right, same))
    return tuple(_joined(made))


def _paragraph(old: str, new: str) -> ParagraphDifference:
    if old == new:
        return ParagraphDifference("same", old, new, (Piece("same", old),))
    if not new:
        return ParagraphDifference("removed", old, "", (Piece("removed", old),))
    if not old:
        return ParagraphDifference("added", "", new, (Piece("added", new),))
    return ParagraphDifference("changed", old, new, pieces(old, new))


def _joined(made: Sequence[tuple[str, str, bool]]) -> Iterator[Piece]:
    """Removed before added; what is the same for a character or two between two changes belongs to the change."""
    removed = added = ""
    for place, (left, right, same) in enumerate(made):
        if same and (place in (0, len(made) - 1) or len(left) >= _SHORTEST_SAME):
            yield from (Piece(kind, text) for kind, text in _changes(removed, added) if text)
            yield Piece("same", left)
            removed = added = ""
        else:
            removed, added = removed + left, added + right
    yield from (Piece(kind, text) for kind, text in _changes(removed, added) if text)


def _changes(removed: str, added: str) -> tuple[tuple[Literal["removed", "added"], str], ...]:
    return (("removed", removed), ("added", added))


def _aligned(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of paragraphs in reading order, "" for none: equal ones first, then the most alike between them."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, other, until in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(before[start:end], after[other:until], strict=True)
        elif (end - start) * (until - other) > _MOST_PAIRS:
            yield from ((text, "") for text in before[start:end])
            yield from (("", text) for text in after[other:until])
        else:
            yield from _most_alike(before[start:end], after[other:until])


def _most_alike(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, str]]:
    """The alignment whose paired paragraphs are, added up, the most alike (dynamic programming)."""
    rows, columns = len(before), len(after)
    alike = [[_likeness(old, new) for new in after] for old in before]
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row in reversed(range(rows)):
        for column in reversed(range(columns)):
            paired = alike[row][column] + best[row + 1][column + 1] if alike[row][column] >= ALIKE else 0.0
            best[row][column] = max(paired, best[row + 1][column], best[row][column + 1])
    pairs: list[tuple[str, str]] = []
    row = column = 0
    while row < rows and column < columns:
        score = alike[row][column]
        if score >= ALIKE and best[row][column] == score + best[row + 1][column + 1]:
            pairs.append((before[row], after[column]))
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            pairs.append((before[row], ""))
            row += 1
        else:
            pairs.append(("", after[column]))
            column += 1
    return [*pairs, *((text, "") for text in before[row:]), *(("", text) for text in after[column:])]


def _likeness(old: str, new: str) -> float:
    from rapidfuzz.fuzz import ratio

    return ratio(_NUMBER.sub("0", old), _NUMBER.sub("0", new)) / 100
