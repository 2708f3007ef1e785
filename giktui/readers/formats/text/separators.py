"""Lines of a table in plain text whose fields are set apart by commas or semicolons, narrow or wide, or by `、`."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from giktui.readers.document import Line
from giktui.text.patterns import compiled_late

_FIGURE = (
    r"[约近]?[+－−-]?(?:\d{1,3}(?:,\d{3})+|[\d０-９]+)(?:[.．][\d０-９]+)?(?:[百千万亿]*元|万|件次|人次|[件项宗个次起份条户人])?"
    r"|[/／\\]|[-－—–―─]{1,4}|无"
)
_ONE_FIGURE = compiled_late(rf"(?:{_FIGURE})")
_APART = compiled_late(
    r"([,;，；、])[ \t]?(?:[\d０-９][\d０-９.]{0,11}|[/—-]{1,2}|无)?[件项条]?[ \t]?\1[ \t]?(?:[\d０-９/—-]|无|\1)"
)
"""Two figures or blanks behind the same mark: what has none has no such table, which is found out soon."""
_ENOUGH = 3
"""Rows, and figures in each of them, that make a table."""
_MOST = 200
_SENTENCE = compiled_late("[。！!？?：:]")
_NUMERAL = compiled_late(r"\s*[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]?")
_NUMBERED = compiled_late(r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．]")
_LONGEST, _LONGEST_WORD = 400, 40
_GROUP = compiled_late(r"\d{3}(?:\.\d+)?(?:[件项宗个次起份条户人]|[百千万亿]*元)?")
_GROUPED = compiled_late(r"[+-]?[1-9]\d{0,2}(?:,\d{3})*")
_OPEN, _CLOSE = "（(［[〔", "）)］]〕"


def separator_of(text: str) -> str:
    """What sets apart the fields of the rows in a text, if it is such a mark; "" where it is not.

    With a blank behind it (", ") where each has one, so that a comma without one groups digits.
    """
    for mark in dict.fromkeys(found[1] for found in islice(_APART.finditer(text), _MOST)):
        lines = (line for line in text.split("\n") if mark in line and len(line) <= _LONGEST)
        rows = list(islice((line for line in lines if _is_row(line.strip(), mark)), _MOST))
        if len(rows) >= _ENOUGH:
            blanks = sum(row.count(f"{mark} ") + row.rstrip().endswith(mark) for row in rows)
            return f"{mark} " if blanks == sum(row.count(mark) for row in rows) else mark
    return ""


def _is_row(line: str, mark: str) -> bool:
    """Whether words stand in front in a line and figures, or blanks beside figures, in its last fields."""
    fields = [field.strip() for field in line.split(mark)]
    last = fields[-_ENOUGH:]
    if len(fields) <= _ENOUGH or not any(map(str.isalpha, "".join(fields[:-_ENOUGH]))):
        return False
    return any(last) and all(not field or _ONE_FIGURE.fullmatch(field) for field in last)


def cut_at(line: str, mark: str) -> tuple[str, ...]:
    """The fields of a line of a table: words in front, then nothing but figures and blanks; or heads. Empty for a line
    that is running text."""
    if mark[0] not in line or len(line) > _LONGEST or _SENTENCE.search(_outside(line)):
        return ()
    fields = _split(line.strip(), mark)
    told = [bool(_ONE_FIGURE.fullmatch(field)) for field in fields]
    first = told.index(True) if True in told else len(fields)
    if not all(figure or not field for field, figure in zip(fields[first:], told[first:], strict=True)):
        return ()
    if first == len(fields) and "" not in fields:
        numbered = mark[0] == "、" and _NUMERAL.match(line)
        heads = len(fields) > 1 and not numbered and all(0 < len(field) <= _LONGEST_WORD for field in fields)
        return tuple(fields) if heads else ()
    if mark[0] == "、" and first < len(fields):
        fields = [*_labels(fields[:first]), *fields[first:]]
    return tuple(fields) if len(fields) > 1 else ()


def _labels(fields: Iterable[str]) -> list[str]:
    """The labels of a row, in which the mark may stand too: each begins with its number, the first needs none."""
    labels: list[str] = []
    for field in fields:
        if field and labels and labels[-1] and not _NUMBERED.match(field):
            labels[-1] += "、" + field
        else:
            labels.append(field)
    return labels


def _outside(line: str) -> str:
    """The line without what stands in brackets."""
    return re.sub(r"[（(][^（()）]{0,80}[)）]", "", line)


def _split(line: str, mark: str) -> Sequence[str]:
    """The fields between the marks; one in brackets, in quotes or behind the number of a label parts nothing."""
    import csv

    parts = mark[0]
    if '"' in line and parts in ",;":
        try:
            return [field.strip() for field in next(csv.reader([line], delimiter=parts, skipinitialspace=True))]
        except csv.Error:
            return [line]
    fields = [""]
    depth = 0
    for place, character in enumerate(line):
        behind = line[place + 1 : place + 2]
        if character in _OPEN:
            depth += 1
        elif character in _CLOSE:
            depth = max(depth - 1, 0)
        if character != parts or depth or (len(mark) > 1 and behind.strip()) or _is_numeral(fields, parts, behind):
            fields[-1] += character
        else:
            fields.append("")
    return [field.strip() for field in (line.split(parts) if depth else fields)]


def _is_numeral(fields: Sequence[str], mark: str, behind: str) -> bool:
    """Whether the last field is the number of a label, which has such a mark behind it: `一、本年新收`, `1、属于`."""
    if mark != "、" or not behind.isalpha() or behind == "无":
        return False
    return bool(_NUMERAL.fullmatch(fields[-1])) and not any(map(_ONE_FIGURE.fullmatch, fields[:-1]))


def regrouped(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lines cut at commas, with digits put together again that a comma may only group (`1,234`), unless all lines have
    as many fields: then none does. How many fields are left says whether that was right."""
    if len(lines) > 1 and len({len(line.fields) for line in lines}) == 1:
        return tuple(lines)
    return tuple(line._replace(fields=_whole(line.fields)) for line in lines)


def _whole(fields: Sequence[str]) -> tuple[str, ...]:
    whole: list[str] = []
    for field in fields:
        if whole and _GROUP.fullmatch(field) and _GROUPED.fullmatch(whole[-1]):
            whole[-1] += "," + field
        else:
            whole.append(field)
    return tuple(whole)
