"""Pictures inside pages and Word files: read where they stand, if the tables of the file are not there as text."""

import base64
import binascii
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import NamedTuple

from giktui.errors import GiktuiError
from giktui.readers.document import Grid, Paragraph
from giktui.readers.limits import Limits
from giktui.text.patterns import compiled_late

_ENOUGH = 60
"""Figures in the tables of a file from which on its pictures are only pictures: a report has two hundred."""
_MOST = 20
"""Pictures of one file that are read."""
_SMALLEST = 4_000
"""Bytes of a picture that may be a table; a logo has fewer."""
_INSIDE = compiled_late(r"""(?<=["'])data:image/(?:png|jpe?g|webp|gif|bmp|tiff);base64,([A-Za-z0-9+/=\s%]*)(?=["'])""")
_NUMBERED = "giktui-picture:"


class Picture(NamedTuple):
    """A picture in the place where it stands, and what gives its bytes."""

    data: Callable[[], bytes]


Block = Paragraph | Grid | Picture


def read_pictures(blocks: Iterable[Block], name: str, limits: Limits) -> tuple[tuple[Paragraph | Grid, ...], bool]:
    """The blocks with what the pictures among them show, if that is needed and can be read; and whether it was."""
    items = list(blocks)
    plain = tuple(block for block in items if not isinstance(block, Picture))
    if len(plain) == len(items) or _figures(plain) >= _ENOUGH:
        return plain, False
    from giktui.readers.formats.picture import engine
    from giktui.readers.formats.picture.reader import blocks_in

    if not engine.is_here():
        return plain, False
    found: list[Paragraph | Grid] = []
    seen = 0
    for block in items:
        if not isinstance(block, Picture):
            found.append(block)
            continue
        with suppress(GiktuiError, binascii.Error, ValueError):
            data = block.data()
            if len(data) >= _SMALLEST and seen < _MOST:
                shown = blocks_in(data, name, limits)
                seen += bool(shown)
                found.extend(shown)
    return tuple(found), bool(seen)


def _figures(blocks: Iterable[Paragraph | Grid]) -> int:
    return sum(
        text.isdecimal() for block in blocks if isinstance(block, Grid) for line in block.lines for text in line.fields
    )


def without_pictures(source: str) -> tuple[str, list[str]]:
    """A page's source with a number in place of each picture that is written in it, and those pictures as base64."""
    pictures: list[str] = []

    def number(found: re.Match[str]) -> str:
        pictures.append(found[1])
        return f"{_NUMBERED}{len(pictures) - 1}"

    return (_INSIDE.sub(number, source), pictures) if "data:image" in source else (source, pictures)


def numbered(source: str, pictures: Sequence[str]) -> Picture | None:
    """The picture whose number stands for it (`src`), if it is one of a page's own."""
    number = source.removeprefix(_NUMBERED)
    if number == source or not number.isdecimal() or int(number) >= len(pictures):
        return None
    written = pictures[int(number)]
    return Picture(lambda: base64.b64decode(re.sub(r"\s|%0[aAdD]", "", written)))
