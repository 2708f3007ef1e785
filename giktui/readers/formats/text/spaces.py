"""Lines of a table whose cells are parted by one blank, as they are copied out of a PDF viewer."""

import re
from itertools import islice

from giktui.text.patterns import compiled_late

_NUMBER = compiled_late(r"[+-]?\d[\d,.]*(?:[百千万亿]*元|万)?|[/-]|—{1,2}", re.ASCII)
_ONE_NUMBER = re.compile(r"\d{1,3}(?: \d{3}){1,4}", re.ASCII)
"""Digits parted in threes, which may be one number."""
_NUMBERED = compiled_late(r"[（(]?[一二三四五六七八九十]{1,2}[、)）.．]|第[一二三四五六七八九十]")
_SENTENCE = compiled_late("[。；;！!？?]")
_ROW = re.compile(r"[^\s\d,.] (?:\d[\d,.]* ){2,}\d[\d,.]*[ \r]*$", re.ASCII | re.MULTILINE)
"""The end of a row: no match begins within the numbers of another, so that looking takes no longer than the text."""
_APART = re.compile(r" \d[\d,.]* \d", re.ASCII)
"""Numbers parted by a blank: what has none has no such row, which is found out ten times as fast."""
_ENOUGH = 3
_WORD = re.compile(r"[^\W\d_]{2,12}(?:[/、][^\W\d_]{1,6})?(?:[（(][^\s()（）]{1,12}[)）])?|[（(][^()（）]{2,60}[)）]")
"""A head, perhaps with its unit, or the note in the corner."""


def is_spaced(text: str) -> bool:
    """Whether a text has rows whose label and numbers are parted by one blank."""
    return bool(_APART.search(text)) and sum(1 for _row in islice(_ROW.finditer(text), _ENOUGH)) == _ENOUGH


def cut_at_spaces(line: str) -> tuple[str, ...]:
    """The fields of a line: a label and the numbers behind it, numbers alone, or heads; empty if it is running text.

    A numbered line of words is a section's head or a label, and with a single number one of a table of contents.
    """
    tokens = line.split(" ")
    count = 0
    while count < len(tokens) and _NUMBER().fullmatch(tokens[-1 - count]):
        count += 1
    numbers = tokens[len(tokens) - count :]
    if count == len(tokens):
        figures = sum(any(map(str.isdigit, token)) for token in tokens)
        return tuple(tokens) if figures > 1 and not _ONE_NUMBER.fullmatch(line) else ()
    label = line[: len(line) - len(" ".join(numbers))].strip()
    if count:
        if _SENTENCE().search(label) or not any(map(str.isalpha, label)) or (count == 1 and _NUMBERED().match(label)):
            return ()
        return (label, *numbers) if any(map(str.isdigit, "".join(numbers))) else ()
    heads = len(tokens) > 1 and not _NUMBERED().match(line) and all(map(_WORD.fullmatch, tokens))
    return tuple(tokens) if heads else ()
