"""What the style sheets in a page say of its elements, put into their style attributes, where the rest looks for it.

Only declarations that matter to a reader are taken over: what hides text, strikes it out, raises it, or makes boxes a
grid. Rules come in the order of the sheets; how specific a selector is, is not weighed.
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from giktui.text.patterns import compiled_late

_COMMENT = compiled_late(r"/\*.*?(?:\*/|$)", re.DOTALL)
_RULE = compiled_late(r"([^{}]{1,300})\{([^{}]{1,2000})\}")
_SELECTOR = compiled_late(r"[\w.#*-]+(?:[ >]+[\w.#*-]+){0,4}")
"""Elements by name, class and id, within others: pseudo-classes and media depend on who looks."""
_DECLARATION = compiled_late(
    r"(?:^|;)\s*(display|visibility|font-size|opacity|text-indent|text-decoration(?:-line)?|vertical-align|color|"
    r"unicode-bidi|direction|grid-template-columns|grid-column|grid-row)\s*:\s*([^;]{1,400})"
)
_TELLING = (
    "hidden",
    "none",
    "grid",
    "line-through",
    "super",
    "sub",
    "font-size",
    "opacity",
    "text-indent",
    "color",
    "bidi",
)
_MOST_RULES, _MOST_NODES = 2_000, 20_000
_AT_LONGEST = 500_000


def taken_over(tree: LexborHTMLParser, small: str) -> str:
    """What the page's sheets say of its elements, after it was written into their style attributes, before what those
    say themselves; "" where there is nothing.

    `small` is the page's source in small letters: a page without a sheet costs one search. What a sheet does not
    display may be shown by a script, as a tab is: it is only taken for hidden where it is a piece of a line.
    """
    if "<style" not in small:
        return ""
    said: dict[int, dict[str, str]] = {}
    nodes: dict[int, LexborNode] = {}
    for selector, declared in _rules(tree):
        for node in tree.css(selector):
            if len(nodes) < _MOST_NODES or node.mem_id in nodes:
                nodes[node.mem_id] = node
                said.setdefault(node.mem_id, {}).update(declared)
    written: set[str] = set()
    for id, node in nodes.items():
        own = (node.attributes.get("style") or "").strip()
        named = {name for name, _value in _DECLARATION.findall(own.lower())}
        told = [_told(name, value) for name, value in said[id].items() if name not in named]
        written.update(told)
        node.attrs["style"] = ";".join([*told, *([own] if own else [])])
    return ";".join(sorted(written))


def _told(name: str, value: str) -> str:
    return "visibility:hidden" if name == "display" and value.startswith("none") else f"{name}:{value}"


def _rules(tree: LexborHTMLParser) -> Iterator[tuple[str, dict[str, str]]]:
    """The selectors of the sheets and what matters of their declarations."""
    count = 0
    for sheet in tree.css("style"):
        text = sheet.text()[:_AT_LONGEST].lower()
        media = sheet.attributes.get("media") or "all"
        if not any(word in text for word in _TELLING) or not any(one in media for one in ("all", "screen")):
            continue
        raw = _COMMENT.sub(" ", sheet.text()[:_AT_LONGEST])
        for selectors, body in _RULE.findall(_without_media(raw)):
            declared = {name: value.strip() for name, value in _DECLARATION.findall(body.lower())}
            if not declared:
                continue
            for selector in map(str.strip, selectors.split(",")):
                count += 1
                if count <= _MOST_RULES and _SELECTOR.fullmatch(selector):
                    yield selector, declared


def _without_media(text: str) -> str:
    """The sheet without what holds for some media only: `@media print { … }`."""
    kept: list[str] = []
    at = 0
    while (start := text.find("@", at)) >= 0:
        kept.append(text[at:start])
        opened = text.find("{", start)
        ended = text.find(";", start)
        if opened < 0 or 0 <= ended < opened:
            at = len(text) if ended < 0 else ended + 1
            continue
        depth, at = 1, opened + 1
        while depth and at < len(text):
            depth += {"{": 1, "}": -1}.get(text[at], 0)
            at += 1
    return "".join([*kept, text[at:]])
