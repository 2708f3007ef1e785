"""The labelled sentences reach the bars, and numbers are read as they are meant."""

from decimal import Decimal

import pytest
from checks import paragraphs
from checks.labelled import SETS, outcomes, score
from checks.reports import sound
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from giktui.checks import check
from giktui.checks.narrative.words.ignorable_words import familiar, harmless
from giktui.report import Number
from giktui.text.numerals import amount, value


@pytest.mark.parametrize("name", SETS)
def test_accusations_are_right_and_contradictions_found(name: str) -> None:
    got = score(name)
    assert got.precision >= 98
    assert got.recall >= 85


@pytest.mark.parametrize("name", paragraphs.SETS)
def test_moved_figures_are_found_and_accusations_right(name: str) -> None:
    got = paragraphs.score(name)
    assert got.precision >= 99
    assert got.recall >= 90


def test_true_sentences_on_other_figures_are_not_accused() -> None:
    assert [(text, sorted(wrong)) for text, wrong in paragraphs.honest() if wrong] == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("制发行政规范性文件3件，废止1件，宣布失效2件。", set()),
        ("废止行政规范性文件4件，宣布失效2件。", {"TX-DOCUMENTS"}),
        ("新制定行政规范性文件1件，修订2件。", set()),
        ("新制定行政规范性文件4件，修订2件。", {"TX-DOCUMENTS"}),
        ("我局被申请行政复议46件，其中涉及政府信息公开2件。", set()),
        ("我局被申请行政复议46件（其中政府信息公开类2件）。", set()),
        ("我局被申请行政复议46件、行政诉讼31件，其中涉及政府信息公开的分别为2件、0件。", set()),
        ("我局被申请行政复议46件，其中涉及政府信息公开5件。", {"TX-REVIEW"}),
        ("累计收到政府信息公开申请286件（2019年以来）。", set()),
        ("甲县教育局（教体局）共受理政府信息公开申请20件。", {"TX-RECEIVED"}),
        ("全县各职能部门共收到政府信息公开申请20件。", set()),
        ("乙县教育局（教体局）共受理政府信息公开申请20件。", set()),
        ("因行政处罚引发的行政复议37件、行政诉讼12件，因征地补偿引发的行政复议5件。", set()),
        ("因政府信息公开引发的行政复议3件。", {"TX-REVIEW"}),
        ("收到政府信息公开申请12件，全部在20个工作日内答复或依法延长答复期限。", set()),
        ("收到政府信息公开申请12件，全部在20个工作日内答复。", {"TX-ALL-HANDLED"}),
        ("已办结的政府信息公开申请中，予以公开、部分公开、无法提供的分别为7件、4件、0件。", set()),
        ("已办结的政府信息公开申请中，予以公开、部分公开的分别为7件、5件。", {"TX-PARTLY"}),
        ("依申请公开。全年受理信访事项25件，上年结转8件，办结29件，结转下年度6件。", set()),
        ("依申请公开。收到档案查询申请35件，办结35件。", set()),
        ("政府信息公开行政复议由5件降至2件。", set()),
        ("政府信息公开行政复议由2件增至5件。", {"TX-REVIEW"}),
        ("被申请行政复议3件。上述均系政府信息公开案件。", {"TX-REVIEW"}),
        ("被申请行政复议3件，维持3件。上述均与行政处罚有关。", set()),
        ("办理结果：\n（1）予以公开8件；\n（2）部分公开4件；\n（3）无法提供0件。", {"TX-GRANTED"}),
    ],
)
def test_kinds_that_were_accused_wrongly(text: str, wrong: set[str]) -> None:
    cells: dict[str, Number | None] = {
        "disclosure.normative_documents.issued": 3,
        "disclosure.normative_documents.repealed": 3,
        "proceedings.review.total": 2,
    }
    report = sound(overview=text).with_cells(cells)
    assert {f.rule for f in check(report) if f.rule.startswith("TX-") and f.status == "open"} == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("2024年，甲区管委会（办公室）共受理政府信息公开申请20件。", {"TX-RECEIVED"}),
        ("2024年甲区管委会(办公室)共受理政府信息公开申请20件。", {"TX-RECEIVED"}),
        ("本年度，管委会（办公室）收到政府信息公开申请20件。", {"TX-RECEIVED"}),
        ("乙县管委会（办公室）共受理政府信息公开申请20件。", set()),
        ("甲区管委会（园区）共受理政府信息公开申请20件。", set()),
        ("下属单位（不含管委会办公室）共受理政府信息公开申请20件。", set()),
    ],
)
def test_a_name_with_its_end_in_brackets_is_the_agency_itself(text: str, wrong: set[str]) -> None:
    report = sound("甲区管委会办公室", 2024, overview=text)
    assert {f.rule for f in check(report) if f.rule.startswith("TX-") and f.status == "open"} == wrong


def test_there_are_sentences_enough() -> None:
    assert sum(score(name).sentences for name in SETS) >= 150


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", 12), ("１２", 12), ("1,234", 1234), ("1.2万", 12000), ("3万", 30000), ("零", 0), ("〇", 0), ("十", 10),
        ("十一", 11), ("两", 2), ("两百", 200), ("一百零五", 105), ("二十三", 23), ("一千二百零八", 1208),
        ("三四", None), ("百", None), ("千百", None), ("一二", None),
    ],
)  # fmt: skip
def test_numbers(text: str, expected: int | None) -> None:
    assert value(text) == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    ("words", "true", "false"),
    [
        ({"number": "1200", "between": "余"}, [1200, 1208, 1299], [1199, 1320]),
        ({"number": "1.2万"}, [11950, 12100], [13500, 10000]),
        ({"number": "100", "before": "约"}, [92, 110], [60, 140]),
        ({"number": "60", "before": "不足"}, [58], [61]),
        ({"number": "100", "before": "超过"}, [101, 140], [99]),
        ({"number": "10", "upto": "15"}, [10, 12, 15], [9, 16]),
    ],
)
def test_approximate_numbers(words: dict[str, str], true: list[int], false: list[int]) -> None:
    said = amount(**words)
    assert said is not None
    assert all(said.admits(number) for number in true)
    assert not any(said.admits(number) for number in false)


def _pieces() -> list[str]:
    """The labelled sentences cut into pieces of a few characters."""
    texts = [one.text for one in (*outcomes("offices"), *outcomes("independent"))]
    return sorted({text[at : at + 4] for text in texts for at in range(0, len(text), 3)} | set("（）()，；、。\n《》"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pieces=st.lists(st.sampled_from(_pieces()), max_size=60), year=st.sampled_from([2020, 2023]))
def test_no_text_is_too_odd(pieces: list[str], year: int) -> None:
    text = "".join(pieces)
    for agency in ("甲县教育局", "望川区石桥街道办事处", "县", "国家税务总局青陵县税务局"):
        report = sound(agency, year, overview=text)
        for finding in check(report):
            if finding.rule.startswith("TX-") and finding.span and finding.span[0] == "overview":
                assert 0 <= finding.span[1] < finding.span[2] <= len(text)


def test_words_that_can_be_cut_in_many_ways_take_no_longer() -> None:
    assert harmless("总计" * 500)
    assert not harmless("总计" * 500 + "某")
    assert not familiar("政府信息公开工作" * 500 + "某")
