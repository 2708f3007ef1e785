"""The rows of a register's sheets: where the heads stand, of which year a sheet is, what is no request."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.readers.document import Document, Grid, Line, Paragraph
from giktui.register.date_columns import date_columns, is_date_part, joined_fields, joined_heads
from giktui.register.dates import read_date, years_in
from giktui.register.heads import KEPT, Mapped, columns_of, head_key, named, tick_of
from giktui.register.words import is_blank, squeezed, vocabulary

_SEARCHED = 40
"""The head stands in one of so many first lines."""
_LONGEST_HEAD = 40
_ENOUGH = 3
"""Fields that a line of heads names at least."""
_LONGEST_SUM = 8
_GROUP_END = re.compile(r"(?:基本)?(?:情况|信息|环节|阶段)$")
_TELL_ALONE = ("姓名", "渠道", "途径", "依据", "延期", "延长", "收费", "费用", "补正", "序号", "编号", "事项")
"""Heads of two characters that say as much under any group's head."""
_MAKES_REQUEST = ("received", "kind", "answered", "result", "applicant", "content", "organisation", "?received")
_DECIDING = ("received", "answered", "kind", "result")


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
        if len(own) >= _ENOUGH and elsewhere >= 0.8 * len(own):
            found.append(sheet)
    return found


def _content(row: SheetRow) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((field, text) for field, text in row.said.items() if field != "place" and text))


def _sheet(  # noqa: PLR0917
    file: str, name: str, grid: Grid, titles: Sequence[str], told: Mapping[str, str], year: int | None
) -> Sheet | None:
    found = _head(grid.lines, told)
    if found is None:
        return None
    above, stated, below = found
    heads, dates = joined_heads(stated), date_columns(stated)
    lines = [line for line in grid.lines[below:] if any(line.fields)]
    again = {number for number, line in enumerate(lines) if _is_head_again(line, stated) or _is_numbering(line)}
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


def _head(lines: Sequence[Line], told: Mapping[str, str]) -> tuple[int, list[str], int] | None:
    """The heads, with the index of their first line and of the first line below; None where no line is one."""
    best: tuple[int, int, list[str], int] | None = None
    for index, line in enumerate(lines[:_SEARCHED]):
        one = [_flat(field) for field in line.fields]
        ways = [(one, index + 1)]
        if index + 1 < len(lines) and _may_be_head(lines[index + 1]):
            below = [_flat(field) for field in lines[index + 1].fields]
            both = _joined(one, below)
            if len(_names(both, told)) > len(_names(below, told)):  # else the upper one is a title
                ways.append((both, index + 2))
            if any(map(is_date_part, below)):  # no list goes on with 年 月 日 below its heads
                ways.reverse()
        for heads, end in ways:
            names = _names(heads, told)
            if len(names) >= _ENOUGH and names & set(_DECIDING) and (best is None or len(names) > best[0]):
                best = (len(names), index, heads, end)
    return best[1:] if best else None


def _flat(text: str) -> str:
    return "".join(text.split())


def _names(heads: Sequence[str], told: Mapping[str, str]) -> set[str]:
    """The fields that a line would name if it were the heads."""
    found: set[str] = set()
    ticks: Counter[str] = Counter()
    for head in joined_heads(heads):
        if not head or len(head) > _LONGEST_HEAD:
            continue
        if (key := head_key(head)) in told:
            found.add(told[key])
        elif fields := named(head):
            found.add(fields[0][0])
        elif tick := tick_of(head):
            ticks[tick[0]] += 1
    found |= {field for field, count in ticks.items() if count > 1}
    return found - {KEPT, ""}


def _may_be_head(line: Line) -> bool:
    """Whether a line may be the second line of a head: no date and no number in it."""
    texts = [field for field in line.fields if field]
    return bool(texts) and not any(
        text.isdecimal() or read_date(text).day or len(text) > _LONGEST_HEAD for text in texts
    )


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """The heads of two lines: a group's name reaches over the empty fields right of it."""
    heads: list[str] = []
    group = ""
    for column in range(max(len(upper), len(lower))):
        top = upper[column] if column < len(upper) else ""
        sub = lower[column] if column < len(lower) else ""
        group = top or group
        if not sub or sub == top:
            heads.append(top)
            continue
        if is_date_part(sub):
            heads.append(group + sub)
            continue
        ways = [group + sub, _GROUP_END.sub("", group) + sub]
        if len(sub) > 2 or sub in _TELL_ALONE:
            ways.append(sub)
        heads.append(next((way for way in ways if named(way) or (way == sub and tick_of(way))), sub))
    return heads


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


def _is_head_again(line: Line, heads: Sequence[str]) -> bool:
    """Whether the line is the head once more, as at the top of each printed page."""
    texts = [(column, _flat(field)) for column, field in enumerate(line.fields) if field]
    same = sum(column < len(heads) and _part_of(text, heads[column]) for column, text in texts)
    return len(texts) >= _ENOUGH and same >= 0.8 * len(texts)


def _part_of(text: str, head: str) -> bool:
    """Whether a line of a head of two lines has the text there."""
    return head.startswith(text) or head.endswith(text)


def _is_numbering(line: Line) -> bool:
    """Whether the line numbers the columns: 1 2 3 4."""
    texts = [field.strip("()（）") for field in line.fields if field]
    return len(texts) > _ENOUGH and texts == [str(number) for number in range(1, len(texts) + 1)]


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
