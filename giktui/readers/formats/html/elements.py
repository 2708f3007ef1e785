"""The text under an element of a page, as far as tables, preformatted text and pictures in it, which stay closed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import cast

from selectolax.lexbor import LexborNode

from giktui.readers.formats.html.shown import SHOWN
from giktui.readers.limits import Limits
from giktui.readers.marks import Mark, Piece

_DROPPED = frozenset([
    "head", "title", "nav", "noscript", "template", "style", "link", "meta", "audio", "video", "option",
    "-comment", "!doctype", "!--",
])  # fmt: skip
"""What is no text of the page."""
_INLINE = frozenset([
    "a", "abbr", "b", "bdi", "big", "cite", "code", "del", "em", "font", "i", "ins", "label", "mark", "nobr", "q", "s",
    "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "o:p",
])  # fmt: skip
_MARKED: dict[str, Mark] = {"s": "struck", "strike": "struck", "del": "struck", "sup": "raised", "sub": "lowered"}
CLOSED = _DROPPED | SHOWN | {"table", "pre", "br", *_MARKED}
_KEPT = SHOWN | {"table", "pre"}


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of a page wherever one is in it; `numbers` counts its tables."""

    name: str
    limits: Limits
    styled: Mapping[int, Mark]
    """The elements whose style marks their text, by `mem_id`."""
    pictures: Sequence[str]
    """The pictures that are written in the page, as base64."""
    numbers: Iterator[int] = field(default_factory=lambda: count(1))


def tokens_in(root: LexborNode, page: Page) -> list[str | Piece | LexborNode]:
    """The text under `root` with a line end wherever a block or `<br>` breaks it, and the tables and what is
    `SHOWN`, which stay closed.

    The loop keeps its own stack, so that deep markup costs no Python frames.
    """
    tokens: list[str | Piece | LexborNode] = []
    stack: list[tuple[LexborNode, Mark]] = []
    styled = page.styled
    mark: Mark = styled.get(root.mem_id, "") if styled else ""
    node = root.first_child
    while node is not None:
        tag = node.tag or ""
        inside = None
        if tag == "-text":
            text = (node.text_content or "").replace("\n", " ")
            tokens.append(Piece(text, mark) if mark else text)
        elif tag in _INLINE:
            inside = node.first_child
        elif tag in _KEPT:
            tokens.append(node)
        elif tag not in _DROPPED:
            tokens.append("\n")
            inside = node.first_child
        if inside is not None:
            stack.append((node, mark))
            if mark != "struck" and (tag in _MARKED or styled):
                mark = _MARKED.get(tag) or styled.get(node.mem_id, mark)
            node = inside
            continue
        while (after := node.next) is None and stack:
            node, mark = stack.pop()
            if node.tag not in _INLINE:
                tokens.append("\n")
        node = after
    return tokens


def joined(pieces: list[str | Piece], join: Callable[[Sequence[Piece]], str]) -> str:
    """The pieces as one text; `join` joins them where some are marked."""
    if any(isinstance(piece, Piece) for piece in pieces):
        return join([piece if isinstance(piece, Piece) else Piece(piece) for piece in pieces])
    return "".join(cast("list[str]", pieces))
