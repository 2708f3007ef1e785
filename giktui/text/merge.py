"""Two people's changes of one text, brought together paragraph by paragraph."""

from collections.abc import Iterator
from difflib import SequenceMatcher

Change = tuple[int, int, list[str]]
"""The paragraphs of the common text from and up to these places, and what stands there instead."""


def merged(base: str, mine: str, theirs: str) -> str | None:
    """`base` with both changes in it; None where they touch: the same paragraph, or two with none between them."""
    if theirs in (mine, base):
        return mine
    if mine == base:
        return theirs
    paragraphs = base.split("\n")
    own, others = list(_changes(paragraphs, mine.split("\n"))), list(_changes(paragraphs, theirs.split("\n")))
    if any(start <= last and first <= end for start, end, _new in own for first, last, _theirs in others):
        return None
    for start, end, new in sorted([*own, *others], key=lambda change: change[0], reverse=True):
        paragraphs[start:end] = new
    return "\n".join(paragraphs)


def _changes(base: list[str], after: list[str]) -> Iterator[Change]:
    for what, start, end, first, last in SequenceMatcher(None, base, after, autojunk=False).get_opcodes():
        if what != "equal":
            yield start, end, after[first:last]
