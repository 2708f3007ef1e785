"""Tables that stand on their side, the rows of the form as columns."""

import html
from random import Random

import pytest
from published.figures import Published, balanced
from published.layout import Ruled, filled, laid_out

from giktui.form import load_form
from giktui.readers import Recognition, reports_in


def _upright(ruled: Ruled) -> str:
    lines = "".join(
        "<tr>"
        + "".join(f'<td colspan="{b.columns}" rowspan="{b.lines}">{html.escape(b.text)}</td>' for b in line)
        + "</tr>"
        for line in ruled.lines
    )
    return f"<table>{lines}</table>"


def _turned(ruled: Ruled) -> str:
    boxes = filled(ruled)
    lines = "".join(
        "<tr>"
        + "".join(
            f'<td colspan="{box.lines}" rowspan="{box.columns}">{html.escape(box.text)}</td>'
            for line in boxes
            if (box := line[column])
        )
        + "</tr>"
        for column in range(ruled.width)
    )
    return f"<table>{lines}</table>"


def _read(made: Published, turned: str) -> Recognition:
    printed = {id: figure.printed for id, figure in made.figures.items()}
    page = [f"<h1>{made.agency}{made.year}年政府信息公开工作年度报告</h1>"]
    for section in load_form(made.form).sections:
        page.append(f"<p>{section.title}</p>")
        if section.table:
            ruled = laid_out(section.table, printed, lambda label, _also: label, total_apart=False)
            page.append(_turned(ruled) if section.id == turned else _upright(ruled))
        else:
            page.append("<p>本年度工作平稳。</p>")
    (found,) = reports_in("\n".join(page).encode(), "a.html")
    return found


@pytest.mark.parametrize("turned", ["applications", "proceedings"])
def test_every_cell_is_read(turned: str) -> None:
    for number in range(3):
        made = balanced(Random(f"{turned} {number}"))
        found = _read(made, turned)
        assert [doubt.message for doubt in found.uncertain] == []
        assert found.report.cells == {id: figure.value for id, figure in made.figures.items()}


def test_nothing_is_wrong_where_a_turned_table_is_not_read() -> None:
    made = balanced(Random(5))
    found = _read(made, "disclosure")
    assert found.report.cells.items() <= {id: figure.value for id, figure in made.figures.items()}.items()
