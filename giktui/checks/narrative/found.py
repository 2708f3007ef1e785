"""What a number was found to be told of."""

from typing import NamedTuple


class Found(NamedTuple):
    """What a number is told of, the words beside it, and from where to where that reaches."""

    about: frozenset[str]
    seen: frozenset[str]
    start: int
    end: int
