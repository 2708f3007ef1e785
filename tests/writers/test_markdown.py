"""The Markdown as a renderer takes it: data is never markup."""

from itertools import pairwise

from hypothesis import given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token
from strategies import lines, reports

from giktui.report import Report, around_table, paragraphs
from giktui.text.cleaning import markdown, markdown_paragraph
from giktui.writers import write
from giktui.writers.parts import title

RENDERER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def said(token: Token) -> str:
    """What an inline token shows, if it is nothing but text."""
    children = token.children or []
    assert {child.type for child in children} <= {"text", "text_special"}, token.content
    return "".join(child.content for child in children)


@settings(deadline=None, max_examples=20)
@given(reports())
def test_a_renderer_shows_the_report_as_it_is(report: Report) -> None:
    text = write(report, "markdown")
    assert isinstance(text, str)
    tokens = RENDERER.parse(text)
    inside: dict[str, list[str]] = {"paragraph_open": [], "heading_open": []}
    for opening, token in pairwise(tokens):
        if opening.type in inside:
            inside[opening.type].append(said(token))
    form = report.definition
    texts = [around_table(report.narratives.get(section.id, "")) for section in form.sections]
    around = [line for before, behind in texts for line in (*before, *behind)]
    assert inside["paragraph_open"] == [*paragraphs(report.preamble), *around]
    assert inside["heading_open"] == [title(report), *(section.title for section in form.sections)]
    assert sum(token.type == "table_open" for token in tokens) == len(form.tables)


@settings(deadline=None, max_examples=200)
@given(lines())
def test_a_line_shows_as_it_is(line: str) -> None:
    tokens = RENDERER.parse(markdown_paragraph(line))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert said(tokens[1]) == line
    table = RENDERER.parse(f"| {markdown(line)} | b |\n| --- | --- |\n")
    assert said(next(token for token in table if token.type == "inline")) == line
