"""Where the heads of a register stand: in one line or two, below titles, and again at the top of each page."""

from collections import Counter
from collections.abc import Mapping, Sequence

from giktui.readers.document import Line
from giktui.register.date_columns import is_date_part, joined_heads
from giktui.register.dates import read_date
from giktui.register.heads import KEPT, head_key, named, tick_of
from giktui.text.patterns import compiled_late

_SEARCHED = 40
"""The head stands in one of so many first lines."""
_LONGEST_HEAD = 40
_ENOUGH = 3
"""Fields that a line of heads names at least."""
_GROUP_END = compiled_late(r"(?:基本)?(?:情况|信息|环节|阶段)$")
_TELL_ALONE = ("姓名", "渠道", "途径", "依据", "延期", "延长", "收费", "费用", "补正", "序号", "编号", "事项")
"""Heads of two characters that say as much under any group's head."""
_DECIDING = ("received", "answered", "kind", "result")


def heads_in(lines: Sequence[Line], told: Mapping[str, str]) -> tuple[int, list[str], int] | None:
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


def are_heads_again(line: Line, heads: Sequence[str]) -> bool:
    """Whether the line is the head once more, as at the top of each printed page."""
    texts = [(column, _flat(field)) for column, field in enumerate(line.fields) if field]
    same = sum(column < len(heads) and _part_of(text, heads[column]) for column, text in texts)
    return len(texts) >= _ENOUGH and same >= 0.8 * len(texts)


def _part_of(text: str, head: str) -> bool:
    """Whether a line of a head of two lines has the text there."""
    return head.startswith(text) or head.endswith(text)


def is_numbering(line: Line) -> bool:
    """Whether the line numbers the columns: 1 2 3 4."""
    texts = [field.strip("()（）") for field in line.fields if field]
    return len(texts) > _ENOUGH and texts == [str(number) for number in range(1, len(texts) + 1)]
