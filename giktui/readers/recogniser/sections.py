"""Section heads in their real wordings, and the reports that they make up."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from giktui.form import FORM_IDS, load_form
from giktui.readers.recogniser.items import Item
from giktui.readers.recogniser.labels import THRESHOLD, key

_LONGEST = 45
_TOP = re.compile(r"^\s*(?:第?[一二三四五六七八九十]{1,2}(?:[、,，.．:：\s]|部分)|[1-9][、.．])\s*(?=\D)")
_RUN_IN = re.compile(r"^(?P<head>[^:：。\s]{4,32})[:：。\s]+(?P<rest>\S.*)$")


class Head(NamedTuple):
    """A section head: the section, the item it stands in, what follows it in the same line, whether it is numbered."""

    section: str
    item: int
    rest: str = ""
    numbered: bool = False
    official: bool = True
    lines: int = 1
    """In how many items it stands."""


def heads_in(items: Sequence[Item]) -> list[Head]:
    """Every line that reads as a section head, in order."""
    return [
        Head(told[0], number, *told[1:])
        for number, item in enumerate(items)
        if item.only and (told := _told(item.only) if len(item.only) <= _LONGEST else _read(item.only))
    ]


def runs_of(heads: Sequence[Head]) -> list[list[Head]]:
    """The heads of one report each: a section that comes again begins a new report, or the body after its contents.

    Where some heads of a report are numbered, a line without number is a head only for a section that has no other.
    """
    runs: list[list[Head]] = [[]]
    for head in heads:
        same = next((other for other in runs[-1] if other.section == head.section), None)
        if same is None:
            runs[-1].append(head)
        elif head.numbered and not same.numbered:
            runs[-1].remove(same)
            runs[-1].append(head)
        elif head.numbered == same.numbered and same is not runs[-1][-1]:
            runs.append([head])
    return [run for run in runs if run]


Told = tuple[str, str, bool, bool]
"""A head without its place: as the fields of `Head`."""


def _read(text: str) -> Told | None:
    top = _TOP.match(text)
    if len(text) <= _LONGEST:
        section, official = _section(text, numbered=bool(top))
        if section:
            return section, "", bool(top), official
    run_in = _RUN_IN.match(text[top.end() :]) if top else None
    if run_in:
        section, official = _section(run_in["head"], numbered=False)
        if section:
            return section, run_in["rest"], True, official
    return None


_told = lru_cache(maxsize=4096)(_read)


def _section(text: str, *, numbered: bool) -> tuple[str, bool]:
    """The section that a head means, and whether it has the form's own words."""
    normal = key(text)
    if normal.number is not None and not numbered:
        return "", False
    known = _wordings()
    for core in (normal.core, normal.short):
        if core in known:
            return known[core]
    if not numbered or len(normal.core) < 4 or not _could_be(normal.core):
        return "", False
    from rapidfuzz import fuzz

    ranked = sorted(((fuzz.ratio(normal.core, core) / 100, core) for core in known), reverse=True)
    return (known[ranked[0][1]][0], False) if ranked[0][0] >= THRESHOLD else ("", False)


def _could_be(core: str) -> bool:
    return core.endswith(("情况", "问题", "事项", "概述", "措施"))


@cache
def _wordings() -> dict[str, tuple[str, bool]]:
    """Each wording of a head in any version of the form: its section, and whether it is the official one."""
    known: dict[str, tuple[str, bool]] = {}
    for section in (section for id in FORM_IDS for section in load_form(id).sections):
        known.update({key(text).core: (section.id, False) for text in section.also})
    for section in (section for id in FORM_IDS for section in load_form(id).sections):
        known[key(section.title).core] = (section.id, True)
    return known
