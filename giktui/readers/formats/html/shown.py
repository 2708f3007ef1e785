"""Figures that a web page shows in a cell though they are no text of it: pictures, fields to fill in, scripts."""

from collections.abc import Iterable

from selectolax.lexbor import LexborNode

from giktui.readers.marks import is_figure, may_be_figure, no_text
from giktui.text.patterns import compiled_late

_CONTROLS = frozenset(("input", "textarea", "select"))
_NAMES = {"img": "张图片", "svg": "张图片", "script": "段脚本", "math": "个公式"}
_OTHER = "个对象"
_CONTROL = "个控件"
SHOWN = _CONTROLS | _NAMES.keys() | {"canvas", "iframe", "object", "embed", "button"}
"""What shows something, or writes it, that is no text: in a cell without text it may be the figure."""
_NO_FIGURE = frozenset(("hidden", "button", "submit", "reset", "image", "checkbox", "radio", "file"))
_SIZE = compiled_late(r"(?:^|[;\s])(?:width|height)\s{0,9}:\s{0,9}(\d{1,9})")
_SPACER = 3
"""A picture of so many pixels at most keeps things apart and shows nothing."""


def figures_in(nodes: Iterable[LexborNode], text: str) -> str:
    """What stands for a cell with this text and these elements, so that it is no number; "" where the text is all."""
    if not may_be_figure(text):
        return ""
    for node in nodes:
        tag = node.tag or ""
        if tag in _CONTROLS:
            if node.attributes.get("type") not in _NO_FIGURE:
                return text + no_text(_value(node), _CONTROL)
        elif tag == "button":
            if is_figure(" ".join((held := node.text()).split())):
                return text + no_text(held, _CONTROL)
        elif tag in SHOWN and not text and not _shows_nothing(node):
            return no_text(node.text() if tag == "math" else "", _NAMES.get(tag, _OTHER))
    return ""


def _value(control: LexborNode) -> str:
    if control.tag == "input":
        return control.attributes.get("value") or ""
    if control.tag == "textarea":
        return control.text()
    chosen = control.css_first("option[selected]") or control.css_first("option")
    return chosen.text() if chosen else ""


def _shows_nothing(node: LexborNode) -> bool:
    if node.tag == "script":
        return not (node.text(deep=True).strip() or node.attributes.get("src"))
    attributes = node.attributes
    sizes = [attributes.get("width") or "", attributes.get("height") or ""]
    sizes += _SIZE.findall((attributes.get("style") or "").lower())
    return any(size.isascii() and size.isdecimal() and int(size[:9]) <= _SPACER for size in sizes)
