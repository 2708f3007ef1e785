"""The rows of a register's sheets: of which year a sheet is, what is a request, and what it says."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.readers.document import Document, Grid, Line, Paragraph
from giktui.register.columns import Mapped, columns_of
from giktui.register.date_columns import date_columns, joined_fields, joined_heads
from giktui.register.dates import years_in
from giktui.register.head_lines import are_heads_again, heads_in, is_numbering
from giktui.register.words import is_blank, squeezed, vocabulary

_FEWEST = 3
"""Rows of a sheet that can be said to list what others list."""
_LONGEST_SUM = 8
_MAKES_REQUEST = ("received", "kind", "answered", "result", "applicant", "content", "organisation", "?received")


class SheetRow(NamedTuple):
    """A row that is a request: its texts by field, what else it says by the column's head, and its line."""

    said: Mapping[str, str]
    line: int


class Skipped(NamedTuple):
    """A line below the heads that is no request: a sum, a remark, a number without anything beside it."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet (or a table of a file) that is a register. `year` is its own, where title, name or file say one."""

    file: str
    name: str
    year: int | None
    heads: tuple[str, ...]
    mapped: Mapped
    rows: tuple[SheetRow, ...]
    skipped: tuple[Skipped, ...]

    @property
    def shown(self) -> str:
        """The sheet as a person calls it: the file, and the sheet where there are several."""
        return f"{self.file} {self.name}".strip()


class Found(NamedTuple):
    """The registers of a file, and the tables that are none."""

    sheets: tuple[Sheet, ...]
    others: tuple[str, ...]


def sheets_of(
    documents: Sequence[Document],
    *,
    told: Mapping[str, str] = {},
    year: int | None = None,
    only: Collection[str] = (),
) -> Found:
    """The registers in a file's documents; `told` says of heads what they are, `year` overrides the sheets' own.

    `only` names the sheets that are wanted. Raises GiktuiError where there is no register at all.
    """
    sheets: list[Sheet] = []
    others: list[str] = []
    for document in documents:
        titles: list[str] = []
        for block in document.blocks:
            if isinstance(block, Paragraph):
                titles.append(block.text)
                continue
            name = block.lines[0].place.sheet if block.lines else ""
            if only and name not in only:
                continue
            sheet = _sheet(document.name, name, block, titles, told, year)
            if sheet is None:
                others.append(name or document.name)
            else:
                sheets.append(sheet)
            titles = []
    if not sheets:
        raise GiktuiError(
            _(
                "{name} 里没有找到申请登记台账：要有收到日期、申请人类型、答复日期、办理结果等栏的表头。"
                "表头写法特别时用 --map '表头=含义' 指明。"
            ).format(name="、".join(dict.fromkeys(document.name for document in documents)) or "?")
        )
    return Found(tuple(sheets), tuple(others))


def repeated_sheets(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Sheets that mostly list what other sheets list already: a year beside its months."""
    counted = [Counter(_content(row) for row in sheet.rows) for sheet in sheets]
    everything = Counter(key for one in counted for key in one)
    found = []
    for sheet, own in zip(sheets, counted, strict=True):
        elsewhere = sum(everything[key] > 1 for key in own)
        if len(own) >= _FEWEST and elsewhere >= 0.8 * len(own):
            found.append(sheet)
    return found


def _content(row: SheetRow) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((field, text) for field, text in row.said.items() if field != "place" and text))


def _sheet(  # noqa: PLR0917
    file: str, name: str, grid: Grid, titles: Sequence[str], told: Mapping[str, str], year: int | None
) -> Sheet | None:
    found = heads_in(grid.lines, told)
    if found is None:
        return None
    above, stated, below = found
    heads, dates = joined_heads(stated), date_columns(stated)
    lines = [line for line in grid.lines[below:] if any(line.fields)]
    again = {number for number, line in enumerate(lines) if are_heads_again(line, stated) or is_numbering(line)}
    lines = [line._replace(fields=joined_fields(line.fields, dates)) if dates else line for line in lines]
    mapped = columns_of(heads, [line.fields for line in lines], told)
    own = year or _year_of([*titles, *(" ".join(line.fields) for line in grid.lines[:above])], name, file)
    rows: list[SheetRow] = []
    skipped: list[Skipped] = []
    for number, line in enumerate(lines, below + 1):
        at = _line_number(line, number)
        if number - below - 1 in again:
            continue
        said = _said(line.fields, heads, mapped)
        if _is_request(said, line.fields):
            rows.append(SheetRow(said, at))
        else:
            skipped.append(Skipped(at, " ".join(field for field in line.fields if field)))
    return Sheet(file, name, own, tuple(heads), mapped, tuple(rows), tuple(skipped))


def _year_of(titles: Sequence[str], name: str, file: str) -> int | None:
    """The one year that the title speaks of, else the sheet's name, else the file's; None where they disagree."""
    said = [years for text in (" ".join(titles), name, file) if (years := years_in(text))]
    if not said or any(len(years) > 1 for years in said):
        return None
    return next(iter(said[0])) if len(set.union(*said)) == 1 else None


def _line_number(line: Line, otherwise: int) -> int:
    if line.place.line is not None:
        return line.place.line
    digits = re.sub(r"\D", "", line.place.cell)
    return int(digits) if digits else otherwise


def _said(fields: Sequence[str], heads: Sequence[str], mapped: Mapped) -> dict[str, str]:
    """A row's texts by field, those of other columns by `*head`."""

    def at(column: int) -> str:
        return fields[column].strip() if column < len(fields) else ""

    said = {field: at(column) for field, column in mapped.columns.items()}
    ticked: dict[str, list[str]] = {}
    for column, (field, value) in mapped.ticks.items():
        if _is_tick(at(column)):
            ticked.setdefault(field, []).append(value)
    for field in {field for field, _value in mapped.ticks.values()}:
        said[field] = "、".join(filter(None, [said.get(field, ""), *ticked.get(field, [])]))
    for field, columns in mapped.second.items():
        text = next((text for column in columns if not is_blank(text := at(column))), "")
        if text and (field == "suit" or is_blank(said.get(field, ""))):
            said[f"?{field}"] = text
    used = {*mapped.columns.values(), *mapped.ticks}
    for column, head in enumerate(heads):
        if column not in used and (text := at(column)):
            said[f"*{head or column + 1}"] = text
    return said


def _is_tick(text: str) -> bool:
    return not is_blank(text) and text.strip() != "×" and squeezed(text) not in ("x", "n", "no", "✗")


def _is_request(said: Mapping[str, str], fields: Sequence[str]) -> bool:
    """Whether a row says anything of a request; sums and remarks below the table do not."""
    first = next((squeezed(field) for field in fields if field), "")
    if first.startswith(tuple(vocabulary()["sums"])) and len(first) < _LONGEST_SUM:
        return False
    told = [field for field in _MAKES_REQUEST if not is_blank(said.get(field, ""))]
    filled = sum(bool(field) for field in fields)
    return bool(told) and (filled > 1 or told[0] == "received")


def every_line(sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, SheetRow]]:
    """The rows of all sheets, each with its sheet."""
    for sheet in sheets:
        for row in sheet.rows:
            yield sheet, row
