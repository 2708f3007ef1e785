"""A number being typed: which characters a cell takes, and what they come to."""

import unicodedata
from decimal import Decimal
from typing import NamedTuple

from giktui.form import Kind
from giktui.i18n import _
from giktui.report import Number

_LONGEST = 12
_DECIMALS = 4


class Typing(NamedTuple):
    """What stands in the cell while it is typed. `caret` counts characters; `edit` says whether arrows move it."""

    kind: Kind
    text: str = ""
    caret: int = 0
    edit: bool = False

    def insert(self, characters: str) -> "Typing | str":
        """With these characters put in at the caret; or, if they make no number, a message that says why not."""
        wanted = normalised(characters)
        text = self.text[: self.caret] + wanted + self.text[self.caret :]
        refused = why_not(self.kind, text)
        return refused or self._replace(text=text, caret=self.caret + len(wanted))

    def backspace(self) -> "Typing":
        """Without the character left of the caret."""
        if not self.caret:
            return self
        return self._replace(text=self.text[: self.caret - 1] + self.text[self.caret :], caret=self.caret - 1)

    def delete(self) -> "Typing":
        """Without the character at the caret."""
        return self._replace(text=self.text[: self.caret] + self.text[self.caret + 1 :])

    def move(self, step: int) -> "Typing":
        """With the caret moved; it stays within the text."""
        return self._replace(caret=min(max(self.caret + step, 0), len(self.text)))

    @property
    def value(self) -> Number | None:
        """The number typed so far; None for nothing, a lone sign or a lone point."""
        return number(self.kind, self.text)


def normalised(characters: str) -> str:
    """Full-width digits, signs and points as plain ones; thousands' commas dropped."""
    text = unicodedata.normalize("NFKC", characters).replace("。", ".").replace("−", "-").replace("—", "-")
    return text.replace(",", "").replace("，", "").strip()


def why_not(kind: Kind, text: str) -> str:
    """Why `text` cannot become a number of that kind; empty if it can."""
    signs = "+-" if kind == "change" else ""
    if any(character not in f"0123456789{'.' if kind == 'amount' else ''}{signs}" for character in text):
        if kind == "amount":
            return _("这里只能填数字和小数点（单位：万元）")
        return _("这里只能填整数，可带 + 或 -") if kind == "change" else _("这里只能填数字")
    if any(sign in text[1:] for sign in signs):
        return _("正负号只能在最前面")
    whole, _point, decimals = text.partition(".")
    if "." in decimals or len(decimals) > _DECIMALS:
        return _("金额最多四位小数")
    if len(whole) > _LONGEST:
        return _("数字太长")
    return ""


def number(kind: Kind, text: str) -> Number | None:
    """The number that `text` is; None if it is none yet."""
    if not any(character.isdigit() for character in text):
        return None
    return Decimal(text.rstrip(".") if not text.startswith(".") else f"0{text}") if kind == "amount" else int(text)


def understood(field: str, kind: Kind) -> "Number | str | None":
    """What a whole field from elsewhere comes to in a cell of that kind: its number, as the readers of files take it
    (amounts in 万元 unless it names another unit); None for a blank or a mark for one; or words why it is refused.
    """
    from giktui.readers.recogniser.detect.numbers import cell_value, printed

    found = printed(field)
    if found.kind in ("blank", "mark"):
        return None
    value = cell_value(found, kind, "万元")
    if value is None:
        return _("不是这里能填的数")
    return why_not(kind, shown(value, kind)) or value


def shown(value: Number | None, kind: Kind = "count") -> str:
    """A number as the grid shows it: a change with its sign, an amount as it was published; empty for a blank."""
    if value is None:
        return ""
    return format(value, ("+" if kind == "change" else "") + ("f" if isinstance(value, Decimal) else "d"))
