"""The one way from data to the screen: no markup is read in it, no control character gets through."""

from textual.content import Content

from giktui.text.patterns import compiled_late
from giktui.text.unseen import UNSEEN

_ESCAPES = compiled_late(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-_])")
_CONTROLS = compiled_late("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_UNSEEN = compiled_late(f"[{UNSEEN}]")


def plain(data: object) -> str:
    """The data as a string without escape sequences, control characters (but newline, tab) or unseen marks."""
    text = _ESCAPES.sub("", str(data)).replace("\r\n", "\n").replace("\r", "\n")
    return _UNSEEN.sub("", _CONTROLS.sub("", text))


def line(data: object) -> str:
    """The same on one line: white space of any kind becomes a space."""
    return " ".join(plain(data).split())


def safe(data: object, style: str = "") -> Content:
    """The data as Content, for any widget that would otherwise read markup in a str."""
    return Content.styled(plain(data), style) if style else Content(plain(data))
