"""The interchange JSON: back and forth, and what is refused with the place named."""

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from strategies import reports

from giktui.errors import GiktuiError
from giktui.interchange import as_dict, from_dict
from giktui.readers import reports_in
from giktui.report import Report

SOUND: dict[str, object] = {
    "agency": "青禾县人民政府",
    "year": 2024,
    "form": "2021",
    "cells": {"disclosure.rules.issued": 2, "disclosure.fees.amount": "72701.2578"},
}


@settings(max_examples=50, deadline=None)
@given(reports())
def test_every_report_comes_back(report: Report) -> None:
    text = json.dumps(as_dict(report), ensure_ascii=False)
    assert from_dict(json.loads(text)) == report
    (found,) = reports_in(text.encode(), "a.json")
    assert found.report == report
    assert found.doubts == ()


def test_amounts_are_decimals_and_blanks_are_absent() -> None:
    report = from_dict({**SOUND, "cells": {"disclosure.fees.amount": "0.10", "disclosure.rules.issued": None}})
    assert report.cells == {"disclosure.fees.amount": Decimal("0.10")}
    assert str(report.cells["disclosure.fees.amount"]) == "0.10"
    assert as_dict(report)["cells"] == {"disclosure.fees.amount": "0.10"}


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"agency": ""}, "agency"), ({"agency": "甲\n乙"}, "agency"), ({"agency": "局" * 101}, "agency"),
        ({"agency": 3}, "agency"), ({"year": "2024"}, "year"), ({"year": True}, "year"),
        ({"form": "1999"}, "form"), ({"form": ["2021"]}, "form"), ({"title": 1}, "title"), ({"extra": 1}, "extra"),
        ({"cells": []}, "cells"), ({"cells": {"disclosure.rules.sold": 1}}, "disclosure.rules.sold"),
        ({"cells": {"disclosure.rules.issued": 1.5}}, "disclosure.rules.issued"),
        ({"cells": {"disclosure.rules.issued": True}}, "disclosure.rules.issued"),
        ({"cells": {"disclosure.rules.issued": "12a"}}, "disclosure.rules.issued"),
        ({"cells": {"disclosure.rules.issued": 10**15}}, "disclosure.rules.issued"),
        ({"cells": {"disclosure.fees.amount": "1e5"}}, "disclosure.fees.amount"),
        ({"narratives": {"annex": "x"}}, "narratives.annex"),
        ({"narratives": {"other": 1}}, "narratives.other"),
    ],
)  # fmt: skip
def test_what_is_not_as_the_interchange_form_has_it_is_refused(change: dict[str, object], place: str) -> None:
    with pytest.raises(GiktuiError, match=f"a.json.*{place}"):
        reports_in(json.dumps({**SOUND, **change}).encode(), "a.json")


def test_missing_cells_are_refused_and_missing_texts_are_not() -> None:
    assert from_dict(SOUND).narratives == {}
    with pytest.raises(GiktuiError, match="cells"):
        from_dict({key: value for key, value in SOUND.items() if key != "cells"})


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1',
        '{"a": 1, "a": 2}',
        '{"year": NaN}',
        "[" * 100_000,
        "[]",
        "[1]",
        '"文字"',
        '{"year": ' + "9" * 5000 + "}",
    ],
)
def test_broken_json_is_refused(text: str) -> None:
    with pytest.raises(GiktuiError, match=r"a\.json"):
        reports_in(text.encode(), "a.json")


def test_several_reports_and_no_control_characters() -> None:
    first, second = reports_in(json.dumps([SOUND, {**SOUND, "title": "甲\u0007\u001b[31m乙"}]).encode(), "a.json")
    assert first.report.cells["disclosure.rules.issued"] == 2
    assert second.report.title == "甲乙"


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_an_endless_nesting_is_said_in_words(opening: str) -> None:
    with pytest.raises(GiktuiError, match="嵌套过深"):
        reports_in((opening * 100_000).encode(), "a.json")
