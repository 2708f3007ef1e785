"""The report as tab-separated text that pastes into a spreadsheet, or a web editor, as the form's tables.

Every line of a table has the same number of fields, so that an empty field is a blank cell. A paragraph that a
spreadsheet would take for a formula is indented by two full-width spaces, as Chinese paragraphs are.
"""

from giktui.report import Report
from giktui.text.cleaning import guarded
from giktui.writers.layout import rectangle
from giktui.writers.parts import preamble, sections, title


def write(report: Report) -> str:
    """Title, preamble and the six sections; paragraphs and tables separated by blank lines."""
    blocks = [_paragraph(text) for text in (title(report), *preamble(report))]
    for section, texts, behind in sections(report):
        blocks.append(section.title)
        blocks.extend(map(_paragraph, texts))
        if section.table:
            blocks.append("\n".join("\t".join(line) for line in rectangle(section.table, report.cells)))
        blocks.extend(map(_paragraph, behind))
    return "\n\n".join(blocks) + "\n"


def _paragraph(text: str) -> str:
    line = text.replace("\t", " ")
    return line if guarded(line) == line else f"　　{line}"
