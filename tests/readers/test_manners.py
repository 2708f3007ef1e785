"""One true report in many manners of plain text, one thing in it spoilt: nothing wrong in silence, nothing lost."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
from published.figures import Figure, Published, balanced, ordinary
from published.layout import Ruled, filled, laid_out

from giktui.form import load_form
from giktui.readers import Recognition, reports_in

RUNS = 4
"""Reports of each manner and spoiling."""

Lines = list[str]


def _dense(ruled: Ruled, separator: str) -> Lines:
    return [separator.join(box.text for box in line if box.text) for line in ruled.lines]


def _square(ruled: Ruled, separator: str, edge: str = "") -> Lines:
    return [edge + separator.join(box.text if box else "" for box in line) + edge for line in filled(ruled)]


MANNERS: dict[str, Callable[[Ruled], Lines]] = {
    "tabs": lambda ruled: _square(ruled, "\t"),
    "tabs, covered fields left out": lambda ruled: _dense(ruled, "\t"),
    "bars": lambda ruled: _square(ruled, " | ", "|"),
    "wide bars": lambda ruled: _square(ruled, "｜"),
    "one blank": lambda ruled: _dense(ruled, " "),
    "one wide blank": lambda ruled: _dense(ruled, "\u3000"),
    "three blanks": lambda ruled: _dense(ruled, "   "),
    "a cell a line": lambda ruled: [text for line in _dense(ruled, "\t") for text in line.split("\t")],
}

STRAY = "其中贸易谷物一项"


def _plain(lines: Lines, _random: Random) -> Lines:
    return lines


def _digits_below(lines: Lines, random: Random) -> Lines:
    """Digits alone on the line after a row."""
    place = random.choice([n for n, line in enumerate(lines) if line.rstrip(" |｜")[-1:].isdigit()])
    return [*lines[: place + 1], random.choice(("13", "7件", "４", "3\n2")), *lines[place + 1 :]]


def _last_digit_below(lines: Lines, random: Random) -> Lines:
    """The last digit of a row on the line after it."""
    places = [n for n, line in enumerate(lines) if len(line) > 4 and line[-2:].isdigit() and not line.isdigit()]
    if not places:
        return lines
    place = random.choice(places)
    return [*lines[:place], lines[place][:-1], lines[place][-1], *lines[place + 1 :]]


def _words_between(lines: Lines, random: Random) -> Lines:
    place = random.randrange(1, len(lines))
    return [*lines[:place], random.choice((STRAY, f"{STRAY}12件。", f"注：{STRAY}")), *lines[place:]]


def _blank_lines(lines: Lines, random: Random) -> Lines:
    return [part for line in lines for part in (line, *([""] if random.random() < 0.2 else []))]


SPOILT = (_plain, _digits_below, _last_digit_below, _words_between, _blank_lines)


def _written(report: Published, random: Random) -> Published:
    """The report with some of its figures oddly written, and yet plain to a person."""
    style = random.choice(("{}", "{}件", "{:,}", "{}（含上年）", "{}*", "wide"))
    figures = dict(report.figures)
    for id, figure in figures.items():
        if figure.printed.isdecimal() and random.random() < 0.1:
            wide = "".join(chr(ord(digit) + 0xFEE0) for digit in figure.printed)
            figures[id] = Figure(figure.value, wide if style == "wide" else style.format(figure.value))
    return replace(report, figures=figures)


def _rendered(report: Published, manner: str, spoil: Callable[[Lines, Random], Lines], random: Random) -> bytes:
    form = load_form(report.form)
    printed = {id: figure.printed for id, figure in report.figures.items()}
    spoilt = random.choice(form.tables).id
    lines = [f"{report.agency}{report.year}年政府信息公开工作年度报告"]
    for section in form.sections:
        lines.append(section.title)
        if section.table is None:
            lines.append("本年度工作平稳。")
            continue
        ruled = laid_out(section.table, printed, lambda label, _also: label, total_apart=random.random() < 0.3)
        table = MANNERS[manner](ruled)
        lines += spoil(table, random) if section.id == spoilt else table
    return "\n".join(lines).encode()


def _wrong(report: Published, found: Recognition) -> list[str]:
    open_cells = {cell for doubt in found.doubts for cell in doubt.cells}
    read = found.report.cells
    return [
        f"{id}: {figure.printed!r} is {read.get(id)}"
        for id, figure in report.figures.items()
        if (id in read and read[id] != figure.value) or (id not in read and id not in open_cells)
    ]


@pytest.mark.parametrize("spoil", SPOILT)
@pytest.mark.parametrize("manner", MANNERS)
def test_nothing_is_wrong_in_silence_and_nothing_is_lost(manner: str, spoil: Callable[[Lines, Random], Lines]) -> None:
    for number in range(RUNS):
        random = Random(f"{manner} {spoil.__name__} {number}")
        report = _written(random.choice((balanced, ordinary))(random), random)
        data = _rendered(report, manner, spoil, random)
        (found,) = reports_in(data, "a.txt")
        assert _wrong(report, found) == [], number
        if spoil in (_plain, _blank_lines):
            assert found.uncertain == (), number
        if STRAY.encode() in data:
            said = [*found.report.narratives.values(), *(doubt.message for doubt in found.doubts)]
            assert any(STRAY in text for text in said), number
