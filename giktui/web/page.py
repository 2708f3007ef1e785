"""What a web page leads to: files attached to it, pictures in it, pages of reports that it lists."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from giktui.errors import GiktuiError
from giktui.readers.encoding import decode
from giktui.text.cleaning import clean
from giktui.text.patterns import compiled_late
from giktui.web.hosts import host_of

_ATTACHED = compiled_late(r"\.(?:docx?|wps|xlsx?|et|pdf|zip|rtf|od[ts]|csv|txt|png|jpe?g|tiff?|webp)$", re.IGNORECASE)
_REFRESH = compiled_late(r"^\s*\d{1,3}(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"']+)", re.IGNORECASE)
_NEXT = compiled_late(r"\W*下一?页\W*")
_SHOWN = (("iframe", "src"), ("frame", "src"), ("embed", "src"), ("object", "data"))
_REPORT = compiled_late(
    r"(?:20\d\d|[二〇○零一]{4}).{0,40}(?:信息公开|政务公开).{0,12}(?:年报|年度报告|工作报告)|信息公开年报"
)
_ICON = 150
"""A picture that says it is narrower than so many pixels is a logo or an icon."""
_MOST = 500
"""Links of a page that are followed."""
_FRAMES = 5


class Link(NamedTuple):
    """Where a link of a page leads, and what it is called."""

    address: str
    text: str


class Found(NamedTuple):
    """What a page leads to: attached files, and pages of reports on the same site."""

    attached: tuple[Link, ...]
    reports: tuple[Link, ...]
    pictures: tuple[str, ...]
    """As they stand in the page (`src`)."""
    frames: tuple[str, ...] = ()
    """Pages of the same site that it shows in itself, or goes on to by itself (refresh)."""
    following: str = ""
    """The next page of a list."""


def source_of(data: bytes) -> str:
    """The text of a page whatever its encoding."""
    try:
        return decode(data, "")
    except GiktuiError:
        return data.decode("gb18030", "replace")


def found_in(source: str, address: str) -> Found:
    """What the page at an address leads to."""
    tree = LexborHTMLParser(source)
    base = tree.css_first("base[href]")
    start = urljoin(address, (base.attributes.get("href") or "") if base else "")
    links = dict(_links(tree, start, address))
    shown = list(dict.fromkeys(_shown(tree, start)))
    links.update({file: "" for to in shown if (file := _file_in(to)) and file not in links})
    attached = [Link(to, text) for to, text in links.items() if _is_file(to, text)]
    others = [Link(to, text) for to, text in links.items() if not _is_file(to, text)]
    site = _site(address)
    frames = [to for to in shown if not _file_in(to) and _site(to) == site and to != address]
    following = next((to for to, text in links.items() if _NEXT.fullmatch(text) and _site(to) == site), "")
    reports = [link for link in others if _site(link.address) == site and _REPORT.search(link.text)]
    pictures = [node.attributes.get("src") or "" for node in tree.css("body img") if not _is_icon(node.attributes)]
    told = [src for src in dict.fromkeys(pictures) if src and not src.startswith("data:")]
    return Found(tuple(attached[:_MOST]), tuple(reports[:_MOST]), tuple(told), tuple(frames[:_FRAMES]), following)


def _is_file(address: str, text: str) -> bool:
    """Whether a link is to a file: by its address, or what it is called where the address is a program's."""
    return bool(_ATTACHED.search(urlsplit(address).path) or _ATTACHED.search(text))


def _shown(tree: LexborHTMLParser, start: str) -> Iterator[str]:
    """The addresses of what a page shows in frames, and of the page that it goes on to by itself."""
    for node in tree.css("meta[http-equiv='refresh' i]"):
        if found := _REFRESH.match(node.attributes.get("content") or ""):
            yield from _joined(start, found[1])
    for tag, name in _SHOWN:
        for node in tree.css(f"{tag}[{name}]"):
            yield from _joined(start, node.attributes.get(name) or "")


def _joined(start: str, to: str) -> Iterator[str]:
    try:
        address = urldefrag(urljoin(start, to.strip())).url
    except ValueError:
        return
    if address.startswith(("http://", "https://")):
        yield address


def _file_in(address: str) -> str:
    """The file that a frame shows, or that a viewer in it is given (`viewer.html?file=/a.pdf`); "" for none."""
    parts = urlsplit(address)
    if _ATTACHED.search(parts.path):
        return address
    values = (value for values in parse_qs(parts.query).values() for value in values)
    given = next((value for value in values if _ATTACHED.search(urlsplit(value).path)), "")
    return next(_joined(address, given), "") if given else ""


def _links(tree: LexborHTMLParser, start: str, address: str) -> Iterator[tuple[str, str]]:
    for node in tree.css("body a[href]"):
        try:
            to = urldefrag(urljoin(start, (node.attributes.get("href") or "").strip())).url
        except ValueError:
            continue
        if to.startswith(("http://", "https://")) and to != urldefrag(address).url:
            yield to, clean(" ".join((node.attributes.get("title") or node.text()).split()))


def _is_icon(attributes: Mapping[str, str | None]) -> bool:
    width = (attributes.get("width") or "").removesuffix("px")
    return width.isascii() and width.isdecimal() and int(width[:9]) < _ICON


def _site(address: str) -> str:
    return host_of(address).removeprefix("www.")


def name_of(link: Link) -> str:
    """What a file is called: as the link to it says, with the ending of its address."""
    path = _unquoted(urlsplit(link.address).path).rsplit("/", 1)[-1]
    suffix = "." + path.rsplit(".", 1)[-1].lower() if "." in path else ""
    text = link.text.removesuffix(suffix).replace("/", "_")
    return (text[:80] + suffix) if len(text) > 3 else path or link.address


def _unquoted(path: str) -> str:
    """A path as it is meant: its bytes are UTF-8, on older sites GBK."""
    try:
        return unquote(path, errors="strict")
    except UnicodeDecodeError:
        return unquote(path, "gb18030", "replace")
