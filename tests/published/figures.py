"""Figures as an agency might publish them: the value that is meant, and the characters that stand on the page.

Part of a generator of published reports that shares nothing with the readers but the form file, so that the two do
not share a mistake.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from giktui.checks.arithmetic import apart
from giktui.form import Form, load_form
from giktui.report import Number

NOT_NUMBERS = ("12a", "见附件", "1,23", "3 19", "十一", "5%", "1.2.3", "O", "12/3")


@dataclass(frozen=True)
class Figure:
    """One cell: its value (None: blank), its printed form ("" where nothing stands), and whether it is a number."""

    value: Number | None
    printed: str
    readable: bool = True


@dataclass(frozen=True)
class Published:
    """A report as published: whose, of which year, on which form, and every cell."""

    agency: str
    year: int
    form: str
    figures: dict[str, Figure]
    blanks: str
    """How a blank is printed: `nothing`, `mark`, or `mixed`."""


AGENCIES = (
    "青禾县人民政府",
    "云栖市自然资源和规划局",
    "临川区柳河镇人民政府",
    "北岭省水利厅",
    "东湖新区管理委员会办公室",
)


def published(random: Random) -> Published:
    """A report with figures by chance; some reports are full, some sparse, a few have a figure that is none."""
    form = load_form(random.choice(("2021", "2021", "2021", "2019")))
    year = random.randint(2019, 2020) if form.id == "2019" else random.randint(2021, 2025)
    blank_share = random.choice((0.0, 0.0, 0.05, 0.3, 0.7))
    blanks = random.choice(("nothing", "mark", "mixed"))
    wrong_share = random.choice((0.0, 0.0, 0.0, 0.01))
    figures = {id: _figure(random, form, id, blank_share, blanks, wrong_share) for id in form.cells}
    return Published(random.choice(AGENCIES), year, form.id, figures, blanks)


def ordinary(random: Random) -> Published:
    """A report as most are: on the form in force, every figure in plain digits, most of them zero."""
    form = load_form("2021")
    figures = {
        id: _amount(random, random.randint(0, 99), in_head=True)
        if cell.kind == "amount"
        else _plain(random.choice((0, 0, 0, 0, random.randint(1, 30), random.randint(1, 9999))))
        for id, cell in form.cells.items()
    }
    return Published(random.choice(AGENCIES), random.randint(2021, 2025), form.id, figures, "nothing")


def balanced(random: Random) -> Published:
    """An ordinary report whose sums are right, as those of nearly all published ones are."""
    return with_totals(ordinary(random))


def with_totals(report: Published) -> Published:
    """The report with the totals that its figures add up to, and what was carried in and out so that they balance."""
    cells: dict[str, Number] = {id: figure.value or 0 for id, figure in report.figures.items()}
    relations = [one for one in load_form(report.form).relations if one.operator == "=" and not one.across_years]
    for _round in range(4):  # totals of totals
        for one in relations:
            left, right = (sum(term.factor * cells[term.cell] for term in side) for side in (one.left, one.right))
            if one.total:
                cells[one.total] = left
            elif left != right:
                cells[(one.left if left < right else one.right)[-1].cell] += apart(left, right)
    figures = {
        id: figure if (figure.value or 0) == cells[id] else _plain(int(cells[id]))
        for id, figure in report.figures.items()
    }
    return replace(report, figures=figures)


def _plain(count: int) -> Figure:
    return Figure(count, str(count))


def _figure(random: Random, form: Form, id: str, blank: float, blanks: str, wrong: float) -> Figure:
    if random.random() < blank:
        marked = blanks == "mark" or (blanks == "mixed" and random.random() < 0.5)
        return Figure(None, random.choice(("/", "-", "—", "无", "／", "－")) if marked else "")
    if random.random() < wrong:
        return Figure(None, random.choice(NOT_NUMBERS), readable=False)
    kind = form.cells[id].kind
    count = random.choice((0, 0, 0, random.randint(1, 30), random.randint(1, 9999), random.randint(1, 9_999_999)))
    if kind == "change":
        value = random.choice((1, -1)) * count
        return Figure(value, f"{'+' if value > 0 and random.random() < 0.7 else ''}{value}")
    if kind == "amount":
        return _amount(random, count, in_head="万元" in form.tables[0].column("amount").label)
    return Figure(count, _count(random, count))


def _count(random: Random, value: int) -> str:
    style = random.choice(("plain",) * 8 + ("comma", "space", "wide", "about", "unit"))
    if style == "comma":
        return f"{value:,}"
    if style == "space" and value > 999:
        return f"{value:,}".replace(",", " ")
    if style == "wide":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))
    if style == "about" and value:
        return f"约{value}"
    return f"{value}件" if style == "unit" else str(value)


def _amount(random: Random, count: int, *, in_head: bool) -> Figure:
    if random.random() < 0.4:
        yuan = count * 100
        return Figure(Decimal(yuan) / 10000, f"{yuan}元")
    value = Decimal(count) + Decimal(random.randint(0, 9999)) / 10000
    text = f"{value:f}"
    return Figure(value, text if in_head and random.random() < 0.7 else f"{text}万元")
