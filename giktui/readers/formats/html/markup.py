"""Markup that would make the HTML parser slow or hungry, made harmless before it gets there.

The parser's time grows with the square of the depth of blocks and of the attributes of one element (measured: 100,000
nested `div` take 32 s, 50,000 attributes 5 s), and unclosed formatting elements are opened again in every paragraph.
"""

import re
from collections import Counter

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.readers.limits import Limits
from giktui.text.patterns import compiled_late

_MANY = 2_000
_DEEPEST = 8_000
_LONGEST_TAG = 20_000
_LONG_TAG = compiled_late(r"(<[a-zA-Z][\w:-]{0,30})[^<>]{20000,}(?:>|$)")
_FORMATTING = compiled_late(
    r"</?(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_OPTION = compiled_late(r"<option(?:\s[^<>]*)?>[^<]*(?:</option\s*>)?", re.IGNORECASE)
"""What a list offers to choose from: with thousands of them the list stays, of which nothing can be read anyway."""
_STRUCK = compiled_late(r"<(/?)(?:s|strike)(?:\s[^<>]*)?>", re.IGNORECASE)
"""Formatting that says what is deleted: it becomes an element that the parser does not open again."""
_NAMES = compiled_late(r"<(/?[a-zA-Z][\w:-]{0,30})")
_SELF_CLOSING = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "th",
        "tr",
        "option",
    ]
)


def tame(text: str, name: str, limits: Limits) -> str:
    """The page with tags of absurd length shortened to their names and, where there are many tags, formatting removed
    but for what is struck out.

    Raises GiktuiError for more tags than a page of `limits.fields` fields has, and when they nest deeper than any page
    does. An ordinary page costs three counts.
    """
    tags = text.count("<")
    if tags > limits.fields * 2:
        raise GiktuiError(_("{name} 的标记超过 {n} 个，不像年报，没有读取。").format(name=name, n=limits.fields * 2))
    if tags > _MANY < len(_OPTION.findall(text)):
        text = _OPTION.sub("", text)
    if _has_stretch(text):
        text = _LONG_TAG.sub(r"\1>", text)
    if tags - text.count("</") < _MANY:
        return text
    text = _FORMATTING.sub("", _STRUCK.sub(r"<\1del>", text))
    counts = Counter(tag.lower() for tag in _NAMES.findall(text))
    if max(counts.values(), default=0) > _DEEPEST and _depth(text) > _DEEPEST:
        raise GiktuiError(_("{name} 的标记嵌套超过 {n} 层，不是正常的网页，没有读取。").format(name=name, n=_DEEPEST))
    return text


def _has_stretch(text: str) -> bool:
    """Whether there may be a tag of absurd length: somewhere no other begins for half of that."""
    half = _LONGEST_TAG // 2
    return any(text.find("<", start, start + half) < 0 for start in range(0, len(text) - half, half))


def _depth(text: str) -> int:
    """How deep the tags nest at most, as far as they are closed by tags of their own."""
    depth = deepest = 0
    for tag in _NAMES.findall(text):
        bare = tag.lstrip("/").lower()
        if bare not in _SELF_CLOSING:
            depth = max(depth - 1, 0) if tag[0] == "/" else depth + 1
            deepest = max(deepest, depth)
    return deepest
