"""A report: what one agency states for one year. A frozen value; everything else is a function of it and the form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from giktui.form import Form, load_form

TABLE_MARK = "〔表〕"
"""The line in the text of a table's section that says where its table stands."""

Number = int | Decimal
"""A cell's value. Counts are int; amounts, and counts published with decimals, are Decimal. Never a float."""


@dataclass(frozen=True, slots=True)
class Report:
    """One agency's report on one year.

    `cells` maps cell ids (`table.row.column`) to numbers; a blank cell is absent, which is not zero.
    `narratives` maps section ids to text, one paragraph a line; an empty section is absent. The text of a table's
    section is what is printed around the table: behind it what follows a line `TABLE_MARK`, before it the rest.
    `preamble` is the text between title and section 一, also one paragraph a line.
    """

    agency: str
    year: int
    form: str
    title: str = ""
    preamble: str = ""
    cells: Mapping[str, Number] = field(default_factory=dict)
    narratives: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "cells", dict(self.cells))
        object.__setattr__(self, "narratives", {section: text for section, text in self.narratives.items() if text})

    @property
    def definition(self) -> Form:
        """The form the report is on."""
        return load_form(self.form)

    def with_cells(self, values: Mapping[str, Number | None]) -> "Report":
        """The report with these cells changed; None blanks a cell."""
        changed = {**self.cells, **values}
        return replace(self, cells={id: value for id, value in changed.items() if value is not None})

    def with_narrative(self, section: str, text: str) -> "Report":
        """The report with the text of one section changed."""
        return replace(self, narratives={**self.narratives, section: text})


def number_text(value: Number | None) -> str:
    """A number in plain digits, no exponent, no thousands; a blank is empty."""
    return "" if value is None else str(value) if isinstance(value, int) else f"{value:f}"


def number_json(value: Number | None) -> int | str | None:
    """A number as JSON has it: counts are integers, amounts decimal strings, a blank is null."""
    return value if value is None or isinstance(value, int) else number_text(value)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a narrative or preamble: its lines, without blank ones and white space at their ends."""
    return [line for line in (line.strip() for line in text.splitlines()) if line]


def around_table(text: str) -> tuple[list[str], list[str]]:
    """The paragraphs before a table, and those behind it, of the text of the table's section."""
    lines = paragraphs(text)
    place = lines.index(TABLE_MARK) if TABLE_MARK in lines else len(lines)
    return lines[:place], [line for line in lines[place + 1 :] if line != TABLE_MARK]


def table_text(before: Sequence[str], behind: Sequence[str]) -> str:
    """The text of a table's section, of the paragraphs before the table and those behind it."""
    return "\n".join([*before, *([TABLE_MARK, *behind] if behind else [])])


def default_title(agency: str, year: int, form: Form) -> str:
    """The title the format prescribes: `<agency><year>年政府信息公开工作年度报告`."""
    return f"{agency}{year}年{form.title}"
