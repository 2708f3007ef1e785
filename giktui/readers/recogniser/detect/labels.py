"""Labels of the form as published reports word them: normalising, and what a text means as a label of a table."""

import unicodedata
from collections.abc import Collection, Iterator, Mapping
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from giktui.form import FORM_IDS, Table, load_form
from giktui.text.patterns import compiled_late

Part = Literal["row", "column", "group", "item", "head"]

THRESHOLD = 0.84
"""How alike (Levenshtein ratio of the normalised texts) a label must be to a wording of the form to be taken for it."""

NUMBERED = 0.8
"""How alike a section's head must be that stands behind the section's own number."""

LONGEST = 100
"""Characters of the longest text that may be a label; the form's own have up to 41."""

MARGIN = 0.1
"""How much more alike than to any other row of the table."""

_LEAST_FOR_A_SLIP = 4
"""Characters of the shortest label in which one may be wrong."""

_DIGITS = {digit: number for number, digit in enumerate("〇一二三四五六七八九十")} | {"零": 0}
_ENCLOSED = {ord("①") + n: f"{n + 1}." for n in range(20)} | {
    ord("㈠") + n: f"({'一二三四五六七八九十'[n]})" for n in range(10)
}
_NUMBERING = compiled_late(r"\(?第?([一二三四五六七八九十]{1,3}|\d{1,2})(?:[)、.,:项]|部分(?!公开))+")
_YEAR = compiled_late(r"(?:19|20)\d\d(?:年度?)?")
_TAIL = compiled_late(r"\([^()]*\)$")


class Key(NamedTuple):
    """A normalised label: its own number, if it has one, and its words without spaces, brackets, quotes and years."""

    number: int | None
    core: str
    short: str
    """The words without a bracket at the end."""


class Meaning(NamedTuple):
    """What a wording is in a table: a row, a column, a group of rows or columns, an item of article 20, the head."""

    part: Part
    id: str
    number: int | None
    how: str


@lru_cache(maxsize=8192)
def key(text: str) -> Key:
    """The label without what varies from report to report: width, spaces, brackets, quotes, 其它, an inserted year."""
    plain = "".join(unicodedata.normalize("NFKC", text.translate(_ENCLOSED)).split())
    found = _NUMBERING.match(plain)
    number = _number(found[1]) if found else None
    words = _YEAR.sub("", plain[found.end() :] if found else plain)
    core = _words(words)
    return Key(number, core, _words(_TAIL.sub("", words)) or core)


def _words(text: str) -> str:
    return "".join(filter(str.isalnum, text)).replace("其它", "其他")


def _number(digits: str) -> int:
    if digits.isdecimal():
        return int(digits)
    tens, _ten, units = digits.rpartition("十")
    if "十" not in digits:
        return _DIGITS[digits[0]]
    return 10 * (_DIGITS[tens[0]] if tens else 1) + (_DIGITS[units[0]] if units else 0)


@cache
def meanings(form: str, table: str) -> Mapping[str, tuple[Meaning, ...]]:
    """Every wording of a table's labels, normalised, and what it can mean there."""
    found: dict[str, list[Meaning]] = {}
    for text, part, id, how in _wordings(load_form(form).table(table)):
        normal = key(text)
        meaning = Meaning(part, id, normal.number, how)
        known = found.setdefault(normal.core, [])
        if all((other.part, other.id) != (part, id) for other in known):
            known.append(meaning)
    return {core: tuple(known) for core, known in found.items()}


def _wordings(table: Table) -> Iterator[tuple[str, Part, str, str]]:
    for row in table.rows:
        yield row.label, "row", row.id, "exact"
        for text in row.also:
            yield text, "row", row.id, "also"
        for outer in range(len(row.under)):
            groups = "".join(row.under[outer:])
            yield groups + row.label, "row", row.id, "exact"
            yield groups + key(row.label).core, "row", row.id, "exact"
        for text in row.under:
            yield text, "group", text, "exact"
        if row.item:
            yield row.item, "item", row.item, "exact"
    for column in table.columns:
        yield column.label, "column", column.id, "exact"
        for text in column.also:
            yield text, "column", column.id, "also"
        for text in column.under:
            yield text, "group", text, "exact"
    if table.head:
        yield table.head, "head", table.head, "exact"


def meaning(form: str, table: str, text: str) -> tuple[Meaning, ...]:
    """What a text can mean as a label of a table; several meanings where the form uses the words twice (其他, 总计)."""
    if len(text) > LONGEST:
        return ()
    normal = key(text)
    known = meanings(form, table)
    found = known.get(normal.core) or known.get(normal.short, ())
    if len(found) > 1 and normal.number is not None:
        numbered = tuple(meaning for meaning in found if meaning.number == normal.number)
        return numbered or found
    return found


def sure_row(found: tuple[Meaning, ...]) -> Meaning | None:
    """The row that a text means, if its words alone decide."""
    return found[0] if len(found) == 1 and found[0].part == "row" else None


@cache
def owners(form: str) -> Mapping[str, str]:
    """The table that a wording belongs to, for wordings that only one of the form's tables has."""
    tables: dict[str, set[str]] = {}
    for table in load_form(form).tables:
        for core in meanings(form, table.id):
            tables.setdefault(core, set()).add(table.id)
    return {core: next(iter(ids)) for core, ids in tables.items() if len(ids) == 1}


@cache
def wordings(form: str) -> frozenset[str]:
    """Every wording of the labels of a form's tables, normalised."""
    return frozenset(core for table in load_form(form).tables for core in meanings(form, table.id))


@cache
def telling_wordings() -> frozenset[str]:
    """The wordings that some version of the form has and another has not."""
    every = [wordings(form) for form in FORM_IDS]
    return frozenset.union(*every) - frozenset.intersection(*every)


def complete(form: str, cores: Collection[str]) -> bool:
    """Whether every row and column of the form has one of its wordings among these."""
    for table in load_form(form).tables:
        known = meanings(form, table.id)
        there = {(meaning.part, meaning.id) for core in cores if core in known for meaning in known[core]}
        parts = [*(("row", row.id) for row in table.rows), *(("column", column.id) for column in table.columns)]
        if not there.issuperset(parts):
            return False
    return True


@lru_cache(maxsize=8192)
def one_letter_off(form: str, table: str, text: str, parts: tuple[Part, ...]) -> Meaning | None:
    """What a text means that has one wrong character, if only one wording of these parts is so near to it."""
    core = key(text).core if len(text) <= LONGEST else ""
    if len(core) < _LEAST_FOR_A_SLIP:
        return None
    near = {
        (found.part, found.id): found
        for wording, every in meanings(form, table).items()
        if len(wording) == len(core) and sum(map(str.__ne__, wording, core)) == 1
        for found in every
        if found.part in parts
    }
    return next(iter(near.values())) if len(near) == 1 else None


@lru_cache(maxsize=8192)
def alike(form: str, table: str, text: str, part: Part) -> tuple[str, float] | None:
    """The row or column whose wording is most like a text, and how much; None below THRESHOLD or where two compete."""
    core = key(text).core if len(text) <= LONGEST else ""
    if len(core) < 4:
        return None
    from rapidfuzz import fuzz

    best: dict[str, float] = {}
    for wording, found in meanings(form, table).items():
        for meaning in found:
            if meaning.part == part:
                best[meaning.id] = max(best.get(meaning.id, 0.0), fuzz.ratio(core, wording) / 100)
    ranked = sorted(best.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < THRESHOLD:
        return None
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < MARGIN:
        return None
    return ranked[0]
