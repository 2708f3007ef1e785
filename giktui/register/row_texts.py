"""The texts of a row of the register."""

from collections.abc import Mapping

from giktui.register.dates import ReadDate, read_date
from giktui.register.results import result_of
from giktui.register.words import is_blank

_NO_DATE = ReadDate(None)


class RowTexts:
    """A row's texts, by field; `year` is the sheet's, for dates without one."""

    def __init__(self, said: Mapping[str, str], year: int | None) -> None:
        self.said, self.year = said, year
        self.stated = {field: text for field, text in said.items() if text and not is_blank(text)}

    def text(self, name: str) -> str:
        """What the field says; empty where it says that there is nothing."""
        return self.stated.get(name, "")

    def date(self, name: str) -> ReadDate:
        """The day the field says; none where the request is still being handled."""
        text = self.stated.get(name)
        return _NO_DATE if text is None or (name != "received" and is_open(text)) else read_date(text, self.year)


def is_open(text: str) -> bool:
    """Whether a cell says that a request is still being handled."""
    return result_of(text).pending
