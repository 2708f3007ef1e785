"""A notice: what an agency is asked to mend or to explain in one report, and until when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from giktui.form import Form, Severity
from giktui.report import Number, Report, number_text
from giktui.wording.cells import cell_label, section_title

if TYPE_CHECKING:  # an import looks whether a file is a notice, and needs no rules for it
    from giktui.checks import Finding

PAGE, SHEET = "整改通知.docx", "整改回复表.xlsx"
"""What the names of the two files end with."""


@dataclass(frozen=True, slots=True)
class Item:
    """One finding of a notice.

    `part` is what is to be corrected: a cell, or a text of which `quote` is the passage; empty where the finding leaves
    open which of its `cells` is wrong. `stands` are the values of the cells when the notice was written. `should` is
    the value of `part` that would settle the finding, empty where that is not known.
    """

    number: int
    rule: str
    severity: Severity
    fingerprint: str
    cells: tuple[str, ...]
    message: str
    suggestion: str
    part: str = ""
    quote: str = ""
    stands: tuple[tuple[str, Number | None], ...] = ()
    should: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice about one report. `token` ties the reply sheet to it."""

    token: str
    agency: str
    year: int
    form: str
    written: date
    deadline: date
    items: tuple[Item, ...]


Repairs = Mapping[str, tuple[str, Number]]
"""By fingerprint: the one cell whose new value settles the finding."""


def items_of(report: Report, findings: "Sequence[Finding]", repairs: Repairs) -> tuple[Item, ...]:
    """The findings as items of a notice, in their order, numbered from 1."""
    form = report.definition
    items: list[Item] = []
    for number, finding in enumerate(findings, 1):
        cells = tuple(cell for cell in finding.cells if cell in form.cells)
        part, quote, should = "", "", ""
        if finding.fingerprint in repairs:
            part, value = repairs[finding.fingerprint]
            should = number_text(value)
            cells = cells if part in cells else (part, *cells)
        elif finding.span is not None:
            part, start, end = finding.span
            quote = report.narratives.get(part, "")[start:end]
        elif len(cells) == 1:
            part = cells[0]
        stands = tuple((cell, report.cells.get(cell)) for cell in cells)
        items.append(
            Item(
                number,
                finding.rule,
                finding.severity,
                finding.fingerprint,
                cells,
                finding.message,
                finding.suggestion,
                part,
                quote,
                stands,
                should,
            )
        )
    return tuple(items)


def place_of(form: Form, item: Item) -> str:
    """Where the item stands, in the form's words: section, row and column, or the section of a text; "" for neither."""
    if item.part in form.cells:
        return cell_label(form, item.part, section=True)
    if item.part:
        return section_title(form.section(item.part))
    tables = dict.fromkeys(form.cells[cell].table for cell in item.cells)
    return "，".join(section_title(form.section(table)) for table in tables)


def stands_text(form: Form, item: Item) -> str:
    """What stands there now: a number, the passage of a text, or each of several cells with its number."""
    if item.quote:
        return item.quote
    values = dict(item.stands)
    if item.part in values:
        return number_text(values[item.part])
    return "；".join(f"{cell_label(form, cell)} {number_text(value)}" for cell, value in item.stands)
