"""Web pages saved with all they show in one file (.mht): the page itself, to be read as one."""

import base64
import re
from collections.abc import Iterator
from email import policy
from email.message import Message
from email.parser import BytesParser

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.readers.limits import Limits
from giktui.text.patterns import compiled_late

_LINES = 10
"""Lines for each field that a document may have: a page saved with its pictures has most of its lines in these."""
_SHORTEST = 4
"""Characters of the shortest name of a picture that is looked for in the page."""
_DEEPEST = 20
"""Parts within parts, each of which takes Python frames to parse."""

_HEADS = compiled_late(rb"^content-[a-z-]{1,40}:[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
_LONGEST_HEAD = 8_000
"""Bytes of a field of a head; its parameters are taken apart in time that grows with their square."""


def read(data: bytes, name: str, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """The first page in the file as one (name, bytes) pair. Raises GiktuiError: beyond the limits, no page in it."""
    if data.count(b"\n") > limits.fields * _LINES or data.lower().count(b"boundary=") > _DEEPEST:
        raise GiktuiError(_("{name} 的行数或层数太多，不像保存下来的网页，没有读取。").format(name=name))
    if any(len(head[0]) > _LONGEST_HEAD for head in _HEADS.finditer(data)):
        raise GiktuiError(_("{name} 的邮件头太长，不像保存下来的网页，没有读取。").format(name=name))
    parsed = BytesParser(policy=policy.compat32).parsebytes(data)
    page = next((part for part in parsed.walk() if part.get_content_type() == "text/html"), None)
    content = None if page is None else _content(page)
    if not content:
        raise GiktuiError(_("{name} 里没有网页。请在浏览器里把网页另存为 HTML 后再试。").format(name=name))
    yield f"{name}.html", _with_pictures(content, parsed)


def _with_pictures(page: bytes, parsed: Message) -> bytes:
    """The page with the pictures saved beside it written into it, where it names them."""
    for part in parsed.walk():
        names = (part.get("Content-Location", ""), "cid:" + part.get("Content-ID", "").strip(" <>"))
        if part.get_content_maintype() == "image" and (picture := _content(part)):
            written = f"data:{part.get_content_type()};base64,".encode() + base64.b64encode(picture)
            for name in names:
                if len(name) > _SHORTEST and not re.search(r"[\"'<>\s]", name):
                    for quote in (b'"', b"'"):
                        page = page.replace(quote + name.encode() + quote, quote + written + quote)
    return page


def _content(part: Message) -> bytes | None:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else None
