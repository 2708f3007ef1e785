"""The overview of many agencies as a table, Markdown, CSV or JSON lines."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import StringIO
from types import MappingProxyType

from giktui.diff.compare import CellDifference
from giktui.diff.json import SCHEMA_VERSION, as_number
from giktui.diff.overview import AgencyLine, State, headline_cells
from giktui.diff.words import number, row_name, signed
from giktui.errors import GiktuiError
from giktui.escaping import guarded, markdown, plain
from giktui.i18n import _

_WIDEST_HEAD = 12


def render_overview(lines: Iterable[AgencyLine], form: str, format: str = "table") -> Iterator[str]:
    """The overview in pieces of text; `form` is that of the new year, whose headline figures are the columns.

    markdown, csv and json (one object a line) come as the lines do; a table is laid out when all are there.
    Raises GiktuiError that lists the formats, for a name that is none.
    """
    if format not in OVERVIEW_FORMATS:
        names = "、".join(OVERVIEW_FORMATS)
        raise GiktuiError(_("没有“{format}”这种格式；可用的是：{names}").format(format=format, names=names))
    return OVERVIEW_FORMATS[format](lines, form)


def _table(lines: Iterable[AgencyLine], form: str) -> Iterator[str]:
    from tabulate import tabulate

    heads = _heads(form)
    body = [_fields(line, form) for line in lines]
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


def _markdown(lines: Iterable[AgencyLine], form: str) -> Iterator[str]:
    heads = _heads(form)
    yield _pipes([markdown(head) for head in heads])
    yield _pipes(["---", *("---:" for _head in heads[1:])])
    for line in lines:
        yield _pipes([markdown(field) for field in _fields(line, form)])


def _csv(lines: Iterable[AgencyLine], form: str) -> Iterator[str]:
    cells = headline_cells(form)
    sides = [f"{id}.{side}" for id in cells for side in ("old", "new")]
    yield _row(["agency", "state", *sides, "changed", "large", "likeness"])
    for line in lines:
        figures = _figures(line)
        values = [
            "" if value is None else f"{value}"
            for id in cells
            for value in ((figures[id].old, figures[id].new) if id in figures else (None, None))
        ]
        counts = [str(line.changed), str(line.large)] if line.state == "both" else ["", ""]
        alike = "" if line.likeness is None else f"{line.likeness:.4f}"
        yield _row([guarded(plain(line.agency)), line.state, *values, *counts, alike])


def _json(lines: Iterable[AgencyLine], form: str) -> Iterator[str]:
    for line in lines:
        figures = [
            {"cell": id, "old": as_number(cell.old), "new": as_number(cell.new), "percent": as_number(cell.percent)}
            for id, cell in _figures(line).items()
        ]
        data = {
            "schema_version": SCHEMA_VERSION,
            "agency": line.agency,
            "state": line.state,
            "form": form,
            "figures": figures,
            "changed": line.changed,
            "large": line.large,
            "likeness": None if line.likeness is None else round(line.likeness, 4),
        }
        yield json.dumps(data, ensure_ascii=False) + "\n"


OVERVIEW_FORMATS: Mapping[str, Callable[[Iterable[AgencyLine], str], Iterator[str]]] = MappingProxyType(
    {"table": _table, "markdown": _markdown, "csv": _csv, "json": _json}
)
"""The formats of the overview, each with its renderer."""


def _heads(form: str) -> list[str]:
    figures = [row_name(form, id) for id in headline_cells(form)]
    return [_("机关"), *figures, _("变动"), _("大幅"), _("文字相似")]


def _fields(line: AgencyLine, form: str) -> list[str]:
    """Agency, each headline figure as `new (difference)`, counts and likeness; words where a year is missing."""
    cells = headline_cells(form)
    agency = plain(line.agency)
    if line.state != "both":
        return [agency, _missing(line.state), *("" for _id in cells[1:]), "", "", ""]
    figures = _figures(line)
    alike = "" if line.likeness is None else f"{int(line.likeness * 100)}%"
    return [agency, *(_figure(figures.get(id)) for id in cells), str(line.changed), str(line.large), alike]


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


def _row(fields: Sequence[str]) -> str:
    held = StringIO()
    csv.writer(held, lineterminator="\n").writerow(fields)
    return held.getvalue()
