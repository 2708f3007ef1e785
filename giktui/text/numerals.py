"""Numbers as offices write them: 1,234, １２件, 十一, 1.2万, 100余, 近200, 10至15."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

ARABIC: Final = r"[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?![0-9０-９])|[0-9０-９]+(?:[.．][0-9０-９]+)?"
CHINESE: Final = r"[零〇一二两三四五六七八九十百千万亿]+"
NUMBER: Final = rf"(?:(?:{ARABIC})\s?[万亿千百]?|{CHINESE})"

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "十": 10}
_SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_WIDTH = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
_WIDE = "０１２３４５６７８９"
_NARROW = str.maketrans(_WIDE, "0123456789")
_LONGEST = 20
"""Characters that any figure of a report can be written in."""
_ABOUT = Decimal("0.2")
"""约, 近 and 左右 allow a fifth: nobody says 约100 of 70."""


class Amount(NamedTuple):
    """What a number in a text can stand for: everything from `low` to `high`. `said` is the number itself."""

    low: Decimal
    high: Decimal
    said: Decimal

    def admits(self, value: int | Decimal) -> bool:
        """Whether the text is true of a table that says `value`."""
        return self.low <= value <= self.high


@lru_cache(maxsize=4096)
def amount(number: str, before: str = "", between: str = "", after: str = "", upto: str = "") -> Amount | None:
    """The amount said by a number with the words around it; None where no single meaning is sure (三四件).

    `before` stands in front (约, 超过), `between` before the measure word (余), `after` behind it (以上, 左右);
    `upto` is the second number of a range.
    """
    said = value(number)
    if said is None:
        return None
    low = high = said
    unit = _last_unit(number, said)
    if upto:
        end = value(upto)
        if end is None or end <= said:
            return None
        high = end
    elif before in {"不足", "不到"} or after in {"以下", "以内"}:
        low = Decimal(0)
    elif between or before in {"超过", "超", "突破", "逾", "至少", "多达"} or after == "以上":
        high = low + max(unit, low) if before or after else low + unit
    elif before in {"约", "大约", "近", "将近"} or after in {"左右", "上下"}:
        low, high = low * (1 - _ABOUT), high * (1 + _ABOUT)
    elif number.strip()[-1] in _SCALES and number.strip()[0] not in _DIGITS:
        low, high = low - unit, high + unit  # 1.2万 is rounded
    return Amount(low, high, said)


def narrow_digits(text: str) -> str:
    """The text with its full-width digits as narrow ones, a character each: ２０２3年 is 2023年."""
    return text.translate(_NARROW) if any(digit in text for digit in _WIDE) else text


@lru_cache(maxsize=4096)
def value(text: str) -> Decimal | None:
    """The number written so, or None if it is none (三四) or means no one number."""
    plain = text.strip().translate(_WIDTH)
    if len(plain) > _LONGEST:
        return None
    if plain[:1].isdigit():
        scale = _SCALES.get(plain[-1], 1)
        return Decimal(plain.rstrip("百千万亿").strip().replace(",", "")) * scale
    if len(plain) == 1:
        digit = _DIGITS.get(plain)
        return None if digit is None else Decimal(digit)
    if re.fullmatch(r"[零〇一二两三四五六七八九]+", plain) or plain[0] in _SCALES:
        return None  # 三四件, 百件
    import cn2an  # 0.2 s to load, and few texts have such a number

    try:
        # strict mode knows neither 两 nor 〇, but refuses what the others read by guess (三四 as 34)
        return Decimal(cn2an.cn2an(plain.replace("两", "二").replace("〇", "零"), "strict"))
    except ValueError:
        return None


def _last_unit(number: str, said: Decimal) -> Decimal:
    """What the last figure counts: 100 of 1200, 1000 of 1.2万, 10 of 三十."""
    plain = number.strip().translate(_WIDTH)
    if "." in plain:
        scale = _SCALES.get(plain[-1], 1)
        return Decimal(scale).scaleb(-len(plain.rstrip("百千万亿").strip().partition(".")[2]))
    unit = 1
    while said and said % (unit * 10) == 0:
        unit *= 10
    return Decimal(unit)
