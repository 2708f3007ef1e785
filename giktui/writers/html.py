"""The report as one accessible page for a government website: captions, scopes, print rules, no script."""

from html import escape

from giktui.form import Section, Table
from giktui.report import Report
from giktui.text.cleaning import plain
from giktui.writers.annotated import COLOURS, Notes
from giktui.writers.layout import Box, heads_of, plan, shown_in
from giktui.writers.parts import preamble, sections, title

_STYLE = """
  :root { color-scheme: light; }
  body { margin: 0; color: #111; background: #fff; line-height: 1.8;
    font-family: "Source Han Serif SC", "Noto Serif CJK SC", "Songti SC", SimSun, serif; }
  article { max-width: 60rem; margin: 0 auto; padding: 1rem; }
  h1 { text-align: center; line-height: 1.4; }
  h2 { margin-top: 2rem; font-size: 1.25rem; }
  p { margin: 0; text-indent: 2em; overflow-wrap: anywhere; }
  caption { text-align: left; }
  .scroll { overflow-x: auto; }
  table { width: 100%; border-collapse: collapse; line-height: 1.4; font-size: 0.95rem; }
  th, td { border: 1px solid #333; padding: 0.3rem 0.4rem; }
  th { font-weight: normal; }
  th.label, th.group { text-align: left; }
  th.item { background: #c6d9f1; text-align: left; }
  td.corner { text-align: left; font-family: KaiTi, STKaiti, serif; }
  td { text-align: right; font-variant-numeric: tabular-nums; }
  @media print {
    article { max-width: none; padding: 0; }
    .scroll { overflow: visible; }
    thead { display: table-header-group; }
    tr { break-inside: avoid; }
    h2 { break-after: avoid; }
  }
"""


def write(report: Report, notes: Notes = Notes()) -> str:  # noqa: B008
    """A whole page in UTF-8; every piece of data is escaped. Notes are colours, and lines below their section."""
    head = _text(title(report))
    body = [f"<h1>{head}</h1>", *(f"<p>{_text(text)}</p>" for text in preamble(report))]
    for section, texts, behind in sections(report):
        body.append(f'<section aria-labelledby="{section.id}">')
        caption = bool(section.table) and not texts
        if not caption:
            body.append(f'<h2 id="{section.id}">{_text(section.title)}</h2>')
            body.extend(f"<p>{_text(text)}</p>" for text in texts)
        if section.table:
            body.append(_table(section, section.table, (report, notes), caption=caption))
        body.extend(f"<p>{_text(text)}</p>" for text in behind)
        body.extend(_said(section, notes))
        body.append("</section>")
    lines = "\n".join(body)
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{head}</title>\n<style>{_STYLE}{_note_style(notes)}</style>\n</head>\n"
        f"<body>\n<main>\n<article>\n{lines}\n</article>\n</main>\n</body>\n</html>\n"
    )


def _said(section: Section, notes: Notes) -> list[str]:
    """The notes of a section and of its cells as a list, for who does not see colours or reads on paper."""
    cells = [cell.id for cell in section.table.cells] if section.table else []
    own = [*([notes.sections[section.id]] if section.id in notes.sections else [])]
    own += [notes.cells[cell] for cell in cells if cell in notes.cells]
    lines = dict.fromkeys((note.severity, line) for note in own for line in note.lines)
    items = [f'<li class="{severity}">{_text(line)}</li>' for severity, line in lines]
    return ['<ul class="notes">', *items, "</ul>"] if items else []


def _note_style(notes: Notes) -> str:
    if not notes.cells and not notes.sections:
        return ""
    colours = "".join(f"  .{severity} {{ background: {colour}; }}\n" for severity, colour in COLOURS.items())
    return f"{colours}  ul.notes {{ list-style: none; padding: 0; font-size: 0.9rem; line-height: 1.5; }}\n"


def _table(section: Section, table: Table, filled: tuple[Report, Notes], *, caption: bool) -> str:
    """The table; the section's head is its caption where nothing stands between the two."""
    drawn = plan(table)
    rows = [f"<tr>{''.join(_box(table, box, *filled) for box in boxes)}</tr>" for boxes in drawn.rows()]
    head, rest = "\n".join(rows[: drawn.heads]), "\n".join(rows[drawn.heads :])
    thead = f"<thead>\n{head}\n</thead>\n" if head else ""
    head_in = f'<caption><h2 id="{section.id}">{_text(section.title)}</h2></caption>\n' if caption else ""
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-labelledby="{section.id}">\n<table>\n'
        f"{head_in}{thead}<tbody>\n{rest}\n</tbody>\n</table>\n</div>"
    )


def _box(table: Table, box: Box, report: Report, notes: Notes) -> str:
    """A field of the table; a value names the heads that it stands under, since merged heads have no simple scope."""
    spans = f' rowspan="{box.rows}"' * (box.rows > 1) + f' colspan="{box.columns}"' * (box.columns > 1)
    if box.part == "value":
        heads = " ".join(_id(table, head) for head in heads_of(table)[box.cell])
        note = notes.cells.get(box.cell)
        about = f' class="{note.severity}" title="{_text(note.text)}"' if note else ""
        return (
            f'<td headers="{heads}"{about}{spans}>{_text(shown_in(table, box.cell, report.cells.get(box.cell)))}</td>'
        )
    if box.part == "corner":
        return f'<td class="corner"{spans}>{_text(box.text)}</td>'
    scope = ' scope="row"' if box.part == "label" else ' scope="col"' if box.part == "head" and box.columns == 1 else ""
    return f'<th class="{box.part}" id="{_id(table, box)}"{scope}{spans}>{_text(box.text)}</th>'


def _id(table: Table, box: Box) -> str:
    return f"{table.id}-{box.row}-{box.column}"


def _text(text: str) -> str:
    return escape(plain(text))
