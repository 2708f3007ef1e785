"""What sums prove, and what they leave open."""

from itertools import combinations
from random import Random

import pytest

from giktui.form import Form, load_form
from giktui.readers import reports_in
from giktui.readers.recogniser.align.proof import Choice, proved
from giktui.report import Number

FORM = load_form("2021")
TABLE = FORM.table("applications")
COLUMNS = [column.id for column in TABLE.columns]
RESULTS = [row.id for row in TABLE.rows if row.id not in ("received", "carried_in", "results_total", "carried_out")]


def added_up(random: Random, *, share: float = 0.5, largest: int = 60) -> dict[str, Number]:
    """Table three with every sum right; figures above 0 in so large a share of it."""
    cells: dict[str, Number] = {}

    def put(row: str, numbers: list[int]) -> None:
        cells.update(zip([f"applications.{row}.{column}" for column in COLUMNS], [*numbers, sum(numbers)], strict=True))

    def some() -> list[int]:
        return [random.randint(1, largest) if random.random() < share else 0 for _ in COLUMNS[:-1]]

    rows = {row: some() for row in RESULTS}
    total = [sum(numbers) for numbers in zip(*rows.values(), strict=True)]
    carried_in = [random.randint(0, count) for count in total]
    carried_out = some()
    for row, numbers in rows.items():
        put(row, numbers)
    put("results_total", total)
    put("carried_in", carried_in)
    put("carried_out", carried_out)
    put("received", [a + b - c for a, b, c in zip(total, carried_out, carried_in, strict=True)])
    return cells


def placings(cells: Choice, row: str) -> list[Choice]:
    """Every way to place a row's numbers above 0 in its columns, the others blank."""
    ids = [f"applications.{row}.{column}" for column in COLUMNS]
    numbers = [cells[id] for id in ids if cells[id]]
    return [
        {**dict.fromkeys(ids, None), **dict(zip(places, numbers, strict=True))}
        for places in combinations(ids, len(numbers))
    ]


def without(cells: Choice, *rows: str) -> dict[str, Number | None]:
    return {id: value for id, value in cells.items() if id.split(".")[1] not in rows}


def stated(choice: Choice) -> dict[str, Number]:
    return {id: value for id, value in choice.items() if value}


def test_a_row_of_fewer_numbers_than_columns_is_placed_by_the_sums() -> None:
    cells = added_up(Random(1))
    row = next(row for row in RESULTS if 1 < sum(bool(cells[f"applications.{row}.{c}"]) for c in COLUMNS) < 5)
    (found,) = proved(FORM, without(cells, row), [placings(cells, row)])
    assert len(found) == 7
    assert stated(found).items() <= cells.items()


def test_zero_and_blank_are_never_told_apart() -> None:
    cells = added_up(Random(1))
    ids = [id for id in cells if id.startswith("applications.granted.")]
    zero = next(id for id in ids if id.endswith("business"))
    cells = {**cells, zero: 0}
    right = {id: cells[id] for id in ids}
    (found,) = proved(FORM, without(cells, "granted"), [[right, {**right, zero: None}]])
    assert found == {id: value for id, value in right.items() if id != zero}


def test_a_wrong_sum_in_print_proves_nothing() -> None:
    cells = added_up(Random(2))
    row = "granted"
    wrong = {**cells, "applications.results_total.natural_person": 10**6}
    assert proved(FORM, without(wrong, row), [[{id: v for id, v in cells.items() if f".{row}." in id}]]) == [{}]


def test_a_cell_that_no_sum_holds_is_not_proved() -> None:
    only: Choice = {"disclosure.licences.decisions": 5}
    assert proved(FORM, {}, [[only]]) == [{}]
    row = {f"applications.granted.{column}": 0 for column in COLUMNS}
    assert proved(FORM, {}, [[row]]) == [{}]
    group = {f"proceedings.review.{column}": 0 for column in ("upheld", "corrected", "other", "pending", "total")}
    assert proved(FORM, {}, [[group]]) == [group]


def test_nothing_is_chosen_where_nothing_or_too_much_is_offered() -> None:
    cells = added_up(Random(3), share=0.4)
    many = [placings(cells, row) for row in RESULTS]
    assert proved(FORM, {}, [[], *many])[0] == {}
    assert proved(FORM, {}, [[]]) == [{}]
    for row, found in zip(RESULTS, proved(FORM, without(cells, *RESULTS), many), strict=True):
        assert _as_meant(FORM, cells, found), row


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("rows", [1, 2, 3])
def test_no_generated_cell_is_proved_wrong(seed: int, rows: int) -> None:
    """Rows whose blanks are lost, some of them in tables that do not add up: what is proved is what was meant."""
    random = Random(seed * 10 + rows)
    settled = 0
    for _ in range(12):
        cells: dict[str, Number] = added_up(random, share=random.choice((0.2, 0.5)), largest=random.choice((3, 60)))
        if random.random() < 0.3:
            cells[random.choice(list(cells))] = random.randint(0, 99)
        chosen = random.sample(RESULTS, rows)
        offered = [placings(cells, row) for row in chosen]
        for row, found in zip(chosen, proved(FORM, without(cells, *chosen), offered), strict=True):
            if found:
                settled += 1
                assert _as_meant(FORM, cells, found), row
    assert settled


def _as_meant(form: Form, cells: Choice, found: Choice) -> bool:
    return all(cells[id] == (value or 0) for id, value in found.items() if id in form.cells)


def document(cells: Choice, separator: str) -> list[str]:
    """A report with table three, whose blanks leave no trace in the text."""
    lines = ["青禾县人民政府2023年政府信息公开工作年度报告", "三、收到和处理政府信息公开申请情况"]
    lines.append(separator.join(["自然人", "法人或其他组织", "总计"]))
    lines.append(separator.join(["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]))
    for row in TABLE.rows:
        numbers = [cells[f"applications.{row.id}.{column}"] for column in COLUMNS]
        label = row.under[-1] + row.label if row.label == "其他" else row.label
        lines.append(separator.join([label, *(str(number) for number in numbers if number is not None)]))
    return lines


@pytest.mark.parametrize("separator", ["\t", " | ", "\n"])
def test_a_row_that_lost_its_blanks_is_read_where_the_sums_prove_it(separator: str) -> None:
    cells: dict[str, Number | None] = dict(added_up(Random(11), share=1))
    row = [f"applications.granted.{column}" for column in COLUMNS]
    blank, total = row[2], row[-1]
    taken = cells[blank]
    for cell in (blank, total):
        cells[cell] = None if cell == blank else (cells[cell] or 0) - (taken or 0)
    for line, sign in (("results_total", -1), ("carried_out", 1)):
        for column in ("research", "total"):
            id = f"applications.{line}.{column}"
            cells[id] = (cells[id] or 0) + sign * (taken or 0)
    (found,) = reports_in("\n".join(document(cells, separator)).encode(), "a.txt")
    read = {id: value for id, value in found.report.cells.items() if id in cells}
    assert read == {id: value for id, value in cells.items() if value is not None}
    assert {found.readings[id].how for id in row} == {"sums"}
    cells["applications.results_total.research"] = 10**6
    (found,) = reports_in("\n".join(document(cells, separator)).encode(), "a.txt")
    assert not any(id in found.report.cells for id in row[:6])
