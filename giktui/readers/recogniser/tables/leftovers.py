"""What stands in a table's section and no cell took: words are kept as text, numbers are named, nothing vanishes."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache, lru_cache
from itertools import groupby, pairwise

from giktui.form import Form, Table, load_form
from giktui.i18n import _
from giktui.readers.document import Place
from giktui.readers.recogniser.detect.head_order import merged_heads
from giktui.readers.recogniser.detect.labels import meaning
from giktui.readers.recogniser.detect.numbers import printed, unit_stated
from giktui.readers.recogniser.segment.lines import Item, where
from giktui.readers.recogniser.tables.line_words import PAGE, said_by
from giktui.readers.recogniser.tables.table_text import Loose, Other, RowText, TableText
from giktui.readers.recognition import Doubt, Run
from giktui.report import table_text
from giktui.text.patterns import compiled_late
from giktui.wording.cells import cell_label, section_title

_FURNITURE = compiled_late(
    r"(?:计量)?单位(?:[:：].{0,12})?|[(（]?续表?[)）]?|[件个条宗份次元项户人]|[百千万亿]*元|件次|人次|本表.{0,8}|数量|件数|项目|指标|名称"
    r"|指标名称|类别|内容|合计|序号|行次|编号|备注|说明|占比|比例|增减|金额"
)
"""Words of a table that say nothing of their own: units, the number of a row, what a column is called."""
_ENOUGH = 3


def text_of(others: Iterable[Other], form: str, table: str, opening: str = "") -> str:
    """The text around a table: what its lines say beside labels and heads, and the `opening` behind the section's head,
    as `report.table_text` has it."""
    kept = [other for other in others if not _is_furniture(other.text, form, table)]
    before = [other.text for other in kept if other.before]
    return table_text([*([opening] if opening else []), *before], [other.text for other in kept if not other.before])


def beside_rows(
    found: TableText, runs: Iterable[Run], doubts: Sequence[Doubt], form: Form, table: Table
) -> tuple[list[Other], list[Doubt]]:
    """The words that stand in lines of rows beside label and figures, behind their labels; a doubt for the numbers
    there, column by column. What stands in a row that is in doubt, or in the doubt's own words, is told by that."""
    others: list[Other] = []
    numbers: dict[tuple[int, int], list[tuple[str, RowText]]] = {}
    counts = _counts_of(runs)
    spoilt = [text for text in found.rows if not _all_read(text, counts, form.id, table.id)]
    used = _used(runs) if spoilt else {}
    doubted = rows_in_doubt(doubts)
    for text in spoilt:
        label = text.item.fields[text.index] if text.index >= 0 else ""
        for index, field in _left(text, used, form, table):
            if printed(field).kind in ("text", "wrong") and any(map(str.isalpha, field)):
                words = " ".join(field.split())
                told = text.row in doubted and any(f"“{field}”" in doubt.message for doubt in doubts)
                if not told and not _is_furniture(words, form.id, table.id):
                    others.append(Other(f"{_plain(label)}：{words}" if label else words, text.item, before=False))
            elif text.row not in doubted and printed(field).kind != "mark":
                numbers.setdefault((id(text.heads), index), []).append((field, text))
    doubts = [
        _unread(
            form,
            table,
            [*_head(found, column[0][1], index), *[field for field, _text in column]],
            column[0][1].item.place,
        )
        for (_heads, index), column in numbers.items()
        if not _counts([field for field, _text in column])
    ]
    return others, doubts


def remarks(runs: Iterable[Run], form: Form) -> Iterator[Other]:
    """What stands in brackets behind figures, behind the names of their cells."""
    for run in runs:
        if "".join(run.printed).isdecimal():
            continue
        for cell, text in zip(run.cells, run.printed, strict=True):
            if not text.isdecimal() and text and printed(text).remark:
                words = f"{cell_label(form, cell)}：{' '.join(text.split())}"
                yield Other(words, Item((), words, words, (), numbers=False, place=run.place), before=False)


def beside_line(
    found: TableText, items: Iterable[Item], runs: Iterable[Run], form: Form, table: Table
) -> tuple[list[Other], list[Loose]]:
    """The words and the numbers in the lines of a table of one line that are neither heads nor its figures."""
    figures = Counter(text for run in runs for text in run.printed)
    aside = {id(other.item) for other in found.others}
    others: list[Other] = []
    numbers: list[Loose] = []
    before = True
    for item in items:
        if id(item) in aside or _all_labels(item, form.id, table.id):
            continue
        for field in filter(None, item.fields):
            if figures.get(field):
                figures[field] -= 1
                before = False
            elif meaning(form.id, table.id, field) or PAGE.fullmatch(field):
                continue
            elif printed(field).kind == "text":
                others.append(Other(" ".join(field.split()), item, before))
            elif printed(field).kind != "mark":
                numbers.append(Loose(item._replace(text=field), 0, found.heads))
    return others, numbers


def _all_labels(item: Item, form: str, table: str) -> bool:
    """Whether there is nothing in a line but labels and heads of the table."""
    labels = said_by(form, table, item.words).labels
    return bool(labels) and len(labels) == len(item.fields) - item.fields.count("")


def unread(lines: Iterable[Loose], form: Form, table: Table) -> Iterator[Doubt]:
    """A doubt for lines of numbers that were not read and belong to no row, those between the same rows together; lines
    of nothing but marks for blanks say nothing."""
    told = (line for line in lines if line.label or any(map(str.isalnum, line.item.text)))
    for _place, block in groupby(told, key=lambda line: (line.rows, id(line.heads))):
        here = list(block)
        texts = [text for line in here for text in (line.label, line.item.text) if text]
        yield _unread(form, table, texts, here[0].item.place)


def strange_heads(found: TableText, doubted: Set[str], form: Form, table: Table) -> Iterator[Doubt]:
    """A doubt for each head that the form does not have, unless it may stand for one of the form that is not there, or
    rows under it are in doubt for it. What stands over the labels is none, where the form's own words do not."""
    for text, item, heads in found.strange:
        if item.fields[0] == text and not heads.titled:
            continue
        rows = [row.row for row in found.rows if row.heads is heads]
        parts = text.split("\n")
        more = [part for part in parts if not meaning(form.id, table.id, part)]
        if len(more) < len(parts):
            yield _unread(form, table, more, item.place)
            continue
        wanted = {id for row in rows for id in table.row(row).columns} | merged_heads(form.id, table.id)
        instead = not wanted <= {head for line in heads.met for head in line}
        if rows and not instead and doubted.isdisjoint(rows) and not _is_furniture(text, form.id, table.id):
            yield _unread(form, table, [text], item.place)


def rows_in_doubt(doubts: Iterable[Doubt]) -> set[str]:
    """The rows of which a cell is in doubt."""
    return {cell.split(".")[1] for doubt in doubts for cell in doubt.cells}


def page_numbers(items: Sequence[Item]) -> frozenset[int]:
    """Which items are the numbers of pages: all numbers that stand alone in it, if they count up one by one."""
    alone = [
        (place, int(item.only))
        for place, item in enumerate(items)
        if item.only.isdecimal() and item.only.isascii() and len(item.only) <= _ENOUGH
    ]
    counts = len(alone) >= _ENOUGH and all(after[1] == before[1] + 1 for before, after in pairwise(alone))
    return frozenset(place for place, _number in alone) if counts else frozenset()


def _unread(form: Form, table: Table, texts: Sequence[str], place: Place) -> Doubt:
    shown = _("、").join(f"“{' '.join(text.split())}”" for text in texts[:_ENOUGH])
    more = _("等 {n} 处").format(n=len(texts)) if len(texts) > _ENOUGH else ""
    message = _("{section}：{what}{more}不知道属于哪一格，没有读取{where}").format(
        section=section_title(form.section(table.id)), what=shown, more=more, where=where(place)
    )
    return Doubt("FV-UNREAD", table.id, (), message, place)


def _head(found: TableText, text: RowText, index: int) -> list[str]:
    """The words of the head that the form does not have over a field of a row."""
    return [
        word
        for word, item, heads in found.strange
        if heads is text.heads and text.item.aligned and item.fields[index : index + 1] == (word,)
    ]


def _counts_of(runs: Iterable[Run]) -> dict[str, int]:
    """How many figures were read in each row, as far as the readings of one row stand together."""
    counts: dict[str, int] = {}
    for run in runs:
        if row := _row_of(run.cells):
            counts[row] = counts.get(row, 0) + len(run.printed) - run.printed.count("")
    return counts


@lru_cache(maxsize=4096)
def _row_of(cells: tuple[str, ...]) -> str:
    """The row that the cells are of, which stand in the order of the form; "" for several rows."""
    first, last = cells[0].split(".")[1], cells[-1].split(".")[1]
    return first if first == last else ""


def _all_read(text: RowText, counts: Mapping[str, int], form: str, table: str) -> bool:
    """Whether nothing stands in a row's line but labels and, behind its own, as many figures as were read in it."""
    fields = text.item.fields
    behind = fields[text.index + 1 :]
    if len(behind) - behind.count("") != counts.get(text.row, 0):
        return False
    return text.index <= 0 or all(not field or meaning(form, table, field) for field in fields[: text.index])


def _used(runs: Iterable[Run]) -> dict[str, Counter[str]]:
    """How often each text was read as a figure in each row."""
    used: dict[str, list[str]] = {}
    for run in runs:
        if row := _row_of(run.cells):
            used.setdefault(row, []).extend(run.printed)
            continue
        for cell, text in zip(run.cells, run.printed, strict=True):
            used.setdefault(cell.split(".")[1], []).append(text)
    return {row: Counter(filter(None, texts)) for row, texts in used.items()}


def _left(text: RowText, used: dict[str, Counter[str]], form: Form, table: Table) -> list[tuple[int, str]]:
    """The fields of a row's line that are neither a label nor one of its figures, which stand behind its label."""
    if text.more:
        return []
    figures = Counter(used.get(text.row, {}))
    left: list[tuple[int, str]] = []
    order = [*range(text.index + 1, len(text.item.fields)), *range(text.index)]
    for index in order:
        field = text.item.fields[index]
        if not field:
            continue
        if figures[field]:
            figures[field] -= 1
        elif not meaning(form.id, table.id, field):
            left.append((index, field))
    return left


def _counts(numbers: Sequence[str]) -> bool:
    """Whether numbers count the rows."""
    plain = [int(number) for number in numbers if number.isdecimal()]
    return len(plain) == len(numbers) >= _ENOUGH and all(after == before + 1 for before, after in pairwise(plain))


def _is_furniture(text: str, form: str, table: str) -> bool:
    """Whether words are a piece of the form's own, a unit, or what a column is called."""
    bare = _bare(text)
    return (
        not bare
        or bool(_FURNITURE.fullmatch(text.strip("：:()（） ")))
        or bool(unit_stated(text))
        or bare in _wording(form, table)
    )


def is_own_wording(text: str, form: Form, table: Table) -> bool:
    """Whether words are a piece of what the form itself says in a table."""
    return bool(bare := _bare(text)) and bare in _wording(form.id, table.id)


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


def _plain(label: str) -> str:
    return "".join(label.split())


@cache
def _wording(form: str, table: str) -> str:
    """All that the form says in a table, in one text, so that any piece of it can be looked up."""
    definition = load_form(form)
    shown = definition.table(table)
    words = [definition.section(table).title, shown.head]
    for row in shown.rows:
        words += [*row.under, row.label, row.item, *row.also]
    for column in shown.columns:
        words += [*column.under, column.label, *column.also]
    return "\0".join(map(_bare, words)) + "\0" + "".join(map(_bare, words))
