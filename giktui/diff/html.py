"""A difference as one page to mail or print: numbers and texts of the two reports side by side, no script.

What has changed is marked by a sign and a frame, not by colour alone.
"""

from collections.abc import Iterator
from html import escape

from giktui.diff import words
from giktui.diff.compare import CellDifference, Difference
from giktui.diff.facts import facts_of
from giktui.diff.narrative import ParagraphDifference, TextDifference
from giktui.i18n import language
from giktui.text.cleaning import plain

_STYLE = """
  body { margin: 0 auto; max-width: 70rem; padding: 1rem; color: #111; background: #fff; line-height: 1.6;
    font-family: "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; }
  h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin: 1.5rem 0 0.5rem; }
  table { width: 100%; border-collapse: collapse; table-layout: fixed; }
  caption { text-align: left; }
  th[scope=row] { font-weight: normal; }
  th, td { border: 1px solid #888; padding: 0.3rem 0.5rem; text-align: left; vertical-align: top; }
  td { overflow-wrap: anywhere; }
  table.numbers { table-layout: auto; }
  td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
  th.number { text-align: right; }
  tr.changed td.new { font-weight: bold; background: #fff6d6; border-left: 3px solid #111; }
  del { background: #fde0dc; text-decoration: line-through; }
  ins { background: #dcf5dc; text-decoration: underline; font-weight: bold; }
  @media print { tr { break-inside: avoid; } h2 { break-after: avoid; } }
"""


def render(difference: Difference) -> str:
    """A whole page in UTF-8; every piece of data is escaped."""
    title = _text(words.headline(difference))
    body = [f"<h1>{title}</h1>", f"<p>{_text(words.summary(difference))}</p>"]
    for section, cells in words.tables(difference):
        body.append(_numbers(difference, section, cells))
    body.extend(_texts(difference, text) for text in difference.texts)
    body.extend(f"<p>{_text(words.incomparable(rest))}</p>" for rest in difference.incomparable)
    lang = "en" if language() == "en" else "zh-CN"
    lines = "\n".join(body)
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n{lines}\n</main>\n</body>\n</html>\n"
    )


def _numbers(difference: Difference, section: str, cells: list[CellDifference]) -> str:
    row, column, *numbers = (_text(text) for text in words.heads(difference))
    head = f'<th scope="col">{row}</th><th scope="col">{column}</th>'
    head += "".join(f'<th class="number" scope="col">{text}</th>' for text in numbers)
    rows = "\n".join(map(_row, cells))
    return (
        f'<table class="numbers">\n<caption><h2>{_text(section)}</h2></caption>\n'
        f"<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
    )


def _row(cell: CellDifference) -> str:
    said = words.line(cell)
    mark = "" if not cell.delta else "▲ " if cell.delta > 0 else "▼ "
    numbers = "".join(
        f'<td class="number{extra}">{_text(text)}</td>'
        for text, extra in ((said.old, ""), (said.new, " new"), (mark + said.delta, ""), (said.percent, ""))
    )
    marked = ' class="changed"' if cell.changed else ""
    return f'<tr{marked}><th scope="row">{_text(said.row)}</th><td>{_text(said.column)}</td>{numbers}</tr>'


def _texts(difference: Difference, text: TextDifference) -> str:
    heads = "".join(f'<th scope="col">{_text(side)}</th>' for side in words.sides(difference))
    rows = "\n".join(f"<tr><td>{old}</td><td>{new}</td></tr>" for old, new in map(_sides, text.paragraphs))
    name, alike = _text(words.section_name(difference, text.part)), _text(words.likeness(text))
    caption = f"<h2>{name}</h2>{alike}"
    head = f"<caption>{caption}</caption>\n<thead>\n<tr>{heads}</tr>\n</thead>"
    told = "".join(f"<li>{_text(line)}</li>\n" for line in facts_of(difference, text.part))
    table = f"<table>\n{head}\n<tbody>\n{rows}\n</tbody>\n</table>"
    return f"{table}\n<ul>\n{told}</ul>" if told else table


def _sides(paragraph: ParagraphDifference) -> tuple[str, str]:
    """The old paragraph with what was removed marked, and the new one with what was added marked."""
    return "".join(_side(paragraph, "removed", "del")), "".join(_side(paragraph, "added", "ins"))


def _side(paragraph: ParagraphDifference, kind: str, tag: str) -> Iterator[str]:
    for piece in paragraph.pieces:
        if piece.kind == "same":
            yield _text(piece.text)
        elif piece.kind == kind:
            yield f"<{tag}>{_text(piece.text)}</{tag}>"


def _text(text: str) -> str:
    return escape(plain(text))
