"""What became of a request: the row of table 三 it counts in, by the row's label, its number or the usual short forms.

The rows are those of the newest form that has them; `row_on` says which row of another form that is.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple
from unicodedata import normalize

from giktui.form import FORM_IDS, Form, Row, carried_over, load_form
from giktui.register.words import (
    Lexicon,
    Meaning,
    combined,
    entries_of,
    is_pending,
    lexicon,
    squeezed,
    vocabulary,
    without_citation,
)
from giktui.text.patterns import compiled_late
from giktui.totals import parts_of

TABLE = "applications"
RECEIVED, CARRIED_IN, RESULTS_TOTAL, CARRIED_OUT = "received", "carried_in", "results_total", "carried_out"
"""The rows of table 三 that are no results; every version of the form has them."""

_PARTLY = "partly_granted"
"""区分处理的，只计这一情形，不计其他情形: whatever else is said beside it."""

_NUMBERED = compiled_late(r"^(?:三、?)?(?:本年度?办理结果)?[\s:：,、—-]*\(([一二三四五六])\)")
_BARE = compiled_late(r"^([一二三四五六])(?:[.\s-]*([1-9])|\(([1-9])\))$")
_SUB = compiled_late(r"^[\s\-—–/\\:：、,，.。(]*([1-9])(?!\d)[\s)、.．:：-]*")
_OWN = compiled_late(r"^\(?(\d{1,2})[.、)]")


class Said(NamedTuple):
    """What a result's text comes to. `pending` says that it is no result yet."""

    ids: frozenset[str] = frozenset()
    whole: bool = True
    pending: bool = False


@cache
def result_rows(form_id: str) -> tuple[str, ...]:
    """The rows of a form's table 三 whose sum is its total of results, in the form's order."""
    form = load_form(form_id)
    column = form.table(TABLE).columns[0].id
    (parts, *_more) = parts_of(form)[f"{TABLE}.{RESULTS_TOTAL}.{column}"]
    return tuple(form.cells[part].row for part in parts)


@cache
def every_result() -> tuple[str, ...]:
    """The rows a result may be: the newest form's, then those that only older ones have and that no newer row is."""
    found: list[str] = []
    for id in reversed(FORM_IDS):
        found += [row for row in result_rows(id) if row not in found and not _parts_elsewhere(id, row, found)]
    return tuple(found)


def _parts_elsewhere(form_id: str, row: str, newer: list[str]) -> bool:
    return any(row_on(one, form_id) == row for one in newer)


@cache
def row_on(result: str, form_id: str) -> str | None:
    """The row of that form in which a result counts: its own, else the one that the crosswalk puts it in, or None."""
    if result in result_rows(form_id):
        return result
    for home in reversed(FORM_IDS):
        if home == form_id or result not in result_rows(home):
            continue
        form = load_form(home)
        cells = dict.fromkeys((cell.id for cell in form.table(TABLE).cells), 0)
        cells[f"{TABLE}.{result}.{form.table(TABLE).columns[0].id}"] = 1
        target = load_form(form_id)
        rows = {target.cells[cell].row for cell, value in carried_over(cells, home, form_id).items() if value == 1}
        rows &= set(result_rows(form_id))
        if len(rows) == 1:
            return rows.pop()
    return None


def on_form(ids: Iterable[str], form_id: str) -> frozenset[str]:
    """The rows of that form that these results are; several may be one row there (（六）其他处理 of 2019)."""
    return frozenset(row_on(id, form_id) or id for id in ids)


@lru_cache(maxsize=16_384)
def result_of(text: str, detail: str = "") -> Said:
    """Which results a cell may mean, with the cell beside it that says it in detail."""
    if is_pending(text) and not detail:
        return Said(pending=True)
    said = _read(text)
    if not detail:
        return said
    closer = _read(detail)
    if said.ids and len(said.ids) == 1 and not closer.whole:
        return said  # a reason in free words beside a result that is certain
    if not said.ids and said.whole:
        return closer
    if not closer.ids:
        return said if closer.whole else Said(said.ids, False)
    return Said(said.ids & closer.ids, said.whole and closer.whole)


def _read(text: str) -> Said:
    plain = normalize("NFKC", text).strip()
    if bare := _BARE.match(plain):
        return Said(_by_number().get((bare[1], int(bare[2] or bare[3])), frozenset()))
    group = ""
    numbered: frozenset[str] | None = None
    rest = plain
    if match := _NUMBERED.match(plain):
        group, rest = match[1], plain[match.end() :]
    heading, after = _heading(rest)
    if heading and (not group or heading == group):
        group = heading
    if group:
        behind = after if heading == group and after is not None else rest
        sub = _SUB.match(behind)
        numbered = _by_number().get((group, int(sub[1]) if sub else 0), frozenset())
        rest = behind[sub.end() :] if sub else rest
    words = _meaning(rest) if squeezed(rest) else Meaning(frozenset(), True)
    own = _OWN.match(rest)
    if own and not group and len(words.ids) == 1:
        official = _number_of(next(iter(words.ids)))
        if official and official[1] and official[1] != int(own[1]):
            return Said(words.ids | _with_sub(official[0], int(own[1])), words.whole)
    if numbered is None:
        return Said(words.ids, words.whole)
    if not words.ids:
        return Said(numbered, words.whole)
    return Said(numbered & words.ids, words.whole)


def _with_sub(group: str, sub: int) -> frozenset[str]:
    return _by_number().get((group, sub), frozenset())


def _heading(text: str) -> tuple[str, str | None]:
    """The group whose name the text begins with, and what follows it; ("", None) where it begins with none."""
    plain = text.lstrip(" .、:：)-—")
    for number, name in _groups().items():
        if plain.startswith(name):
            return number, plain[len(name) :]
    return "", None


def _meaning(text: str) -> Meaning:
    known = _results()
    plain = squeezed(without_citation(text))
    if plain in known.phrases:
        return Meaning(known.phrases[plain], True)
    found = [known.phrases[phrase] for phrase in known.pattern.findall(plain)]
    rest = known.neutral.sub("", known.pattern.sub(" ", plain)).strip()
    partly = frozenset((_PARTLY,))
    if partly in found:
        return Meaning(partly, not rest)
    return combined(found, not rest)


@cache
def _results() -> Lexicon:
    section = vocabulary()["results"]
    entries = entries_of(section)
    for several in section["several"]:
        if "group" in several:
            members = _by_number()[several["group"][1], 0]
            entries += [(word, list(members)) for word in several["words"]]
    for form in map(load_form, FORM_IDS):
        for row in form.table(TABLE).rows:
            if row.id in result_rows(form.id):
                means = _newest(form, row.id)
                words = (row.label, *row.also, _without_number(row.label))
                entries += [(word, means) for word in dict.fromkeys(words)]
    return lexicon(entries)


def _newest(form: Form, row: str) -> list[str]:
    """The results of `every_result` that are that row of the form."""
    return [one for one in every_result() if row_on(one, form.id) == row]


@cache
def _by_number() -> Mapping[tuple[str, int], frozenset[str]]:
    """The results by the numbers of their rows: ("三", 1) is （三）1, ("三", 0) all of （三）."""
    found: dict[tuple[str, int], set[str]] = {}
    for form in map(load_form, FORM_IDS):
        for row in form.table(TABLE).rows:
            if row.id in result_rows(form.id):
                group, sub = _numbers(row)
                for key in {(group, sub), (group, 0)}:
                    found.setdefault(key, set()).update(_newest(form, row.id))
    return {key: frozenset(ids) for key, ids in found.items()}


def _number_of(result: str) -> tuple[str, int] | None:
    for form in map(load_form, reversed(FORM_IDS)):
        if result in result_rows(form.id):
            return _numbers(form.table(TABLE).row(result))
    return None


def _numbers(row: Row) -> tuple[str, int]:
    """The group's numeral and the row's own number in it, 0 for a group of one row."""
    labels = [normalize("NFKC", label) for label in (*row.under, row.label)]
    group = next((match[1] for label in labels if (match := re.match(r"\((.)\)", label))), "")
    own = re.match(r"(\d+)", labels[-1])
    return group, int(own[1]) if own else 0


@cache
def _groups() -> Mapping[str, str]:
    """The names of the groups of rows by their numerals: 三 is 不予公开."""
    found: dict[str, str] = {}
    for form in map(load_form, FORM_IDS):
        for row in form.table(TABLE).rows:
            for label in row.under:
                if match := re.match(r"\((.)\)(.+)", normalize("NFKC", label)):
                    found[match[1]] = match[2]
    return found


def _without_number(label: str) -> str:
    return re.sub(r"^(?:\(.\)|\d+[.、])", "", normalize("NFKC", label))
