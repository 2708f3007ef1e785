"""What the style attributes of a web page say about its text: hidden, struck out, raised or lowered.

A page is searched for the few declarations that matter before any element is: most pages have none of them.
"""

import re
from collections.abc import Iterable, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from giktui.readers.marks import Mark
from giktui.text.patterns import compiled_late

_HIDING = compiled_late(r"display\s{0,9}:\s{0,9}none")
_FAINT = (
    compiled_late(r"visibility\s{0,9}:\s{0,9}hidden"),
    compiled_late(r"font-size\s{0,9}:\s{0,9}0(?:\.0)?(?:px|pt|em|rem|%)?\s{0,9}(?=[;\"'!])"),
)
"""What hides text within a line; larger things a script shows again, or what is inside has a size of its own."""
_UNSEEN = compiled_late(
    r"opacity\s{0,9}:\s{0,9}0(?:\.0{1,9})?\s{0,9}(?=[;\"'!])|(?<![\w-])(?:left|right|top|bottom|text-indent)\s{0,9}:\s{0,9}-\d{3}"
    r"|(?<![\w-])(?:width|height)\s{0,9}:\s{0,9}[01](?:px)?\s{0,9}(?=[;\"'!])"
    r"|(?<![\w-])color\s{0,9}:\s{0,9}(?:#f{3}(?:f{3})?\b|white\b|transparent\b)|clip\s{0,9}:\s{0,9}rect\("
)
"""What nobody sees of a figure: clear, white, out of the page, no pixel wide. Only beside other text in its cell: the
head of a column may be white on blue."""
_FOR_READERS = frozenset(("sr-only", "visually-hidden", "screen-reader-text", "sr-only-focusable"))
"""Classes of what is only read out aloud."""
_TURNED = compiled_late(r"unicode-bidi\s{0,9}:\s{0,9}(?:isolate-|bidi-)override")
_MARKING: tuple[tuple[re.Pattern[str], Mark], ...] = (
    (compiled_late(r"vertical-align\s{0,9}:\s{0,9}(?:super|text-top|[2-9](?:\.\d)?p[tx])"), "raised"),
    (compiled_late(r"vertical-align\s{0,9}:\s{0,9}(?:sub\b|text-bottom|-[2-9](?:\.\d)?p[tx])"), "lowered"),
    (compiled_late(r"mso-text-raise\s{0,9}:\s{0,9}(?:[2-9]|1\d)(?:\.\d)?pt"), "raised"),
    (compiled_late(r"mso-text-raise\s{0,9}:\s{0,9}-(?:[2-9]|1\d)(?:\.\d)?pt"), "lowered"),
)
"""Word moves whole figures by a point or so, for looks: it takes two to make a note of one."""
_STRIKING = compiled_late(r"line-through")
_RAISED = ("vertical-align", "mso-text-raise")
_BESIDE = ("opacity", "absolute", "text-indent", "#fff", "color:white", "color: white", "transparent", "clip")
_READ_OUT = ("sr-only", "visually-hidden", "screen-reader")
_TELLING = tuple(
    word.encode()
    for word in (
        "hidden",
        "display",
        "font-size",
        *_RAISED,
        "line-through",
        *_BESIDE,
        *_READ_OUT,
        "<bdo",
        "unicode-bidi",
    )
)
"""What is looked for in every page; `visibility` matters only with `hidden`."""
_SPELLINGS = 8
"""Ways to write one declaration that are looked for in a page."""
_INLINE = frozenset(("a", "b", "big", "em", "font", "i", "ins", "label", "small", "span", "strong", "sub", "sup", "u"))


def may_be_styled(data: bytes) -> bool:
    """Whether a page has any of the words that the others look for: quicker in its bytes than in its text, and where
    what it says many times is looked at once."""
    small = b">".join({*data.lower().split(b">")})
    return b"\x00" in data[:100] or any(word in small for word in _TELLING)


def drop_hidden(tree: LexborHTMLParser, small: str) -> None:
    """Removes what the page (`small`: its source in small letters) hides.

    Unless that would take every table away: then a script shows it (tabs).
    """
    if "hidden" in small or "display" in small:
        hidden = _with(tree, small, _HIDING, "hidden")
        concealed = {table.mem_id for node in hidden for table in node.css("table")}
        if not concealed or any(table.mem_id not in concealed for table in tree.css("table")):
            _remove(hidden)
    for declaration in _FAINT:
        _remove(node for node in _with(tree, small, declaration) if node.tag in _INLINE and _holds_text_only(node))
    unseen = _with(tree, small, _UNSEEN) if any(word in small for word in ("overflow", *_BESIDE)) else []
    if any(word in small for word in _READ_OUT):
        unseen += [node for node in tree.css("td span[class]") if _FOR_READERS.intersection(_classes(node))]
    _remove(node for node in unseen if node.tag in _INLINE and _is_beside_others(node))


def mark_ambiguous(tree: LexborHTMLParser, small: str) -> None:
    """Puts U+FFFD before figures that some see otherwise: shown from right to left (21 where 12 is written), or beside
    others but not read out."""
    found = tree.css("bdo[dir='rtl' i]") if "<bdo" in small else []
    if "unicode-bidi" in small:
        found += _with(tree, small, _TURNED)
    if "aria-hidden" in small:
        found += [node for node in tree.css("td [aria-hidden='true' i]") if _is_beside_others(node)]
    for node in found:
        if node.first_child is not None and any(map(str.isdigit, node.text())):
            node.first_child.insert_before("\ufffd")


def _classes(node: LexborNode) -> list[str]:
    return (node.attributes.get("class") or "").lower().split()


def _is_beside_others(node: LexborNode) -> bool:
    """Whether an element of nothing but text stands in the cell of a table with more in it."""
    if not _holds_text_only(node):
        return False
    cell = node.parent
    while cell is not None and cell.tag not in ("td", "th"):
        cell = cell.parent
    return cell is not None and len(cell.text().strip()) > len(node.text().strip())


def _remove(nodes: Iterable[LexborNode]) -> None:
    """Each once, and what stands inside another before that one."""
    for node in reversed({node.mem_id: node for node in nodes}.values()):
        node.decompose()


def _holds_text_only(node: LexborNode) -> bool:
    return all(inner.tag == "-text" for inner in node.iter(include_text=True))


def styled(tree: LexborHTMLParser, small: str) -> Mapping[int, Mark]:
    """The marks that styles give to elements, by `mem_id`; what strikes out a row or a table marks its cells."""
    found: dict[int, Mark] = {}
    if any(property in small for property in _RAISED):
        for declaration, mark in _MARKING:
            found.update({node.mem_id: mark for node in _with(tree, small, declaration) if node.tag in _INLINE})
    if "line-through" in small:
        for node in _with(tree, small, _STRIKING):
            cells = node.css("td, th") if node.tag in ("table", "tbody", "tr") else [node]
            found.update({cell.mem_id: "struck" for cell in cells})
    return found


def _with(tree: LexborHTMLParser, small: str, declaration: re.Pattern[str], also: str = "") -> list[LexborNode]:
    """The elements whose style has the declaration, in any of the spellings that the page has, and those with the
    attribute `also`; in the order of the page."""
    written = {found[0] for found in declaration.finditer(small)}
    sought = {text if text.isprintable() else text.partition(":")[0].strip() for text in written}
    spellings = sorted(sought)[:_SPELLINGS]
    selectors = [f"[style*='{spelling}' i]" for spelling in spellings]
    nodes = tree.css(", ".join([f"[{also}]", *selectors] if also else selectors)) if also or selectors else []
    return [node for node in nodes if _declares(node, declaration) or (also and also in node.attributes)]


def _declares(node: LexborNode, declaration: re.Pattern[str]) -> bool:
    return declaration.search(f"{node.attributes.get('style') or ''};".lower()) is not None
