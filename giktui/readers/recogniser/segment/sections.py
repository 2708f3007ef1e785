"""Section heads in their real wordings, and the reports that they make up."""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from giktui.form import FORM_IDS, Section, load_form
from giktui.readers.recogniser.detect.labels import NUMBERED, THRESHOLD, Key, key
from giktui.readers.recogniser.segment.lines import Item
from giktui.text.patterns import compiled_late

_LONGEST = 45
_TOP = compiled_late(r"^\s*(?:第?[一二三四五六七八九十]{1,2}(?:[、,，.．:：\s]|部分)|[1-9][、.．])\s*(?=\D)")
_NUMERALS = "一二三四五六"
_BROKEN = compiled_late(r"[一二三四五六][、,，.．:：\s][^。；;\d\t]{2,40}")
_BRACKETED = compiled_late(r"\s*[（(][一二三四五六][)）]")
_LEAST_FOR_A_SLIP = 4
"""Characters of the shortest head in which one may be wrong."""
_REST = compiled_late(r"[^。；;\d\t]{1,30}")
_ENDINGS = ("情况", "问题", "事项", "概述", "措施", "打算", "计划")
_RUN_IN = compiled_late(r"^(?P<head>[^:：。\s]{4,32})[:：。\s]+(?P<rest>\S.*)$")


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
    heads: list[Head] = []
    for number, item in enumerate(items):
        text = item.only
        if not text:
            continue
        told = _told(text) if len(text) <= _LONGEST else _read(text)
        if told:
            heads.append(Head(told[0], number, *told[1:]))
        elif text[0] in _NUMERALS and number + 1 < len(items):
            whole = _told_over_two(text, items[number + 1].only)
            if whole:
                heads.append(Head(whole[0], number, *whole[1:], lines=2))
    return heads


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
    if _BRACKETED.match(text):
        return _told_in_brackets(text)
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


def _told_in_brackets(text: str) -> Told | None:
    """A head in the form's words behind its own number in brackets, which parts of sections have as well: it counts as
    one without a number."""
    normal = key(text) if len(text) <= _LONGEST else None
    known = _exact(normal, normal.number) if normal else None
    return (known[0], "", False, known[1]) if known and normal and _numbers()[known[0]] == normal.number else None


def _told_over_two(first: str, second: str) -> Told | None:
    """A numbered head that is broken over two lines and has, put together, a known wording."""
    if not second or not _BROKEN.fullmatch(first) or not _REST.fullmatch(second) or key(second).number is not None:
        return None
    known = _exact(key(first + second), _NUMERALS.index(first[0]) + 1)
    return (known[0], "", True, known[1]) if known else None


_told = lru_cache(maxsize=4096)(_read)


def _section(text: str, *, numbered: bool) -> tuple[str, bool]:
    """The section that a head means, and whether it has the form's own words."""
    normal = key(text)
    if normal.number is not None and not numbered:
        return "", False
    own = normal.number if numbered and not text.lstrip()[:1].isdecimal() else None
    if known := _exact(normal, own):
        return known
    if numbered and own is not None and (slip := _with_a_slip(normal.core, own)):
        return slip, False
    if not numbered or len(normal.core) < 4 or not normal.core.endswith(_ENDINGS):
        return "", False
    from rapidfuzz import fuzz

    behind = {core: told for core, told in _wordings_behind_number().items() if _numbers()[told[0]] == own}
    likeness, section = max(
        (fuzz.ratio(normal.core, core) / 100, section) for core, (section, _) in (_wordings() | behind).items()
    )
    enough = NUMBERED if own is not None and own == _numbers()[section] else THRESHOLD
    return (section, False) if likeness >= enough else ("", False)


def _with_a_slip(core: str, own: int) -> str:
    """The section of that number of which a wording has one character otherwise; "" for none."""
    near = (
        section
        for wording, (section, _official) in _wordings().items()
        if len(wording) == len(core) >= _LEAST_FOR_A_SLIP and _numbers()[section] == own
        if sum(map(str.__ne__, wording, core)) == 1
    )
    return next(near, "")


def _exact(normal: Key, own: int | None) -> tuple[str, bool] | None:
    """The section of a wording that is known, perhaps only behind the section's own number."""
    for core in (normal.core, normal.short):
        if known := _wordings().get(core):
            return known
        if own is not None and (behind := _wordings_behind_number().get(core)) and _numbers()[behind[0]] == own:
            return behind
    return None


def _sections() -> list[Section]:
    return [section for id in FORM_IDS for section in load_form(id).sections]


@cache
def _numbers() -> dict[str, int | None]:
    return {section.id: key(section.title).number for section in _sections()}


@cache
def _wordings() -> dict[str, tuple[str, bool]]:
    """Each wording of a head in any version of the form: its section, and whether it is the official one."""
    known = {key(text).core: (section.id, False) for section in _sections() for text in section.also}
    return known | {key(section.title).core: (section.id, True) for section in _sections()}


@cache
def _wordings_behind_number() -> dict[str, tuple[str, bool]]:
    """Wordings that are heads only behind the section's own number, since they stand within sections as well."""
    return {key(text).core: (section.id, False) for section in _sections() for text in section.also_numbered}
