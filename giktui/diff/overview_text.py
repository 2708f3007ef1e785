"""The overview of many agencies as a table, Markdown, CSV or JSON."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from giktui.diff.compare import CellDifference
from giktui.diff.json import SCHEMA_VERSION
from giktui.diff.overview import AgencyLine, State, headline_cells
from giktui.diff.words import number, row_name, signed
from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.report import number_json, number_text
from giktui.text.cleaning import as_json, csv_line, guarded, markdown, plain

_WIDEST_HEAD = 12


@dataclass(frozen=True, slots=True)
class Years:
    """The two years that are compared, and the form of the new one: its headline figures are the columns."""

    old: int
    new: int
    form: str


def render_overview(lines: Iterable[AgencyLine], years: Years, format: str = "table") -> Iterator[str]:
    """The overview in pieces of text: markdown, csv and json come as the lines do, a table when all are there.

    Raises GiktuiError that lists the formats, for a name that is none.
    """
    if format not in OVERVIEW_FORMATS:
        names = _("、").join(OVERVIEW_FORMATS)
        raise GiktuiError(_("没有“{format}”这种格式；可用的是：{names}").format(format=format, names=names))
    return OVERVIEW_FORMATS[format](lines, years)


def _table(lines: Iterable[AgencyLine], years: Years) -> Iterator[str]:
    from tabulate import tabulate

    heads = _heads(years.form)
    body = [_fields(line, years.form) for line in lines]
    align = ["left", *("right" for _head in heads[1:])]
    table = tabulate(
        body,
        headers=heads,
        tablefmt="simple",
        colalign=align if body else None,
        maxheadercolwidths=_WIDEST_HEAD,
        disable_numparse=True,
    )
    yield "\n".join(line.rstrip() for line in table.splitlines()) + "\n"


def _markdown(lines: Iterable[AgencyLine], years: Years) -> Iterator[str]:
    heads = _heads(years.form)
    yield _pipes([markdown(head) for head in heads])
    yield _pipes(["---", *("---:" for _head in heads[1:])])
    for line in lines:
        yield _pipes([markdown(field) for field in _fields(line, years.form)])


def _csv(lines: Iterable[AgencyLine], years: Years) -> Iterator[str]:
    cells = headline_cells(years.form)
    sides = [f"{id}.{side}" for id in cells for side in ("old", "new")]
    yield csv_line(["agency", "state", *sides, "cells", "large", "texts", "steepest", "percent", "likeness"])
    for line in lines:
        figures = _figures(line)
        values = [
            number_text(value)
            for id in cells
            for value in ((figures[id].old, figures[id].new) if id in figures else (None, None))
        ]
        counts = [str(n) if line.state == "both" else "" for n in (line.cells, line.large, line.texts)]
        steepest = [line.steepest.cell, number_text(line.steepest.percent)] if line.steepest else ["", ""]
        alike = "" if line.likeness is None else f"{line.likeness:.4f}"
        yield csv_line([guarded(plain(line.agency)), line.state, *values, *counts, *steepest, alike])


def _json(lines: Iterable[AgencyLine], years: Years) -> Iterator[str]:
    """One object: the agencies line by line, then who lacks which year."""
    yield f'{{\n  "schema_version": {SCHEMA_VERSION},\n  "old": {years.old},\n  "new": {years.new},\n  "agencies": ['
    lacking: list[dict[str, object]] = []
    between = ""
    for line in lines:
        if line.state == "both":
            yield f"{between}\n    {as_json(_agency(line), indent=None)}"
            between = ","
        if line.state in ("new", "none"):
            lacking.append({"agency": line.agency, "year": years.old})
        if line.state in ("old", "none"):
            lacking.append({"agency": line.agency, "year": years.new})
    yield f'\n  ],\n  "lacking": {as_json(lacking, indent=None)}\n}}\n'


def _agency(line: AgencyLine) -> dict[str, object]:
    cell = line.steepest
    return {
        "agency": line.agency,
        "figures": [
            {
                "cell": id,
                "old": number_json(cell.old),
                "new": number_json(cell.new),
                "percent": number_json(cell.percent),
            }
            for id, cell in _figures(line).items()
        ],
        "cells": line.cells,
        "large": line.large,
        "texts": line.texts,
        "steepest": cell and {"cell": cell.cell, "form": cell.form, "percent": number_json(cell.percent)},
        "likeness": None if line.likeness is None else round(line.likeness, 4),
    }


OVERVIEW_FORMATS: Mapping[str, Callable[[Iterable[AgencyLine], Years], Iterator[str]]] = MappingProxyType(
    {"table": _table, "markdown": _markdown, "csv": _csv, "json": _json}
)
"""The formats of the overview, each with its renderer."""


def _heads(form: str) -> list[str]:
    figures = [row_name(form, id) for id in headline_cells(form)]
    return [_("机关"), *figures, _("不同的数"), _("大幅变动"), _("不同的文字"), _("文字最高相似度")]


def _fields(line: AgencyLine, form: str) -> list[str]:
    """Agency, each headline figure as `new (difference)`, counts and likeness; words where a year is missing."""
    cells = headline_cells(form)
    agency = plain(line.agency)
    if line.state != "both":
        return [agency, _missing(line.state), *("" for _id in cells[1:]), "", "", "", ""]
    figures = _figures(line)
    counts = map(str, (line.cells, line.large, line.texts))
    alike = "" if line.likeness is None else f"{int(line.likeness * 100)}%"
    return [agency, *(_figure(figures.get(id)) for id in cells), *counts, alike]


def _figure(cell: CellDifference | None) -> str:
    if cell is None:
        return ""
    return f"{number(cell.new)} ({signed(cell.delta)})" if cell.delta else number(cell.new)


def _figures(line: AgencyLine) -> dict[str, CellDifference]:
    return {id: cell for cell in line.figures for id in cell.new_cells}


def _missing(state: State) -> str:
    return {"old": _("缺后一年"), "new": _("缺前一年"), "none": _("两年都缺")}.get(state, "")


def _pipes(fields: Sequence[str]) -> str:
    return f"| {' | '.join(fields)} |\n"
