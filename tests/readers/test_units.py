"""The unit of the fees, which the form has in the column's head and agencies put elsewhere."""

from collections.abc import Callable
from functools import partial

import pytest
from published.pages import read
from published.plain import report

FEES = "disclosure.fees.amount"
HEAD = "本年收费金额（单位：万元）"


def fees(head: str, label: str, number: str, *, item: str = "", above: str = "", under: str = "") -> tuple[str, bool]:
    """The fee read, "" for none, and whether it is in doubt; of a report of a cell a line with these words in it."""
    cells = [field for line in report() for field in line.split("\t") if field]
    heads, row = cells.index(HEAD), cells.index("行政事业性收费")
    words = [head, *([under] if under else []), label, number]
    lines = [*cells[:heads], *words, *cells[row + 2 :]]
    if item:
        lines[lines.index("第二十条第（八）项")] += item
    if above:
        lines.insert(lines.index("第二十条第（一）项"), above)
    found = read(lines)
    doubted = {cell for doubt in found.doubts for cell in doubt.cells}
    assert doubted <= {FEES}
    return str(found.report.cells.get(FEES, "")), FEES in doubted


BARE = "本年收费金额"
LABEL = "行政事业性收费"


@pytest.mark.parametrize(
    "fee",
    [
        partial(fees, BARE, LABEL, "595", item="（单位：元）"),
        partial(fees, BARE, LABEL, "595", above="单位：件、元"),
        partial(fees, BARE, LABEL, "595", under="（单位：元）"),
        partial(fees, f"{BARE}（单位：", LABEL, "595", under="元）"),
        partial(fees, BARE, f"{LABEL}（元）", "595"),
        partial(fees, f"{BARE}（元）", LABEL, "595"),
        partial(fees, HEAD, LABEL, "595元"),
        partial(fees, BARE, LABEL, "595", above="（单位：件，元）"),
        partial(fees, BARE, LABEL, "595", above="备注：本表收费金额以元为单位。"),
        partial(fees, BARE, LABEL, "595", above="收费金额的单位是元"),
        partial(fees, BARE, LABEL, "595", above="元"),
        partial(fees, f"{BARE}（单位：千元）", LABEL, "0.595"),
        partial(fees, BARE, LABEL, "0.595", above="单位：千元"),
    ],
    ids=[
        "item",
        "above",
        "under",
        "broken",
        "label",
        "head",
        "cell",
        "comma",
        "by",
        "is",
        "alone",
        "thousands",
        "thousands above",
    ],
)
def test_yuan_wherever_they_are_stated(fee: Callable[[], tuple[str, bool]]) -> None:
    assert fee() == ("0.0595", False)


@pytest.mark.parametrize(
    "fee",
    [
        partial(fees, HEAD, LABEL, "595"),
        partial(fees, HEAD, LABEL, "595", above="单位：元"),
        partial(fees, BARE, LABEL, "595"),
        partial(fees, BARE, LABEL, "595", above="各单位多元公开，公开单元3个"),
        partial(fees, BARE, LABEL, "595", item="（单位：万元，保留四位小数）"),
    ],
    ids=["form", "head first", "none stated", "other words", "item"],
)
def test_ten_thousands_of_yuan(fee: Callable[[], tuple[str, bool]]) -> None:
    assert fee() == ("595", False)


@pytest.mark.parametrize(
    "fee",
    [
        partial(fees, HEAD, f"{LABEL}（元）", "595"),
        partial(fees, BARE, LABEL, "595", item="（单位：元）", above="单位：万元"),
        partial(fees, f"{BARE}（单位：万元/元）", LABEL, "595"),
        partial(fees, BARE, LABEL, "595", above="单位：万元、元"),
    ],
    ids=["head and label", "item and above", "in a head", "in a line"],
)
def test_two_units_are_none(fee: Callable[[], tuple[str, bool]]) -> None:
    assert fee() == ("", True)
