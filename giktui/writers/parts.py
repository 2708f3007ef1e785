"""A report in the order in which it is printed."""

from collections.abc import Iterator

from giktui.form import Section
from giktui.report import Report, around_table, default_title, paragraphs
from giktui.text.cleaning import plain


def title(report: Report) -> str:
    """The report's title, or the prescribed one where it has none; on one line."""
    return " ".join(paragraphs(plain(report.title))) or default_title(report.agency, report.year, report.definition)


def preamble(report: Report) -> list[str]:
    """The paragraphs between title and section 一."""
    return paragraphs(plain(report.preamble))


def sections(report: Report) -> Iterator[tuple[Section, list[str], list[str]]]:
    """The six sections, each with its paragraphs: of a table's, those before it and those behind it."""
    for section in report.definition.sections:
        yield section, *around_table(plain(report.narratives.get(section.id, "")))
