"""Tables drawn in text: frames whose cells span lines and columns, and columns that rulers of dashes show."""

import re
from collections.abc import Callable
from random import Random

import pytest
from published.figures import Published, balanced
from published.layout import Ruled, filled, laid_out

from giktui.errors import GiktuiError
from giktui.form import load_form
from giktui.readers import Recognition, reports_in
from giktui.text.width import width_of

RUNS = 3
CORNERS = {  # whether a rule goes up, down, left, right from it
    (0, 1, 0, 1): "┌", (0, 1, 1, 0): "┐", (1, 0, 0, 1): "└", (1, 0, 1, 0): "┘", (1, 1, 0, 1): "├", (1, 1, 1, 0): "┤",
    (0, 1, 1, 1): "┬", (1, 0, 1, 1): "┴", (1, 1, 1, 1): "┼", (0, 0, 1, 1): "─", (1, 1, 0, 0): "│",
}  # fmt: skip


def _frame(ruled: Ruled, *, plain: bool) -> list[str]:
    """The table with box characters, or with + - |; a merged cell's text in its middle, its rules around it only."""
    owner = {}
    for number, line in enumerate(filled(ruled)):
        for column, box in enumerate(line):
            if box is not None:
                for down in range(box.lines):
                    for right in range(box.columns):
                        owner[number + down, column + right] = (number, column, box)
    alone = [box for line in ruled.lines for box in line if box.columns == 1]
    widths = [max([width_of(box.text) for box in alone] + [8])] * ruled.width
    height = len(ruled.lines)

    def of(number: int, column: int) -> object:
        return id(owner[number, column][2]) if (number, column) in owner else None

    def rule(number: int) -> str:
        text = ""
        for column in range(ruled.width + 1):
            up, down = (
                of(number - 1, column - 1) != of(number - 1, column),
                of(number, column - 1) != of(number, column),
            )
            left, right = (
                of(number - 1, column - 1) != of(number, column - 1),
                of(number - 1, column) != of(number, column),
            )
            corner = CORNERS.get((up, down, left, right), " ")
            text += (
                ("|" if corner == "│" else "+" if corner not in "─ " else corner.replace("─", "-")) if plain else corner
            )
            if column < ruled.width:
                if right:
                    text += ("-" if plain else "─") * widths[column]
                else:
                    text += " " * widths[column]
        return text

    lines = []
    for number in range(height):
        lines.append(rule(number))
        text = ""
        for column in range(ruled.width):
            top, left, box = owner[number, column]
            if left == column:
                inside = sum(widths[column : column + box.columns]) + box.columns - 1
                said = box.text if top + box.lines // 2 == number else ""
                text += ("|" if plain else "│") + said + " " * (inside - width_of(said))
        lines.append(text + ("|" if plain else "│"))
    return [*lines, rule(height)]


def _simple(ruled: Ruled, *, mark: str = "-", indent: int = 2, apart: bool = False) -> list[str]:
    rows = [[box.text if box else "" for box in line] for line in filled(ruled)]
    widths = [max(width_of(row[column]) for row in rows) for column in range(ruled.width)]
    ruler = " " * indent + " ".join(mark * max(width, 2) for width in widths)
    lines = []
    for row in rows:
        fields = (text + " " * (max(width, 2) - width_of(text)) for text, width in zip(row, widths, strict=True))
        lines += [" " * indent + " ".join(fields)] + ([""] if apart else [])
    return [ruler, *(lines[:-1] if apart else lines), ruler]


DRAW: dict[str, Callable[[Ruled], list[str]]] = {
    "boxes": lambda ruled: _frame(ruled, plain=False),
    "plus": lambda ruled: _frame(ruled, plain=True),
    "simple": _simple,
    "multiline": lambda ruled: _simple(ruled, apart=True),
    "rst": lambda ruled: _simple(ruled, mark="=", indent=0),
}


def _lines(made: Published, way: str) -> list[str]:
    printed = {id: figure.printed for id, figure in made.figures.items()}
    lines = [f"{made.agency}{made.year}年政府信息公开工作年度报告", ""]
    for section in load_form(made.form).sections:
        lines += [section.title, ""]
        if section.table:
            ruled = laid_out(section.table, printed, lambda label, _also: label, total_apart=False)
            lines += [*DRAW[way](ruled), ""]
        else:
            lines += ["本年度工作平稳。", ""]
    return lines


def _read(lines: list[str], name: str) -> Recognition:
    (found,) = reports_in("\n".join(lines).encode(), name)
    return found


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize("way", DRAW)
def test_every_cell_is_read(way: str, name: str) -> None:
    for number in range(RUNS):
        made = balanced(Random(f"{way} {number}"))
        found = _read(_lines(made, way), name)
        assert [doubt.message for doubt in found.uncertain] == []
        assert found.report.cells == {id: figure.value for id, figure in made.figures.items()}


@pytest.mark.parametrize("way", ["simple", "multiline", "rst"])
def test_a_number_lost_from_a_line_moves_no_other_in_silence(way: str) -> None:
    for number in range(4 * RUNS):
        random = Random(f"{way} {number} lost")
        made = balanced(random)
        lines = _lines(made, way)
        rows = [place for place, line in enumerate(lines) if sum(map(str.isdecimal, line.split())) == 7]
        place = random.choice(rows)
        lost = random.choice(list(re.finditer(r"(?<!\S)\d+(?!\S)\s*", lines[place])))
        lines[place] = lines[place][: lost.start()] + lines[place][lost.end() :]
        found = _read(lines, "a.txt")
        wrong = {id for id, value in found.report.cells.items() if value != made.figures[id].value}
        assert not wrong, lines[place]


@pytest.mark.parametrize("line", ["-- -- --", "== ==", "----------", "+---+", "┌──┬──┐"])
def test_a_text_of_nothing_but_rules_takes_no_longer_than_its_length(line: str) -> None:
    for name in ("a.txt", "a.md"):
        with pytest.raises(GiktuiError, match="没有找到年报"):
            reports_in("\n".join([line] * 20_000).encode(), name)
