"""A web page that is carried in another file: a field of what a site's program answers (JSON), an element of XML."""

import html
import re
from collections.abc import Iterator

from giktui.text.patterns import compiled_late

_TITLE = compiled_late(r"(?:title|biaoti|标题|headline)", re.IGNORECASE)
_TABLE = "<table"
_CDATA = compiled_late(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_DEEPEST = 12


def page_in(content: object) -> str:
    """The page in parsed JSON: its longest text with a table, under the title beside it; "" where there is none."""
    carried = max(_texts(content, "", 0), key=lambda found: len(found[1]), default=None)
    if carried is None:
        return ""
    title, body = carried
    return (
        f"<html><head><title>{html.escape(title)}</title></head><body><h1>{html.escape(title)}</h1>{body}</body></html>"
    )


def _texts(content: object, title: str, depth: int) -> Iterator[tuple[str, str]]:
    """Each text with a table, and the title beside it or around it."""
    if depth > _DEEPEST:
        return
    if isinstance(content, dict):
        own = next((value for key, value in content.items() if _TITLE.fullmatch(key) and isinstance(value, str)), title)
        for value in content.values():
            yield from _texts(value, own, depth + 1)
    elif isinstance(content, list):
        for value in content:
            yield from _texts(value, title, depth + 1)
    elif isinstance(content, str):
        body = html.unescape(content) if _TABLE not in content and "&lt;table" in content else content
        if _TABLE in body.lower():
            yield title, body


def unwrapped(text: str) -> str:
    """XML as markup: what stands in it as text (CDATA, or escaped) is markup too."""
    text = _CDATA.sub(r"\1", text) if "<![CDATA[" in text else text
    return html.unescape(text) if _TABLE not in text.lower() and "&lt;table" in text.lower() else text
