"""The report as Markdown for GitHub, wikis and editors: heads, paragraphs and pipe tables, data escaped."""

from giktui.form import Table
from giktui.report import Report
from giktui.text import cleaning as escaping
from giktui.writers.layout import rectangle
from giktui.writers.parts import preamble, sections, title


def write(report: Report) -> str:
    """A first-level head, the preamble, six second-level heads with their paragraphs or table."""
    blocks = [f"# {escaping.markdown(title(report))}", *map(escaping.markdown_paragraph, preamble(report))]
    for section, texts, behind in sections(report):
        blocks.append(f"## {escaping.markdown(section.title)}")
        blocks.extend(map(escaping.markdown_paragraph, texts))
        if section.table:
            blocks.append(_pipes(section.table, report))
        blocks.extend(map(escaping.markdown_paragraph, behind))
    return "\n\n".join(blocks) + "\n"


def _pipes(table: Table, report: Report) -> str:
    head, *body = [[escaping.markdown(text) for text in line] for line in rectangle(table, report.cells)]
    return "\n".join(f"| {' | '.join(line)} |" for line in (head, ["---"] * len(head), *body))
