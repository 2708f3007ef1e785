"""Lines of a table whose cells are parted by one blank, as they are copied out of a PDF viewer."""

import re
from collections.abc import Sequence
from itertools import islice

from giktui.text.patterns import compiled_late

_NUMBER = compiled_late(
    r"[约近]?[+－−-]?\d[\d,，.]*(?:[百千万亿]*元|万|件次|人次|[件项宗个次起份条户人])?"
    r"(?:\^?(?:[*＊※†#]|[①-⑳¹²³]|[\[［【〔(（]?注?\d{0,2}[\]］】〕)）])|\^\d|[（(][^\s()（）]{2,30}[)）])?"
    r"|[/／\\]|[-－—–―─]{1,4}|无|…{1,2}"
)
"""A number with its unit and with the sign of a note or a remark, or a mark for none."""
_MARKS = compiled_late(r"[/／\\]|[-－—–―─]{1,4}")
_ONE_NUMBER = compiled_late(r"\d{1,3}(?: \d{3}){1,4}", re.ASCII)
"""Digits parted in threes, which may be one number."""
_NUMBERED = compiled_late(r"[（(]?[一二三四五六七八九十]{1,2}[、)）.．]|第[一二三四五六七八九十]")
_SENTENCE = compiled_late("[。；;！!？?]")
_ROW = compiled_late(
    r"[^\s\d,，.件个项宗条次/／—-][ \u3000\xa0](?:(?:\d[\d,，.]*[件个项宗条次]?|[/／—-]{1,2})[ \u3000\xa0]){2,}"
    r"(?:\d[\d,，.]*[件个项宗条次]?|[/／—-]{1,2})[ \u3000\xa0\r]*$",
    re.MULTILINE,
)
"""The end of a row: no match begins within the numbers of another, so that looking takes no longer than the text."""
_APART = compiled_late(r"[ \u3000\xa0](?:\d[\d,，.]*[件个项宗条次]?|[/／—-]{1,2})[ \u3000\xa0][\d/／—-]")
"""Numbers or marks parted by a blank: what has none has no such row, which is found out several times as fast."""
_ENOUGH = 3
_ODD = compiled_late(r"[零〇一二三四五六七八九十百千两壹贰叁拾]{1,6}[件项]?|[OolIS〇]{1,3}")
"""What stands for a number, though it is no figure."""
_MOST_ODD, _LONGEST_ODD, _LETTERS = 2, 16, 3
_WORD = compiled_late(
    r"[^\W\d_](?:\u3000?[^\W\d_]){1,12}(?:[/、][^\W\d_]{1,6})?(?:[（(][^\s()（）]{1,12}[)）])?"
    r"|[（(][^()（）]{2,60}[)）]"
)
"""A head, perhaps with its unit, or the note in the corner."""


def is_spaced(text: str) -> bool:
    """Whether a text has rows whose label and numbers are parted by one blank."""
    return bool(_APART.search(text)) and sum(1 for _row in islice(_ROW.finditer(text), _ENOUGH)) == _ENOUGH


def _first_of_odd(label: Sequence[str]) -> int:
    """Which token in front of the last numbers of a row is its first, if what stands behind that and is none is little
    and may be a number that is oddly written; 0 for none."""
    plain = [place for place, token in enumerate(label) if token[-1:].isdigit() and _NUMBER.fullmatch(token)]
    first = next(filter(None, plain), len(label) - 1 if label and _ODD.fullmatch(label[-1]) else 0)
    odd = [token for token in label[first:] if not _NUMBER.fullmatch(token)]
    return first if odd and len(odd) <= _MOST_ODD and all(map(_may_be_odd, odd)) else 0


def _may_be_odd(token: str) -> bool:
    letters = sum(map(str.isalpha, token))
    return letters <= _LETTERS or (any(map(str.isdigit, token)) and len(token) <= _LONGEST_ODD)


def cut_at_spaces(line: str) -> tuple[str, ...]:
    """The fields of a line: a label and the numbers behind it, numbers alone, or heads; empty if it is running text.

    A numbered line of words is a section's head or a label, and with a single number one of a table of contents.
    """
    line = line.replace("\xa0", " ")
    blank = " " if " " in line else "\u3000"
    tokens = line.split(blank)
    count = 0
    while count < len(tokens) and _NUMBER.fullmatch(tokens[-1 - count]):
        count += 1
    if (first := _first_of_odd(tokens[: len(tokens) - count])) and not _SENTENCE.search(line):
        return (blank.join(tokens[:first]), *tokens[first:])
    numbers = tokens[len(tokens) - count :]
    if count == len(tokens):
        figures = sum(any(map(str.isdigit, token)) for token in tokens)
        return tuple(tokens) if figures > 1 and not _ONE_NUMBER.fullmatch(line) else ()
    label = line[: len(line) - len(blank.join(numbers))].strip()
    if count:
        if _SENTENCE.search(label) or not any(map(str.isalpha, label)) or (count == 1 and _NUMBERED.match(label)):
            return ()
        told = any(map(str.isdigit, "".join(numbers))) or all(map(_MARKS.fullmatch, numbers))
        return (label, *numbers) if told else ()
    heads = len(tokens) > 1 and not _NUMBERED.match(line) and all(map(_WORD.fullmatch, tokens))
    return tuple(tokens) if heads else ()
