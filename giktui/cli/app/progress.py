"""A bar on the terminal while a long work is going on."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

import typer

Item = TypeVar("Item")

_STEPS = 200
"""A bar is drawn anew so many times at most: over a slow line every drawing costs."""


def progress(items: Iterable[Item], total: int, label: str, *, least: int = 20) -> Iterator[Item]:
    """Passes the items on, with a bar on stderr where that is a terminal and they are not few."""
    if total < least or not sys.stderr.isatty():
        yield from items
        return
    steps = max(1, total // _STEPS)
    with typer.progressbar(items, length=total, label=label, file=sys.stderr, update_min_steps=steps) as bar:
        yield from bar
