"""`giktui diff --all-agencies OLD NEW`: two years of every agency, a line each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from giktui.cli import output
from giktui.cli.reports import database
from giktui.diff import CellDifference, Difference, compare
from giktui.form import cell_label, load_form
from giktui.i18n import _


@dataclass(frozen=True, slots=True)
class Overview:
    """An agency's two years: how much differs, the cell that differs most by percentage, the text most alike."""

    agency: str
    cells: int
    texts: int
    steepest: CellDifference | None
    likeness: float | None


def diff_agencies(db: Path | None, old: int, new: int, *, json: bool) -> int:
    """Print a line for each agency with reports on both years, and who lacks one; 1 if anything differs."""
    lacking: list[tuple[str, int]] = []
    found = list(_overviews(db, old, new, lacking))
    if json:
        output.as_json(
            {
                "old": old,
                "new": new,
                "agencies": [_as_json(one) for one in found],
                "lacking": [{"agency": agency, "year": year} for agency, year in lacking],
            }
        )
    else:
        heads = [_("机关"), _("不同的数"), _("不同的文字"), _("变化最大"), old, new, _("变化"), _("文字最高相似度")]
        output.table([str(head) for head in heads], [_row(one) for one in found], right=[1, 2, 4, 5, 6, 7])
        for agency, year in lacking:
            output.line(_("{agency}没有 {year} 年的报告").format(agency=agency, year=year))
    return int(bool(lacking) or any(one.cells or one.texts for one in found))


def _overviews(db: Path | None, old: int, new: int, lacking: list[tuple[str, int]]) -> Iterator[Overview]:
    """One agency after the other: two reports are in memory at a time."""
    from giktui.store import each_entry, load

    with database(db) as connection:
        before = {entry.agency_id: entry for entry in each_entry(connection, year=old)}
        for entry in each_entry(connection, year=new):
            earlier = before.pop(entry.agency_id, None)
            if earlier is None:
                lacking.append((entry.agency, old))
            else:
                yield _overview(compare(load(connection, earlier.id), load(connection, entry.id)))
        lacking.extend((entry.agency, new) for entry in before.values())


def _overview(difference: Difference) -> Overview:
    changed = [cell for cell in difference.cells if cell.changed]
    likeness = [text.likeness for text in difference.texts if text.likeness is not None]
    return Overview(
        difference.new.agency,
        len(changed),
        sum(text.changed for text in difference.texts),
        max((cell for cell in changed if cell.percent is not None), key=_steepness, default=None),
        max(likeness, default=None),
    )


def _steepness(cell: CellDifference) -> Decimal:
    return abs(cell.percent or Decimal(0))


def _row(one: Overview) -> tuple[object, ...]:
    alike = "" if one.likeness is None else f"{one.likeness:.0%}"
    cell = one.steepest
    if cell is None:
        return (one.agency, one.cells, one.texts, "", "", "", "", alike)
    name = cell_label(load_form(cell.form), cell.cell)
    numbers = (output.number(cell.old), output.number(cell.new), f"{cell.percent:+}%")
    return (one.agency, one.cells, one.texts, name, *numbers, alike)


def _as_json(one: Overview) -> Mapping[str, object]:
    cell = one.steepest
    return {
        "agency": one.agency,
        "cells": one.cells,
        "texts": one.texts,
        "steepest": cell and {"cell": cell.cell, "form": cell.form, "percent": str(cell.percent)},
        "likeness": None if one.likeness is None else round(one.likeness, 4),
    }
