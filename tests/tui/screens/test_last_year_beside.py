"""Last year's numbers beside this year's: in every table from 110 columns on, and never a digit cut off."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from tui.conftest import AGENCY, AsyncDesk

from giktui.form import load_form
from giktui.report import Number, Report, default_title
from giktui.store import connect, save

Opened = Callable[..., AsyncDesk]
FORM = load_form("2021")


def last_year(desk_path, cells: dict[str, Number]) -> None:  # type: ignore[no-untyped-def]
    """Last year's report has these numbers, and zeros besides."""
    db = connect(desk_path)
    numbers: dict[str, Number] = {**dict.fromkeys(FORM.cells, 0), **cells}
    save(
        db, Report(AGENCY, 2023, "2021", default_title(AGENCY, 2023, FORM), "", numbers, {}), actor="李四", replace=True
    )
    db.close()


@pytest.mark.parametrize("width", [110, 120, 149, 160, 200])
@pytest.mark.parametrize("table", ["disclosure", "applications", "proceedings"])
async def test_from_110_columns_on_last_year_stands_beside_in_every_table(
    opened: Opened, table: str, width: int
) -> None:
    async with opened(table, size=(width, 40)) as desk:
        layout = desk.grid.layout_
        assert all(layout.lines[number].asides for number in layout.rows)
        assert all(line.end <= layout.width for line in layout.lines if line.what == "row")
        ends = {line.asides[0].slot.x for line in layout.lines if line.what == "row"}
        assert len(ends) == 1, "they begin at one place whatever the row"


@pytest.mark.parametrize(("width", "between"), [(80, True), (110, False), (160, False), (160, True)])
async def test_no_digit_of_last_year_is_cut_off(opened: Opened, database: object, width: int, between: bool) -> None:
    wide: dict[str, Number] = {
        "disclosure.rules.issued": 7654321,
        "disclosure.fees.amount": Decimal("72701.2578"),
        "applications.received.natural_person": 1234567,
        "applications.received.total": 1234567,
        "proceedings.review.upheld": 345678,
        "proceedings.review.total": 345678,
    }
    last_year(database, wide)
    for table in ("disclosure", "applications", "proceedings"):
        async with opened(table, size=(width, 40)) as desk:
            if between:
                await desk.do("report.toggle_last")
            shown = {str(number) for cell, number in wide.items() if cell.startswith(f"{table}.")}
            assert all(number in desk.text for number in shown), desk.text


async def test_the_change_has_all_its_digits(opened: Opened, database: object) -> None:
    last_year(database, {"applications.received.total": 7, "applications.received.natural_person": 7})
    async with opened("applications.received.natural_person", size=(120, 40)) as desk:
        await desk.press(*"98765", "enter")
        assert "+98758" in desk.text
        await desk.press("up", *"0", "enter")
        assert "-7" in desk.text
