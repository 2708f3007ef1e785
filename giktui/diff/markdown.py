"""A difference as Markdown: a pipe table a section, then the texts with removed (del) and added (ins) words marked."""

from collections.abc import Iterator
from dataclasses import astuple

from giktui.diff import words
from giktui.diff.compare import Difference
from giktui.diff.facts import facts_of
from giktui.diff.narrative import Piece, TextDifference
from giktui.text import cleaning as escaping
from giktui.text.cleaning import markdown

_RULE = ("---", "---", "---:", "---:", "---:", "---:")


def render(difference: Difference) -> str:
    """Heads, pipe tables and quotations; every piece of data is escaped."""
    blocks = [f"# {markdown(words.headline(difference))}"]
    for title, cells in words.tables(difference):
        blocks.append(f"## {markdown(title)}")
        head = [markdown(text) for text in words.heads(difference)]
        body = [[markdown(text) for text in astuple(line)] for line in words.lines(cells)]
        blocks.append("\n".join(f"| {' | '.join(fields)} |" for fields in (head, _RULE, *body)))
    for text in difference.texts:
        blocks.extend(_text(difference, text))
    blocks.extend(escaping.markdown_paragraph(words.incomparable(rest)) for rest in difference.incomparable)
    return "\n\n".join([*blocks, markdown(words.summary(difference))]) + "\n"


def _text(difference: Difference, text: TextDifference) -> Iterator[str]:
    yield f"## {markdown(words.section_name(difference, text.part))}"
    if alike := words.likeness(text):
        yield markdown(alike)
    for paragraph in text.paragraphs:
        if paragraph.kind != "same" or not text.changed:
            yield f"> {''.join(map(_piece, paragraph.pieces))}"
    if told := facts_of(difference, text.part):
        yield "\n".join(f"- {markdown(line)}" for line in told)


def _piece(piece: Piece) -> str:
    """The piece in HTML's own ins and del: `**` and `~~` do not open beside Chinese punctuation."""
    text = markdown(piece.text)
    return {"same": text, "removed": f"<del>{text}</del>", "added": f"<ins>{text}</ins>"}[piece.kind]
