"""What passes the gate can be kept, shown, counted with and written; nothing else passes."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giktui.errors import GiktuiError
from giktui.incoming import (
    sound_day,
    sound_line,
    sound_name,
    sound_number,
    sound_report,
    sound_text,
    sound_time,
    sound_year,
)
from giktui.interchange import as_dict, from_dict
from giktui.report import Report

ANYTHING = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.text()
    | st.binary()
    | st.from_regex(r"-?\d{1,20}(\.\d{0,20})?", fullmatch=True)
    | st.datetimes().map(lambda moment: moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
    | st.lists(st.text())
)
GATES = (sound_year, sound_name, sound_number, sound_time, sound_day, sound_text, sound_line)


@given(st.sampled_from(GATES), ANYTHING)
def test_anything_at_all_is_let_in_or_refused_in_words(gate: object, value: object) -> None:
    try:
        found = gate(value)  # type: ignore[operator]
    except (GiktuiError, UnicodeEncodeError) as error:
        assert str(error)
        return
    assert gate(found) == found, "what is sound stays as it is"  # type: ignore[operator]
    assert isinstance(found, Decimal) or json.dumps(found)


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "甲\n乙",
        "甲\t乙",
        "甲\x1b[2J乙",
        "甲\u202e乙",
        "甲\u200b乙",
        "甲\u061c乙",
        "甲\u2028乙",
        "甲" * 101,
        1,
        None,
        b"x",
    ],
)
def test_no_such_name(name: object) -> None:
    with pytest.raises(GiktuiError):
        sound_name(name)


@pytest.mark.parametrize(
    "number",
    [10**15, Decimal("1E15"), Decimal("1E999999999"), Decimal("0E999999999"), Decimal("1E-16"), Decimal("NaN"),
     Decimal("Infinity"), "1e5", "１", "1_0", "", 1.5, True],
)  # fmt: skip
def test_no_such_number(number: object) -> None:
    with pytest.raises(GiktuiError):
        sound_number(number)


@pytest.mark.parametrize("number", [0, -1, 10**15 - 1, Decimal("0.000000000000001"), Decimal("1E3"), Decimal("-0.10")])
def test_a_number_stays_as_it_is(number: int | Decimal) -> None:
    assert repr(sound_number(number)) == repr(number)


def test_times_are_moments_that_were() -> None:
    soon = datetime.now(UTC) + timedelta(days=1)
    assert sound_time(soon.strftime("%Y-%m-%dT%H:%M:%SZ")), "clocks differ"
    later = (soon + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M:%SZ")
    for time in ("0000-01-01T00:00:00Z", "2025-02-30T00:00:00Z", "2025-01-01T24:61:00Z", "1999-12-31T23:59:59Z", later):
        with pytest.raises(GiktuiError):
            sound_time(time)
    for day in ("2025-02-30", "20250101", "1999-12-31", later[:10], 5):
        with pytest.raises(GiktuiError):
            sound_day(day)


def test_texts_are_cleaned_and_lines_are_one() -> None:
    assert sound_text("甲\u202e乙\x1b[31m\r\n丙\u200b") == "甲乙\n丙"
    assert sound_line(" 甲\n乙\u2028丙 ") == "甲 乙 丙"
    with pytest.raises(GiktuiError):
        sound_text("甲" * 200_001)


@given(
    st.builds(
        Report,
        agency=st.text(max_size=120),
        year=st.integers(1900, 3000),
        form=st.sampled_from(("2021", "2019", "1999")),
        title=st.text(max_size=20),
        cells=st.dictionaries(
            st.sampled_from(("disclosure.rules.issued", "disclosure.fees.amount", "no.such.cell")),
            st.integers() | st.decimals(),
        ),
        narratives=st.dictionaries(st.sampled_from(("overview", "nothing")), st.text(max_size=20)),
    )
)
def test_a_sound_report_is_one_that_the_interchange_form_takes(report: Report) -> None:
    try:
        sound = sound_report(report)
    except (GiktuiError, UnicodeEncodeError):
        return
    read = from_dict(json.loads(json.dumps(as_dict(sound))))
    assert read.cells == sound.cells
    assert read.agency == sound.agency and read.year == sound.year
