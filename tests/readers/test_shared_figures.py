"""One number whose cell claims two lines: of which of their rows it is."""

from dataclasses import replace
from random import Random

from published.figures import Figure, Published, balanced, ordinary, with_totals
from published.layout import laid_out

from giktui.form import load_form
from giktui.readers import reports_in


def with_shared_figure(random: Random, *, right: bool) -> tuple[bytes, str, str, Published]:
    """A page in which a figure of table three claims two lines: that of the upper, of the lower or of both its rows.
    The page, the two cells, and what is meant; the sums are right or not."""
    made = balanced(random) if right else ordinary(random)
    form = load_form("2021")
    table = form.table("applications")
    number, column = random.randrange(2, 20), random.randrange(6)
    upper, lower = (f"{table.id}.{table.rows[number + n].id}.{table.columns[column].id}" for n in (0, 1))
    shown = str(random.randint(2, 99))
    whose = random.choice(((shown, ""), ("", shown), (shown, shown)))
    figures = dict(made.figures)
    for cell, text in zip((upper, lower), whose, strict=True):
        figures[cell] = Figure(int(text) if text else None, text)
    meant = replace(made, figures=figures)
    meant = with_totals(meant) if right else meant
    printed = {id: figure.printed for id, figure in meant.figures.items()}
    lines = [f"<h1>{meant.agency}{meant.year}年政府信息公开工作年度报告</h1>"]
    for section in form.sections:
        lines.append(f"<p>{section.title}</p>")
        if section.table is None:
            continue
        ruled = laid_out(section.table, printed, lambda label, _also: label, total_apart=False)
        if section.table is table:
            at = next(place for place, row in ruled.rows.items() if row == table.rows[number].id)
            own, below = ([box for box in ruled.lines[at + n] if box.figure][column] for n in (0, 1))
            own.text, own.lines = shown, 2
            ruled.lines[at + 1] = [box for box in ruled.lines[at + 1] if box is not below]
        rows = (
            "".join(f"<td colspan={box.columns} rowspan={box.lines}>{box.text}</td>" for box in line)
            for line in ruled.lines
        )
        lines.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
    return "\n".join(lines).encode(), upper, lower, meant


def test_one_number_for_two_rows_is_given_to_those_that_the_sums_prove() -> None:
    for seed in range(40):
        data, upper, lower, meant = with_shared_figure(Random(f"shared {seed}"), right=True)
        (found,) = reports_in(data, "a.html")
        assert found.uncertain == (), seed
        wanted = {id: figure.value for id, figure in meant.figures.items() if figure.value is not None}
        assert found.report.cells == wanted, seed
        assert {found.readings[cell].how for cell in (upper, lower)} == {"sums"}


def test_one_number_for_two_rows_is_neithers_where_the_sums_prove_nothing() -> None:
    for seed in range(40):
        data, upper, lower, _meant = with_shared_figure(Random(f"shared {seed}"), right=False)
        (found,) = reports_in(data, "a.html")
        assert not {upper, lower} & found.report.cells.keys()
        assert [(doubt.rule, doubt.cells) for doubt in found.uncertain] == [("FV-CELLS", (upper, lower))]
