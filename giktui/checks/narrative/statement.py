"""A statement: what a sentence says of a figure of the report; and what a number was found to be told of."""

from typing import Literal, NamedTuple

from giktui.text.numerals import Amount

Kind = Literal["number", "part", "none", "all_handled"]


class Statement(NamedTuple):
    """A number (or none, or “all handled”) and the words that say what is counted. `part`: a number that may be of no
    more than a part of it, so that it is wrong only where it is larger than the whole.

    `about` are labels of the lexicon, `within` the proceedings that an outcome belongs to, or the documents that a
    verb does. `start` and `end` are its place in the text, `quote` the words there.
    """

    kind: Kind
    about: frozenset[str]
    within: frozenset[str]
    amount: Amount | None
    start: int
    end: int
    quote: str


def without_amount(kind: Kind, text: str, start: int, end: int, about: frozenset[str]) -> Statement:
    """A statement that denies, or says of all."""
    return Statement(kind, about, frozenset(), None, start, end, text[start:end])


class Found(NamedTuple):
    """What a number is told of, the words beside it, and from where to where that reaches."""

    about: frozenset[str]
    seen: frozenset[str]
    start: int
    end: int
