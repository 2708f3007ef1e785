"""What the texts of a report say of the register: the paragraph on requests in section 一, the fee in section 六.

The paragraph is last year's, in the office's own wording, with this year's figures: where each of its numbers could be
held against last year's tables. Else it is a plain one.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from giktui.checks.narrative.cell_mapping import figures
from giktui.checks.narrative.statements import statements
from giktui.form import Form
from giktui.register.results import RECEIVED, TABLE
from giktui.register.words import vocabulary
from giktui.report import Number, Report, number_text
from giktui.text.numerals import value
from giktui.text.patterns import compiled_late
from giktui.totals import sum_of

SECTION = "overview"
"""The section that has the paragraph."""

Cells = tuple[str, ...]

_ABOUT = compiled_late(r"申请")
_COUNTED = compiled_late(r"\d+|[零〇一二两三四五六七八九十百千]+(?=\s*[件份宗次条])")
_YEARS = compiled_late(r"(?:19|20)\d\d(?=\s*年)")
_ORDINAL = compiled_late(r"^\s*(?:[（(][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+[、是])[^。]{0,20}?[。：:.]")
_HEADING = compiled_late(r"依申请公开")
_GROUPS = {
    "granted": "予以公开", "partly": "部分公开", "refused": "不予公开", "unavailable": "无法提供",
    "unprocessed": "不予处理", "otherwise": "其他处理",
}  # fmt: skip
"""What a plain paragraph calls the kinds of results that a form may speak of."""
_FEE = compiled_late(
    r"(?:未|没有|没)收取?(?:过)?(?:任何)?(?:政府)?(?:信息公开)?信息处理费|(?:共|共计|累计)?收取(?:政府)?(?:信息公开)?信息处理费(?:共|共计|合计|为)?\s*[\d,.，]+\s*(?:万)?元"
)


@dataclass(frozen=True, slots=True)
class Bound:
    """A number in a text: where it stands, and the cells it is the sum of (`-` in front of one that is taken off)."""

    start: int
    end: int
    cells: Cells


@dataclass(frozen=True, slots=True)
class Draft:
    """A paragraph with its numbers. `own_words` says that it is last year's wording."""

    text: str
    numbers: tuple[Bound, ...]
    own_words: bool


def draft(report: Report, before: Report, last: Report | None, channels: Mapping[str, int] = {}) -> Draft | None:
    """The paragraph on requests for section 一, of the report's figures.

    `before` is the report as it stood: where it has such a paragraph already, that is kept with the new figures, or, if
    they cannot be put into it for certain, left as it is (None). Else it is `last` year's, else a plain one.
    """
    if _line_about(before.narratives.get(SECTION, "").split("\n")) is not None:
        return _reworded(report, before)
    if last is not None and (own := _reworded(report, last)):
        return own
    return _plain(report, channels)


def with_paragraph(text: str, paragraph: str) -> str:
    """The section with the paragraph in the place of the one on requests, or behind the first, or as all there is."""
    lines = text.split("\n")
    at = _line_about(lines)
    if at is not None:
        lines[at] = paragraph
        return "\n".join(lines)
    if not text.strip():
        return paragraph
    first = next((n for n, line in enumerate(lines) if re.match(r"\s*[（(]一[)）]", line)), 0)
    return "\n".join([*lines[: first + 1], paragraph, *lines[first + 1 :]])


def _line_about(lines: list[str]) -> int | None:
    """The line on requests: the one headed 依申请公开, else the only one that counts requests."""
    headed = [n for n, line in enumerate(lines) if _HEADING.search((_ORDINAL.match(line) or [""])[0])]
    counting = [
        n for n, line in enumerate(lines) if _ABOUT.search(line) and re.search(r"(新收|收到|受理|办结|答复)", line)
    ]
    found = headed or [n for n in counting if _COUNTED.search(lines[n]) or re.search("未收到", lines[n])]
    return found[0] if len(found) == 1 else None


def _reworded(report: Report, last: Report) -> Draft | None:
    """Last year's paragraph with this year's figures; None where one of its numbers could not be told."""
    lines = last.narratives.get(SECTION, "").split("\n")
    at = _line_about(lines)
    if at is None:
        return None
    offset = sum(len(line) + 1 for line in lines[:at])
    line = lines[at]
    known = dict(_known(last, offset, len(line)))
    pieces: list[str] = []
    numbers: list[Bound] = []
    done = 0
    for match in re.finditer(rf"{_YEARS.pattern}|{_COUNTED.pattern}", line):
        year = _YEARS.fullmatch(match[0]) if _YEARS.match(line, match.start()) else None
        pieces.append(line[done : match.start()])
        done = match.end()
        if year:
            pieces.append(str(int(year[0]) + report.year - last.year))
            continue
        if _ordinal(line, match):
            pieces.append(match[0])
            continue
        cells = known.get(match.start())
        figure = None if cells is None else sum_of(report.cells, cells)
        if cells is None or figure is None:
            return None
        start = sum(map(len, pieces))
        pieces.append(number_text(figure))
        numbers.append(Bound(start, start + len(pieces[-1]), cells))
    text = "".join(pieces) + line[done:]
    return Draft(text, tuple(numbers), True) if numbers and not _denies(line) else None


def _ordinal(line: str, match: "re.Match[str]") -> bool:
    """Whether the numeral counts nothing: （二）, 一是, 第三十六条."""
    before, after = line[max(0, match.start() - 1) : match.start()], line[match.end() : match.end() + 1]
    return (before in "（(第" and before != "" and after in "）)条款项") or (
        after in "是、" and not match[0].isdecimal()
    )


def _denies(line: str) -> bool:
    """Whether the paragraph says that there was something or nothing in words, which a changed figure may belie."""
    return bool(re.search("未收到|没有收到|均已|全部|未发生|均为|均按", line))


def _known(last: Report, offset: int, length: int) -> Iterator[tuple[int, Cells]]:
    """Where in the paragraph a number stands that last year's tables say too, and the cells whose sum it is."""
    text = last.narratives.get(SECTION, "")
    for statement in statements(text, last.year, last.agency):
        if statement.kind != "number" or statement.amount is None or not offset <= statement.start < offset + length:
            continue
        said = statement.amount
        if said.low != said.high:
            continue
        for cells in figures(last.form, statement).choices:
            if sum_of(last.cells, cells) == said.said:
                written = [
                    match
                    for match in _COUNTED.finditer(text, statement.start, statement.end)
                    if value(match[0]) == said.said
                ]
                if len(written) == 1:
                    yield written[0].start() - offset, cells
                break


class _Written:
    """A text being written, with the numbers in it."""

    def __init__(self) -> None:
        self.text = ""
        self.numbers: list[Bound] = []

    def say(self, text: str) -> None:
        self.text += text

    def number(self, stated: Number, cells: Cells) -> None:
        start = len(self.text)
        self.text += number_text(stated)
        self.numbers.append(Bound(start, len(self.text), cells))


def _plain(report: Report, channels: Mapping[str, int]) -> Draft:
    """A paragraph that lists what the tables say: Chinese in every language of the interface, as the report is."""
    cells, form = report.cells, report.definition
    written = _Written()

    def total(row: str) -> Number:
        return cells.get(f"{TABLE}.{row}.total", 0)

    written.say(f"（二）依申请公开。{report.year}年，本机关")
    if not total("received") and not total("carried_in"):
        written.say("未收到政府信息公开申请，无上年结转。")
        return Draft(written.text, tuple(written.numbers), False)
    for said, row in (
        ("新收政府信息公开申请", "received"),
        ("件，上年结转", "carried_in"),
        ("件，办结", "results_total"),
    ):
        written.say(said)
        written.number(total(row), (f"{TABLE}.{row}.total",))
    written.say("件")
    _results(written, form, cells)
    written.say("，结转下年度继续办理")
    written.number(total("carried_out"), (f"{TABLE}.carried_out.total",))
    written.say("件。")
    _by_kind(written, form, cells)
    told = [(vocabulary()["channel_names"][id], count) for id, count in channels.items() if id and count]
    if told and sum(count for _name, count in told) == total("received"):
        written.say(f"按申请方式分，{'、'.join(f'{name}{count}件' for name, count in told)}。")
    return Draft(written.text, tuple(written.numbers), False)


def _results(written: _Written, form: Form, cells: Mapping[str, Number]) -> None:
    told = []
    for what, name in _GROUPS.items():
        places = form.reading(what)
        if stated := sum((cells.get(place, 0) for place in places), start=0):
            told.append((name, stated, places))
    for number, (name, stated, places) in enumerate(told):
        written.say("（其中" if not number else "、")
        written.say(name)
        written.number(stated, places)
        written.say("件")
    written.say("）" if told else "")


def _by_kind(written: _Written, form: Form, cells: Mapping[str, Number]) -> None:
    told = [
        (column, stated)
        for column in form.table(TABLE).columns
        if column.id != "total" and (stated := cells.get(f"{TABLE}.{RECEIVED}.{column.id}", 0))
    ]
    for number, (column, stated) in enumerate(told):
        written.say("新收的申请中，" if not number else "、")
        written.say(column.label if column.id != "other_org" else "其他组织")
        written.number(stated, (f"{TABLE}.{RECEIVED}.{column.id}",))
        written.say("件")
    written.say("。" if told else "")


def with_fee(text: str, year: int, fen: int) -> str:
    """Section 六 with what was charged for handling requests, in yuan: in its own sentence, else in a new one."""
    says = f"收取信息处理费{_yuan(fen)}元" if fen else "未收取信息处理费"
    found = list(_FEE.finditer(text))
    if len(found) == 1:
        match = found[0]
        if _stated(match[0]) == fen:
            return text
        return text[: match.start()] + says + text[match.end() :]
    if found or re.search("信息处理费", text):
        return text  # said twice, or in words of its own: the checks hold it against the rule
    sentence = f"{year}年，本机关{says}。"
    return f"{sentence}\n{text}" if text.strip() else sentence


def _stated(clause: str) -> int | None:
    number = re.search(r"([\d,，.]+)\s*(万?)元", clause)
    if not number:
        return 0
    digits = re.sub("[,，]", "", number[1])
    try:
        return int(Decimal(digits) * (1_000_000 if number[2] else 100))
    except ArithmeticError:
        return None


def _yuan(fen: int) -> str:
    return str(fen // 100) if fen % 100 == 0 else f"{fen // 100}.{fen % 100:02d}"
