"""Numbers as agencies print them: `1,234`, `１２３`, `3 119`, `约1200`, `251000元`, `+1036`, `/` and `无` for blank."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from giktui.form import Kind
from giktui.report import Number
from giktui.text.patterns import compiled_late

Class = Literal["blank", "mark", "number", "wrong", "text"]

_MARKS = compiled_late(r"[/\\|\-‐-―−~.…·*—_]+|无|空|未填|n/?a", re.IGNORECASE)
_NUMBER = compiled_late(
    r"(?P<about>[约近])?(?P<sign>[+\-−‒–])?(?P<whole>\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?P<part>\.\d+)?"
    r"(?: ?(?P<unit>[十百千]?[亿万]?元|万|件次|人次|[件项宗个次起份条户人])|\((?P<inner>[亿万]?元|件)\))?",
    re.ASCII,
)
_NUMERAL = compiled_late(r"[零〇一二三四五六七八九十百千万两余多]+[件项宗个次起份条]?")
_NUMBERLIKE = compiled_late(r"\d|^[零〇一二三四五六七八九十百千万两余多]+[件项宗个次起份条]?$|%")
_MONEY = "(?:[十百千]?[亿万])?元|[百千]元"
_UNITS = compiled_late(_MONEY)
_STATED = compiled_late(
    rf"单位[:为是](?P<named>[^():;。]{{1,12}})|以(?P<by>{_MONEY})为单位"
    rf"|[(、](?:单位)?(?P<inner>{_MONEY})(?:[,、][^()]*)?\)|^(?P<alone>{_MONEY})\)?$"
)
_WITH_NOTE = compiled_late(
    r"(?P<struck>~~[\d,.]+~~\s*)?(?P<number>[+-]?\d[\d,.]*(?:\s?[件个条宗份次])?)(?:"
    r"\s*(?P<remark>[(（][^()（）元%％]*[^\W\d_零〇一二三四五六七八九十百千万年]{2}[^()（）元%％]*[)）])"
    r"|\s*(?:[*＊※†#]{1,2}|[①-⑳]|[\[［【〔]注\d{0,2}[\]］】〕]|[［【〔]\d{1,2}[］】〕]|[(（]?注\d{0,2}[)）]?)"
    r"|(?<!(?<!\d)10)\^\d{1,2}|\^(?:注\d{0,2}|[①-⑳*＊※]|[\[［【〔(（]注?\d{0,2}[\]］】〕)）])"
    r"|[¹²³⁴-⁹]{1,2}"
    r"|(?(struck)|(?!)))"
)
"""A number behind one that it corrects, with a remark in brackets or the sign of a note, raised or not."""
_OTHER_NUMBER = compiled_late(r"(?:更正|改|订正|修正|应|实)(?:正|是|为|成|际)|有误|错误|作废")
"""A remark that says that the number before it is not the right one."""
_SPACES = compiled_late(r"[^\S\n]+")
_FAR_APART = compiled_late(r"\d[^\S\n]{2,}\d")
"""Digits that more than one blank parts: no thousands, but two numbers."""
SURE = 15
"""Digits of the longest number that is believed."""

_LONGEST_TEXT = 60
_LETTERS = 3
MONEY = {
    "元": -4, "百元": -2, "千元": -1, "万": 0, "万元": 0, "十万元": 1, "百万元": 2, "千万元": 3, "亿元": 4, "十亿元": 5,
    "百亿元": 6, "千亿元": 7,
}  # fmt: skip
"""The units of money, and by how many digits each is above 万元."""


_REST = compiled_late(r"[.,．，/／·]\s?\d[\d,，.]*\S{0,3}|\d[\d,.]*[%％‰]|[十百千]?[万亿]余?[件元]?")
"""What a line may begin with that goes on with the number at the end of the line before: `.45` behind 3127."""


def is_rest_of_number(text: str) -> bool:
    """Whether a text is no number but may be the rest of one: `.45`, `,213`, `万`, `/8`, `3%`."""
    return bool(_REST.fullmatch(text))


class Printed(NamedTuple):
    """What stands in a field: nothing, a mark for nothing, a number with its unit, a wrong number, or other text.

    `about` says that the number is given as roughly that, `remark` is what is said of it behind it in brackets.
    """

    kind: Class
    value: Number | None = None
    unit: str = ""
    about: bool = False
    remark: str = ""


def may_be_two(text: str) -> bool:
    """Whether a number may be two that have come together: 021 may be 0 and 21."""
    return len(text) > 1 and text[0] == "0" and text.isdecimal()


@lru_cache(maxsize=8192)
def printed(text: str) -> Printed:
    """What a field holds. A mark (`/`, `-`, `—`, `无`) states that the cell is blank: it is no zero."""
    if text.isascii() and text.isdecimal() and len(text) <= SURE:
        return Printed("number", int(text))
    if len(text) > _LONGEST_TEXT:
        return Printed("text")
    if (
        _may_have_note(text)
        and (noted := _WITH_NOTE.fullmatch(text))
        and (held := printed(noted["number"])).kind == "number"
    ):
        remark = " ".join((noted["remark"] or "").split())
        return Printed("wrong") if _OTHER_NUMBER.search(remark) else held._replace(remark=remark)
    if not text.isascii():
        if _noted(text):
            return Printed("wrong")
        text = unicodedata.normalize("NFKC", text)
    if _FAR_APART.search(text):
        return Printed("wrong")
    return _held(text if text.isprintable() and " " not in text else _SPACES.sub(" ", text).strip())


def _may_have_note(text: str) -> bool:
    """A look that is quicker than the pattern: most fields are labels, or numbers with their unit behind them."""
    if text.startswith("~"):
        return True
    begins = text.startswith(("+", "-")) or text[:1].isdecimal()
    return begins and (text.endswith("注") or not text[-1].isalpha())


def plain_numbers(fields: Iterable[str]) -> tuple[int | None, ...] | None:
    """The values of the fields where each is empty or a number in nothing but digits, as most are: those need no closer
    look. None where one is anything else."""
    try:
        return tuple(map(_plain_number, fields))
    except ValueError:
        return None


@lru_cache(maxsize=1 << 16)
def _plain_number(text: str) -> int | None:
    """Raises ValueError for what takes a closer look."""
    if text and not (text.isdecimal() and text.isascii() and len(text) <= SURE):
        raise ValueError(text)
    return int(text) if text else None


def _noted(text: str) -> bool:
    """Whether a number has the sign of a note with it, `12①` or `12²`: normalised, that would be one of its digits."""
    if any(map(str.isalpha, text)):
        return False
    return any(unicodedata.category(character) == "No" for character in text)


def _held(plain: str) -> Printed:
    found = _NUMBER.fullmatch(plain)
    if found is None:
        if not plain or _MARKS.fullmatch(plain):
            return Printed("mark" if plain else "blank")
        return Printed("wrong" if _NUMBERLIKE.search(plain) and _letters(plain) <= _LETTERS else "text")
    digits = re.sub("[, ]", "", found["whole"])
    if len(digits) > SURE or len(found["part"] or "") > SURE:
        return Printed("wrong")
    sign = "-" if (found["sign"] or "+") != "+" else ""
    value: Number = Decimal(sign + digits + found["part"]) if found["part"] else int(sign + digits)
    return Printed("number", value, found["unit"] or found["inner"] or "", bool(found["about"]))


def _letters(text: str) -> int:
    return 0 if _NUMERAL.fullmatch(text) else sum(map(str.isalpha, text))


@lru_cache(maxsize=1024)
def unit_in(label: str) -> str:
    """The unit of money that a column's head states: 万元, 元, 亿元 …; "" for none, and no known unit for several."""
    return _units("".join(unicodedata.normalize("NFKC", label).split())) if "元" in label else ""


@lru_cache(maxsize=1024)
def unit_stated(text: str) -> str:
    """The unit of money that other words than a column's head state, as `单位：元` or `（元）`; as `unit_in` else."""
    if "元" not in text or len(text) > _LONGEST_TEXT:
        return ""
    found = _STATED.search("".join(unicodedata.normalize("NFKC", text).split()))
    return _units(next(filter(None, found.groups()))) if found else ""


def _units(text: str) -> str:
    return "/".join(sorted(set(_UNITS.findall(text))))


def cell_value(found: Printed, kind: Kind, head_unit: str) -> Number | None:
    """The value of a number for a cell of that kind; None where it cannot be one with certainty.

    Amounts are Decimals in 万元: a unit in the cell goes before the one in the head, and yuan are divided exactly.
    With no unit anywhere only zero is certain. Counts lose a fraction of zeros, and take no unit of money.
    """
    value = found.value
    if value is None or (kind != "amount" and not found.unit and isinstance(value, int)):
        return value
    if kind != "amount":
        if found.unit in MONEY:
            return None
        return int(value) if value == int(value) else value
    unit = found.unit or head_unit
    if unit not in MONEY and value != 0:
        return None
    shift = MONEY.get(unit, 0)
    return Decimal(value) if shift == 0 else _plain(Decimal(value).scaleb(shift))


def _plain(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
