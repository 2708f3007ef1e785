"""Labels of the form made to fit the columns of a terminal, counted in cells (a Chinese character is two)."""

from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size

from giktui.text.patterns import compiled_late

_NUMBERING = compiled_late(r"^(?:\d+[.、．]|（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、)")
_TRAILING_BRACKET = compiled_late(r"（[^（）]*）$")
_WORD_END = compiled_late(r"(?<=[、，；：）·])|(?=[（的和及与或、，；： ])")
"""Where a word ends that one may stop behind: at punctuation, and before the words that join Chinese ones."""
_QUOTES = str.maketrans(
    "", "", "“”‘’"
)  # one cell wide to Rich, two to some terminals: they would push the numbers aside
_CUT = ".."  # not the ellipsis character: some terminals show that two cells wide


def width_of(text: str) -> int:
    """How many terminal cells the text takes."""
    return cell_len(text)


def cut(text: str, width: int) -> str:
    """The text, shortened with `..` if it is wider than `width`: behind a word, where one ends in its second half."""
    if cell_len(text) <= width:
        return text
    room = max(0, width - len(_CUT))
    kept = set_cell_size(text, room).rstrip()
    ends = [match.start() for match in _WORD_END.finditer(text[: len(kept) + 1])]
    end = max((end for end in ends if cell_len(text[:end]) * 2 > room), default=len(kept))
    return kept[:end].rstrip() + _CUT


def pad(text: str, width: int, align: str = "left") -> str:
    """The text cut or filled with spaces to exactly `width` cells."""
    text = cut(text, width)
    room = width - cell_len(text)
    if align == "right":
        return " " * room + text
    if align == "centre":
        return " " * (room // 2) + text + " " * (room - room // 2)
    return text + " " * room


def short_label(label: str, also: Iterable[str], width: int) -> str:
    """A row's label for `width` cells: whole, without the bracket at its end, in another wording (behind its number if
    that fits), or cut."""
    label = label.translate(_QUOTES)
    bare = _TRAILING_BRACKET.sub("", label)
    for candidate in (label, bare):
        if candidate and cell_len(candidate) <= width:
            return candidate
    numbering = _NUMBERING.match(label)
    prefix = numbering[0] if numbering else ""
    for before in (prefix, ""):
        fitting = [
            before + other for other in also if cell_len(before + other) <= width and not _NUMBERING.match(other)
        ]
        if fitting:
            return max(fitting, key=cell_len)
    return cut(bare or label, width)


def head_lines(label: str, also: Iterable[str], width: int, lines: int = 2) -> list[str]:
    """A column's label wrapped into at most `lines` of `width` cells, in another wording of it if only that fits."""
    for candidate in (label, *also):
        wrapped = wrap(candidate, width)
        if len(wrapped) <= lines and "".join(wrapped).replace(" ", "") == candidate.replace(" ", ""):
            return wrapped
    wrapped = wrap(label, width)
    return [*wrapped[: lines - 1], cut("".join(wrapped[lines - 1 :]), width)]


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells: at its spaces, a Chinese one anywhere."""
    if cell_len(text) <= width:
        return [text]
    if " " in text or text.isascii():
        return _wrap_words(text.split(), width)
    count = -(-cell_len(text) // max(1, width - width % 2))
    each = -(-len(text) // count)  # as even as can be: 结果 / 维持, not 结果维 / 持
    return [text[start : start + each] for start in range(0, len(text), each)]


def _wrap_words(words: list[str], width: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and cell_len(f"{lines[-1]} {word}") <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(set_cell_size(word, width).rstrip() if cell_len(word) > width else word)
    return lines
