"""What the formatting of a Word file says about its text: hidden, struck out, raised or lowered."""

from typing import Any, Literal

from giktui.readers.formats.ooxml_container import Package
from giktui.readers.marks import Mark

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RUN, _STYLE = f"{_W}rPr", f"{_W}rStyle"
_VALUE = f"{_W}val"
_OFF = frozenset(("0", "false", "off", "none"))
_ALIGNED: dict[str | None, Mark] = {"superscript": "raised", "subscript": "lowered"}
_FAR = 4
"""Half points from which a text moved up or down is a note; whole figures are moved by less, for looks."""
_NOTES = frozenset(("FootnoteReference", "EndnoteReference"))
"""Styles that Word has without a definition in the file."""
_CHAIN = 20
"""Styles based on each other."""

Look = Mark | Literal["hidden"]


class Styles:
    """How runs look, by their own formatting and by the character styles of the file, read when one is first used."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._known: dict[str, Any] | None = None
        self._looks: dict[str, Look] = {}

    def mark(self, run: Any) -> Look:
        """What a run's formatting says of its text."""
        properties = run.find(_RUN)
        if properties is None or not len(properties):
            return ""
        style = properties.find(_STYLE)
        return _look(properties, self._of_style(style.get(_VALUE, "")) if style is not None else "")

    def _of_style(self, name: str) -> Look:
        if name not in self._looks:
            self._looks[name] = self._inherited(name)
        return self._looks[name]

    def _inherited(self, name: str) -> Look:
        chain: list[Any] = []
        look: Look = "raised" if name in _NOTES else ""
        while (style := self._styles().get(name)) is not None and len(chain) < _CHAIN:
            chain.append(style)
            base = style.find(f"{_W}basedOn")
            name = base.get(_VALUE, "") if base is not None else ""
        for style in reversed(chain):
            properties = style.find(_RUN)
            look = look if properties is None else _look(properties, look)
        return look

    def _styles(self) -> dict[str, Any]:
        if self._known is None:
            part = "word/styles.xml"
            root = self._package.xml(part) if part in self._package else ()
            self._known = {style.get(f"{_W}styleId", ""): style for style in root if style.tag == f"{_W}style"}
        return self._known


def _look(properties: Any, otherwise: Look) -> Look:
    """What run properties say; `otherwise` where they say nothing."""
    said = {child.tag.removeprefix(_W): child.get(_VALUE) for child in properties}
    if said.get("vanish", "0") not in _OFF:
        return "hidden"
    if any(said.get(strike, "0") not in _OFF for strike in ("strike", "dstrike")):
        return "struck"
    if "vertAlign" in said:
        return _ALIGNED.get(said["vertAlign"], "")
    if "position" in said:
        far = _number(said["position"])
        return "raised" if far >= _FAR else "lowered" if far <= -_FAR else ""
    off = {"hidden": ("vanish",), "struck": ("strike", "dstrike")}.get(otherwise, ())
    return "" if any(name in said for name in off) else otherwise


def _number(value: str | None) -> int:
    try:
        return int((value or "0")[:9])
    except ValueError:
        return 0
