"""The form files, read into Form values."""

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Any

import tomli

from giktui.form.model import Cell, Column, Form, MeasureDefinition, Reading, Relation, Row, Section, Table
from giktui.form.relations import relations_of

VERSIONS = Path(__file__).with_name("versions")


def _first_year(file: Path) -> int:
    """The first year of a form file, without parsing the whole of it: every start of the program asks this."""
    for line in file.read_text("utf-8").splitlines():
        key, _equals, value = line.partition("=")
        if key.strip() == "first_year":
            return int(value)
    raise ValueError(f"{file.name}: no first_year")


_FIRST_YEARS = dict(sorted(((file.stem, _first_year(file)) for file in VERSIONS.glob("*.toml")), key=itemgetter(1)))

FORM_IDS = tuple(_FIRST_YEARS)
"""The versions of the form, oldest first: each a TOML file in `versions/`, named as its id."""


@cache
def load_form(id: str) -> Form:
    """The form of that id. Raises KeyError for an id that is none, ValueError for a form file that is not sound."""
    if id not in FORM_IDS:
        raise KeyError(id)
    data = _data(id)
    before = _form_before(id)
    known = {table.id: table for table in before.tables} if before else {}
    tables = {name: _table(name, table, known.get(name)) for name, table in data["tables"].items()}
    cells: dict[str, Cell] = {cell.id: cell for table in tables.values() for cell in table.cells}
    relations: list[Relation] = []
    for name, table in tables.items():
        for entry in data["tables"][name].get("relations", []):
            relations.extend(relations_of(table, entry))
    return Form(
        id=data["id"],
        first_year=data["first_year"],
        last_year=data.get("last_year"),
        source=data["source"],
        title=data["title"],
        sections=_sections(id, data, tables),
        relations=tuple(relations),
        cells=cells,
        measures=_measures(id, cells),
        spoken_of=_spoken_of(id, cells),
    )


def form_for_year(year: int) -> Form:
    """The form in force for the report on `year`: the latest one that had begun by then (the first, before any had)."""
    begun = [id for id, first in _FIRST_YEARS.items() if first <= year]
    return load_form(begun[-1] if begun else FORM_IDS[0])


def first_year() -> int:
    """The first year that there is a form for."""
    return min(_FIRST_YEARS.values())


def newest_form() -> Form:
    """The latest version, begun or not."""
    return load_form(FORM_IDS[-1])


def _said(id: str, key: str) -> Any:
    """What a form file says under a key; where it says nothing, what the one before it does."""
    data = _data(id)
    place = FORM_IDS.index(id)
    return data[key] if key in data else _said(FORM_IDS[place - 1], key) if place else None


def _measures(id: str, cells: Mapping[str, Cell]) -> tuple[MeasureDefinition, ...]:
    """The form's measures; of a form that names none, those of the form before it that have cells here."""
    own = "measures" in _data(id)
    found: list[MeasureDefinition] = []
    for m in _said(id, "measures") or ():
        of = expanded(m.get("of", ()), cells, sure=own)
        measure = MeasureDefinition(m["id"], m["label"], m["english"], expanded(m["cells"], cells, sure=own), of)
        if measure.cells and bool(of) == bool(m.get("of")):
            found.append(measure)
    return tuple(found)


def _spoken_of(id: str, cells: Mapping[str, Cell]) -> Mapping[str, tuple[Reading, ...]]:
    """What texts speak of; of a form that does not say so, what the form before does, as far as it has cells here."""
    own = "spoken_of" in _data(id)
    found = {
        what: tuple(filter(None, (_reading(patterns, cells, sure=own) for patterns in readings)))
        for what, readings in (_said(id, "spoken_of") or {}).items()
    }
    return {what: readings for what, readings in found.items() if readings}


def _reading(patterns: Iterable[str], cells: Mapping[str, Cell], *, sure: bool) -> Reading:
    signs = ((pattern.removeprefix("-"), "-" if pattern.startswith("-") else "") for pattern in patterns)
    found = [(sign, expanded([pattern], cells, sure=sure)) for pattern, sign in signs]
    return tuple(sign + cell for sign, those in found for cell in those) if all(those for _sign, those in found) else ()


def expanded(patterns: Iterable[str], cells: Collection[str], *, sure: bool = True) -> tuple[str, ...]:
    """The cells that the patterns name; one `*` in a pattern stands for anything.

    For one that names none raises ValueError if `sure`; else there are none at all.
    """
    found: dict[str, None] = {}
    for pattern in patterns:
        named = [pattern] if pattern in cells else [cell for cell in cells if _fits(cell, pattern)]
        if not named and not sure:
            return ()
        if not named:
            raise ValueError(f"“{pattern}” names no cell of the form")
        found.update(dict.fromkeys(named))
    return tuple(found)


def _sections(id: str, data: Mapping[str, Any], tables: Mapping[str, Table]) -> tuple[Section, ...]:
    """The sections; what has to be stated where is as in the form before, if this one says it of none of them, and so
    is a section's short title."""
    form_before = _form_before(id)
    before = {section.id: section for section in form_before.sections} if form_before else {}
    states = any("states" in s for s in data["sections"])

    def section(s: Mapping[str, Any]) -> Section:
        as_before = before.get(s["id"], Section(s["id"], "", ""))
        return Section(
            s["id"],
            s["title"],
            s["english"],
            tuple(s.get("also", ())),
            tables.get(s["id"]),
            tuple(s.get("also_numbered", ())),
            tuple(s.get("states", ())) if states else as_before.states,
            s.get("short", as_before.short),
            s.get("english_short", as_before.english_short),
        )

    return tuple(section(s) for s in data["sections"])


@cache
def _data(id: str) -> Mapping[str, Any]:
    data = tomli.loads((VERSIONS / f"{id}.toml").read_text("utf-8"))
    if data["id"] != id:
        raise ValueError(f"{id}.toml is the form {data['id']}")
    return data


def _fits(cell: str, pattern: str) -> bool:
    """Not by fnmatch: compiling its expressions takes longer than all else of loading a form."""
    before, star, behind = pattern.partition("*")
    return bool(star) and cell.startswith(before) and cell.endswith(behind)


def _form_before(id: str) -> Form | None:
    """The version before: what a form file does not say is as it was."""
    place = FORM_IDS.index(id)
    return load_form(FORM_IDS[place - 1]) if place else None


def _table(id: str, data: dict[str, Any], before: Table | None) -> Table:
    """The table; what it and its rows are called for short is as in the form before where the file does not say."""
    known = {row.id: row for row in before.rows} if before else {}
    columns = tuple(
        Column(
            c["id"],
            c["label"],
            c["english"],
            c.get("kind", "count"),
            tuple(c.get("under", ())),
            tuple(c.get("english_under", ())),
            tuple(c.get("also", ())),
            tuple(c.get("english_also", ())),
        )
        for c in data["columns"]
    )
    every = tuple(column.id for column in columns)
    rows = tuple(
        Row(
            r["id"],
            r["label"],
            r["english"],
            tuple(r.get("columns", every)),
            tuple(r.get("under", ())),
            tuple(r.get("english_under", ())),
            r.get("item", ""),
            tuple(r.get("also", ())),
            r.get("rule_name", r["id"]),
            r["counts"],
            r["english_counts"],
            r.get("english_item", ""),
            r.get("short", known[r["id"]].short if r["id"] in known else ""),
            r.get("english_short", known[r["id"]].english_short if r["id"] in known else ""),
        )
        for r in data["rows"]
    )
    name = data.get("name") or (before.name if before else id)
    return Table(id, data["layout"], rows, columns, data.get("head", ""), data.get("english_head", ""), name)
