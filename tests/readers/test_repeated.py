"""Tables whose merged cells a program parted, the text of each repeated in the fields it covered."""

import io
from random import Random

import pytest
from published.figures import balanced
from published.layout import Ruled, laid_out

from giktui.form import load_form
from giktui.readers import Recognition, reports_in

KINDS = ("html", "tabs", "bars", "markdown", "xlsx", "index", "framed index")


def _parted(ruled: Ruled) -> list[list[str]]:
    """The table as a rectangle, the text of a merged cell in every field it covered."""
    fields: dict[tuple[int, int], str] = {}
    for number, line in enumerate(ruled.lines):
        column = 0
        for box in line:
            while (number, column) in fields:
                column += 1
            fields |= {
                (number + down, column + right): box.text for down in range(box.lines) for right in range(box.columns)
            }
            column += box.columns
    return [[fields.get((number, column), "") for column in range(ruled.width)] for number in range(len(ruled.lines))]


def _indexed(rows: list[list[str]], *, framed: bool) -> list[list[str]]:
    body = [[str(number), *row] for number, row in enumerate(rows)]
    return [["", *map(str, range(len(rows[0])))], *body] if framed else body


def _html(rows: list[list[str]]) -> str:
    lines = ("".join(f"<td>{text}</td>" for text in row) for row in rows)
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def _written(kind: str, parts: list[tuple[str, list[list[str]]]]) -> tuple[bytes, str]:
    title = "青禾县人民政府2023年政府信息公开工作年度报告"
    if kind == "xlsx":
        openpyxl = pytest.importorskip("openpyxl")
        book = openpyxl.Workbook()
        for row in [[title], *(row for head, rows in parts for row in [[head], *(rows or [["本年度工作平稳。"]])])]:
            book.active.append([int(text) if text.isdecimal() else text for text in row])
        data = io.BytesIO()
        book.save(data)
        return data.getvalue(), "a.xlsx"
    lines = [f"<h1>{title}</h1>" if kind in ("html", "index", "framed index") else title]
    for head, rows in parts:
        if not rows:
            lines += [head, "", "本年度工作平稳。", ""] if "<" not in lines[0] else [f"<p>{head}</p><p>工作平稳。</p>"]
        elif "<" in lines[0]:
            there = rows if kind == "html" else _indexed(rows, framed="framed" in kind)
            lines += [f"<p>{head}</p>", _html(there)]
        elif kind == "markdown":
            bars = ["|".join(["", *row, ""]) for row in rows]
            lines += [head, "", bars[0], "|" + "---|" * len(rows[0]), *bars[1:], ""]
        else:
            lines += [head, *(("\t" if kind == "tabs" else " | ").join(row) for row in rows)]
    return "\n".join(lines).encode(), {"tabs": "a.txt", "bars": "a.txt", "markdown": "a.md"}.get(kind, "a.html")


@pytest.mark.parametrize("kind", KINDS)
def test_every_cell_is_read(kind: str) -> None:
    for number in range(3):
        made = balanced(Random(f"{kind} {number}"))
        form = load_form(made.form)
        printed = {id: figure.printed for id, figure in made.figures.items()}
        parts = [
            (
                section.title,
                _parted(laid_out(section.table, printed, lambda label, _also: label, total_apart=False))
                if section.table
                else [],
            )
            for section in form.sections
        ]
        found: Recognition
        (found,) = reports_in(*_written(kind, parts))
        assert [doubt.message for doubt in found.uncertain] == []
        assert found.report.cells == {id: figure.value for id, figure in made.figures.items()}


def test_figures_that_differ_below_a_repeated_head_are_in_doubt() -> None:
    rows = [["第二十条第（五）项"] * 4, ["信息内容", *["本年处理决定数量"] * 3], ["行政许可", "35", "36", "35"]]
    page = f"<h1>青禾县人民政府2023年政府信息公开工作年度报告</h1><p>二、主动公开政府信息情况</p>{_html(rows)}"
    (found,) = reports_in(page.encode(), "a.html")
    assert "disclosure.licences.decisions" not in found.report.cells
