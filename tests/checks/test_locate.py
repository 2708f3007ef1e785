"""Error localisation finds what brute force finds, and says so in words."""

import random
from decimal import Decimal
from itertools import combinations, product

import pytest
from checks.reports import following, sound

from giktui.checks import Child, Hints, check
from giktui.checks.repair.beside import Beside, joint_system, own_system
from giktui.checks.repair.equations import Equation, Listed
from giktui.checks.repair.error_localisation import locate
from giktui.checks.repair.hints import repair_hints
from giktui.report import Report

A = "applications."


def brute_force(system: list[Equation], cells: dict[str, int], most: int, highest: int) -> set[frozenset[str]]:
    """The smallest sets of cells that can be given new values so that every equation holds; by trying everything."""

    def off(values: dict[str, int]) -> bool:
        return any(
            equation.off + sum(f * (values[c] - cells[c]) for c, f in equation.factors.items()) for equation in system
        )

    if not off(cells):
        return set()
    for size in range(1, most + 1):
        found: set[frozenset[str]] = set()
        for chosen in combinations(cells, size):
            for new in product(range(highest + 1), repeat=size):
                values = {**cells, **dict(zip(chosen, new, strict=True))}
                if all(values[c] != cells[c] for c in chosen) and not off(values):
                    found.add(frozenset(chosen))
                    break
        if found:
            return found
    return set()


def table(rows: int, columns: int, chance: random.Random) -> tuple[list[Equation], dict[str, int]]:
    """A small table whose rows and columns have totals, with up to three wrong cells."""
    cells = {f"{r}{c}": chance.randint(0, 4) for r in range(rows) for c in range(columns)}
    for r in range(rows):
        cells[f"{r}t"] = sum(cells[f"{r}{c}"] for c in range(columns))
    for c in range(columns):
        cells[f"t{c}"] = sum(cells[f"{r}{c}"] for r in range(rows))
    for cell in chance.sample(sorted(cells), chance.randint(1, 3)):
        cells[cell] = chance.randint(0, 4)
    sums = [([f"{r}{c}" for c in range(columns)], f"{r}t") for r in range(rows)]
    sums += [([f"{r}{c}" for r in range(rows)], f"t{c}") for c in range(columns)]
    system = [
        Equation(total, dict.fromkeys(parts, 1) | {total: -1}, sum(cells[p] for p in parts) - cells[total])
        for parts, total in sums
    ]
    return system, cells


@pytest.mark.parametrize("seed", range(30))
def test_the_smallest_sets_are_those_of_brute_force(seed: int) -> None:
    chance = random.Random(seed)
    system, cells = table(2, 2, chance)
    expected = brute_force(system, cells, 3, 12)
    found = locate(Listed(system, cells), steps=100_000)
    assert all(part.complete for part in found) or not expected
    combined = {
        frozenset(cell for answer in choice for cell in answer) for choice in product(*(part.answers for part in found))
    } - {frozenset()}
    if expected:
        assert combined == expected
    for part in found:
        for answer in part.answers:
            values = {**cells, **answer}
            for equation in system:
                if equation.rule in part.rules:
                    assert equation.off + sum(f * (values[c] - cells[c]) for c, f in equation.factors.items()) == 0


def applied(hints: Hints, at: int = 0) -> dict[str, int]:
    return {change.cell: change.new for change in hints.answers[at].changes}


@pytest.mark.parametrize("with_last", [False, True])
@pytest.mark.parametrize("seed", range(10))
def test_one_wrong_cell_is_found_and_mended(seed: int, with_last: bool) -> None:
    report = sound()
    last = following(report) if with_last else None
    chance = random.Random(seed)
    cell = chance.choice([cell for cell in report.cells if cell.startswith(A)])
    right = int(report.cells[cell])
    hints = repair_hints(report.with_cells({cell: right + chance.randint(1, 90)}), last)
    assert hints.complete
    assert {cell: right} in [applied(hints, at) for at in range(len(hints.answers))]
    assert all(len(hint.changes) == 1 for hint in hints.answers)


def test_two_and_three_wrong_cells() -> None:
    """Slips that share no sum are hints apart: three causes, not one."""
    wrong = {A + "granted.natural_person": 6, A + "refused_third_party.business": 5}
    for cell, value in ((A + "unprocessed_repeat.total", 9), (A + "carried_in.research", 4)):
        hints = repair_hints(sound().with_cells(wrong))
        right = [{one: int(sound().cells[one])} for one in wrong]
        assert all(one in [applied(hints, at) for at in range(len(hints.answers))] for one in right)
        assert len({hint.mends for hint in hints.answers}) == len(wrong)
        wrong[cell] = value


def test_a_search_that_stops_says_so() -> None:
    wrong = sound().with_cells(
        {
            A + "granted.natural_person": 6,
            A + "refused_third_party.business": 5,
            A + "unprocessed_repeat.total": 9,
            A + "received.research": 4,
        }
    )
    assert repair_hints(wrong).complete
    assert not repair_hints(wrong, steps=200).complete
    assert len({hint.mends for hint in repair_hints(wrong, steps=200).answers}) == 4
    two = sound().with_cells({A + "granted.natural_person": 6, A + "refused_third_party.business": 5})
    assert not repair_hints(two, steps=0).complete
    assert repair_hints(sound()) == Hints((), complete=True)


@pytest.mark.parametrize("seed", range(8))
def test_four_wrong_cells_that_hang_together(seed: int) -> None:
    """They share rows and columns, so that no three cells mend their sums; the search sees all, or says so."""
    chance, right = random.Random(seed), sound()
    rows = chance.sample(("received", "granted", "refused_third_party", "unprocessed_repeat", "carried_out"), 3)
    cells = chance.sample([f"{A}{row}.{column}" for row in rows for column in ("natural_person", "business")], 4)
    wrong = right.with_cells({cell: int(right.cells[cell]) + chance.randint(1, 30) for cell in cells})
    hints = repair_hints(wrong)
    mended = {change.cell: change.new for hint in hints.answers for change in hint.changes}
    assert hints.complete
    assert mended == {cell: int(right.cells[cell]) for cell in cells}
    assert not repair_hints(wrong, cells=3).answers
    assert not repair_hints(wrong, steps=100).complete


def test_tables_are_mended_apart() -> None:
    hints = repair_hints(sound().with_cells({A + "granted.natural_person": 70, "proceedings.review.total": 3}))
    assert hints.complete
    assert {hint.mends for hint in hints.answers} == {
        ("T3-ROW-granted", "T3-COL-natural_person"),
        ("T4-SUM-review",),
    }


def test_last_years_report_tells_which_cell_it_is() -> None:
    report = sound()
    wrong = report.with_cells({A + "carried_in.natural_person": 5, A + "carried_in.total": 5})
    assert applied(repair_hints(wrong, following(report))) == {
        A + "carried_in.natural_person": 3,
        A + "carried_in.total": 3,
    }


@pytest.mark.parametrize(
    ("changes", "reason", "rule"),
    [
        ({A + "results_total.natural_person": 12}, "transposed", "PL-TRANSPOSED"),
        ({A + "granted.natural_person": 0, A + "granted.business": 7}, "shifted", "PL-SHIFTED"),
        ({A + "granted.natural_person": 0, A + "partly_granted.natural_person": 4}, "none", ""),
        ({A + "granted.natural_person": 77}, "digit_doubled", ""),
        ({A + "granted.natural_person": 70}, "digit_extra", ""),
        ({A + "results_total.natural_person": 1}, "digit_missing", ""),
        ({A + "results_total.total": 12}, "digit_wrong", ""),
    ],
)  # fmt: skip
def test_the_likeliest_repair_has_its_reason(changes: dict[str, int], reason: str, rule: str) -> None:
    report = sound()
    if reason == "transposed":
        column = {"received": 22, "granted": 17, "results_total": 21}
        report = report.with_cells(
            {f"{A}{row}.{c}": n for row, n in column.items() for c in ("natural_person", "total")}
        )
    wrong = report.with_cells(changes)
    hints = repair_hints(wrong)
    assert hints.answers[0].changes[0].reason == reason
    slips = {f.rule for f in check(wrong) if f.rule in {"PL-TRANSPOSED", "PL-SHIFTED"}}
    assert slips == ({rule} if rule else set())


def test_among_equals_the_total_is_named_first() -> None:
    """One part and its total disagree: 3 for 13 is as likely as 13 for 3, and the total is reckoned by hand."""
    cells = {"proceedings.review.upheld": 3, "proceedings.review.total": 13}
    first = repair_hints(sound().with_cells(cells)).answers[0]
    assert first.text == "行政复议·总计 13 → 3 即可满足这一条（多了一个数字）"


def test_what_is_wrong_within_the_report_is_mended_before_what_differs_from_last_year() -> None:
    wrong = sound().with_cells({"disclosure.rules.in_force": 1, "proceedings.review.total": 1})
    parts = list(dict.fromkeys(hint.mends for hint in repair_hints(wrong, following(sound())).answers))
    assert parts == [("T4-SUM-review",), ("XY-FORCE-rules",)]


def test_a_finding_carries_its_likeliest_repair() -> None:
    wrong = sound().with_cells({A + "results_total.natural_person": 1})
    finding = next(f for f in check(wrong) if f.rule == "T3-COL-natural_person")
    assert finding.suggestion == "（七）总计·自然人 1 → 11 即可同时满足 3 条（少了一个数字）"


def test_a_count_with_decimals_is_mended_to_a_whole_number() -> None:
    wrong = sound().with_cells({A + "granted.natural_person": Decimal("7.5")})
    assert applied(repair_hints(wrong)) == {A + "granted.natural_person": 7}


def test_blanks_say_nothing() -> None:
    blank = sound().with_cells({A + "granted.natural_person": None})
    assert repair_hints(blank) == Hints((), complete=True)


def test_a_family_of_answers_is_shown_by_its_corners() -> None:
    # a + b must fall by 5; neither is large enough alone
    system = [Equation("r", {"a": 1, "b": 1}, 5)]
    (part,) = locate(Listed(system, {"a": 3, "b": 4}), steps=1000)
    assert part.complete
    assert part.answers == ({"a": 0, "b": 2},)


@pytest.mark.parametrize("seed", range(12))
def test_reports_below_are_searched_as_if_all_their_sums_were_listed(seed: int) -> None:
    """Their equations are made when they are asked for; written out, they give the same parts and the same answers."""
    chance = random.Random(seed)
    names = sorted(sound().cells)

    def spoilt(report: Report, most: int) -> Report:
        return report.with_cells(
            {cell: chance.choice([None, 9, 40]) for cell in chance.sample(names, chance.randint(0, most))}
        )

    below = [spoilt(sound(f"澄湖县第{n}局"), 1) for n in range(4)]
    parent = spoilt(sound("澄湖县人民政府").with_cells({c: int(n) * 4 for c, n in sound().cells.items()}), 2)
    beside = Beside(children=[Child(one.agency, one.cells) for one in below])
    own = own_system(parent, None, beside)
    joint = joint_system(own, parent, None, beside)
    if joint is None:  # nothing is off between them
        return
    every = [joint.equation(at) for at in range(len(joint))]
    numbers = {cell: joint.number(cell) for one in every for cell in one.factors}
    listed = [part for part in locate(Listed(every, numbers), steps=300) if any(not _of_below(r) for r in part.rules)]
    assert locate(joint, steps=300) == listed
    for cell in numbers:
        assert list(joint.places(cell)) == [at for at, one in enumerate(every) if cell in one.factors]


def _of_below(rule: str) -> bool:
    return rule[0].isdigit()
