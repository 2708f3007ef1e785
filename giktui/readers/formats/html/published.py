"""The day on which a page says that it was published."""

import re
from datetime import date

from giktui.text.patterns import compiled_late

_META = compiled_late(r"<meta\s[^<>]{0,300}\bpubdate\b[^<>]{0,300}>", re.IGNORECASE)
"""The government sites' own element for it: `<meta name="PubDate" content="2025-01-24 10:30">`."""
_SAID = compiled_late("(?:发布|公开|发稿|上网)(?:时间|日期)")
_TAG = compiled_late(r"<[^<>]*>|&nbsp;?")
_DAY = compiled_late(r"(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_NEAR = 400
"""Characters of the page's source, and what is left of them without tags, within which the day follows its label."""
_BESIDE = 12
_FIRST_YEAR = 2008


def published_on(text: str) -> str:
    """The day (2025-01-24) that a page's source names as that of its publication; empty where it names none.

    What the head says goes before what is printed; a day to come, or one before there were reports, is none.
    """
    head = text[: text.find("<body") + 1] or text
    for said in _META.findall(head):
        if day := _day(said):
            return day
    for label in _SAID.finditer(text) if "时间" in text or "日期" in text else ():
        behind = _TAG.sub(" ", text[label.end() : label.end() + _NEAR]).lstrip(" \t\r\n\xa0\u3000：:】]）)")
        if (found := _DAY.search(behind)) and found.start() <= _BESIDE and (day := _valid(found)):
            return day
    return ""


def _day(text: str) -> str:
    found = _DAY.search(text)
    return _valid(found) if found else ""


def _valid(found: re.Match[str]) -> str:
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return ""
    return day.isoformat() if day.year >= _FIRST_YEAR and day <= date.today() else ""
