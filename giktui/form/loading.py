"""The form files, read into Form values."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from giktui.form.model import Cell, Column, Form, Relation, Row, Section, Table
from giktui.form.relations import relations_of

FORM_IDS = ("2019", "2021")
"""The versions of the form, oldest first. Each is a TOML file beside this module."""


@cache
def load_form(id: str) -> Form:
    """The form of that id ("2019", "2021"). Raises KeyError for an id that is none."""
    if id not in FORM_IDS:
        raise KeyError(id)
    data = tomllib.loads(Path(__file__).with_name("versions").joinpath(f"{id}.toml").read_text("utf-8"))
    tables = {name: _table(name, table) for name, table in data["tables"].items()}
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
        sections=tuple(
            Section(
                s["id"],
                s["title"],
                s["english"],
                tuple(s.get("also", ())),
                tables.get(s["id"]),
                tuple(s.get("also_numbered", ())),
            )
            for s in data["sections"]
        ),
        relations=tuple(relations),
        cells=cells,
    )


def form_for_year(year: int) -> Form:
    """The form in force for the report on `year`: the latest one that had begun by then (the first, before any had)."""
    begun = [form for form in map(load_form, FORM_IDS) if form.first_year <= year]
    return begun[-1] if begun else load_form(FORM_IDS[0])


def _table(id: str, data: dict[str, Any]) -> Table:
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
        )
        for r in data["rows"]
    )
    return Table(id, data["layout"], rows, columns, data.get("head", ""), data.get("english_head", ""))
