"""Each rule finds what breaks it and nothing in what nearly does, and none raises on any storable report."""

import random
from datetime import date
from decimal import Decimal

import pytest
from checks.honest import honest
from checks.pairs import PAIRS, Situation
from checks.reports import OVERVIEW, following, sound
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import reports

from giktui.checks import Child, Context, Doubt, Finding, check, rule, rules
from giktui.checks.repair.hints import repair_hints
from giktui.form import load_form
from giktui.report import Report


def found(situation: Situation) -> set[str]:
    findings = check(situation.report, situation.last, context=situation.context)
    return {rule(finding.rule).id for finding in findings if finding.status == "open"}


def test_every_rule_has_its_pair() -> None:
    assert set(PAIRS) == {entry.id for entry in rules()}


@pytest.mark.parametrize("id", PAIRS)
def test_a_report_that_breaks_the_rule_is_found(id: str) -> None:
    assert id in found(PAIRS[id][0])


@pytest.mark.parametrize("id", PAIRS)
def test_a_report_that_nearly_breaks_the_rule_is_not(id: str) -> None:
    assert id not in found(PAIRS[id][1])


@pytest.mark.parametrize(
    ("carried", "text", "severity"),
    [
        (2, "经核，2022年度结转下年度应为2件，误填为3件，特此更正。", "info"),
        (2, "2022年度结转3件中有1件申请人撤回，不再计入。", "info"),
        (2, "上年结转2件（2022年度报告填报3件，其中1件经核实于2022年12月29日办结）。", "info"),
        (2, "经自查，2022年度报告结转数应为2件，特此说明。", "info"),
        (2, "2022年度结转3件中有2件申请人撤回，不再计入。", "soft"),
        (2, "2022年度报告多报结转申请1件，现予更正。", "info"),
        (4, "上年度漏报结转申请1件，本年补列。", "info"),
        (4, "上年度多报结转申请1件。", "soft"),
        (2, "上年度漏报信息1件。", "soft"),
        (2, "2022年度结转下年度应为1件，误填为3件。", "soft"),
    ],
)
def test_a_number_is_settled_by_words_that_explain_it_to_the_unit(carried: int, text: str, severity: str) -> None:
    report = sound(other=f"本年度未收取信息处理费。{text}")
    before = following(report)
    report = report.with_cells({f"applications.carried_in.{column}": carried for column in ("natural_person", "total")})
    assert {f.severity for f in check(report, before) if rule(f.rule).id == "XY-CARRY"} == {severity}


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("另有3件有效期届满自动失效。", "info"),
        ("其中2件到期失效，1件划转县数据局。", "info"),
        ("2022年报告误将3件一般性文件计入，本年剔除。", "info"),
        ("其中2件到期失效，2件划转县数据局。", "soft"),
        ("解读文件3件。", "soft"),
    ],
)
def test_documents_that_lapsed_are_told(text: str, severity: str) -> None:
    documents = "disclosure.normative_documents.in_force"
    report = sound(other=f"本年度未收取信息处理费。{text}").with_cells({documents: 9})
    before = following(report).with_cells({documents: 12})
    assert {f.severity for f in check(report, before) if rule(f.rule).id == "XY-FORCE"} == {severity}


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("政府信息公开信息处理费收取金额为￥0.00。", False),
        ("政府信息公开信息处理费收取金额为￥135.00。", True),
        ("政府信息公开信息处理费收取金额见附件。", True),
    ],
)
def test_a_fee_may_be_told_with_a_sign(text: str, accused: bool) -> None:
    assert bool(found(Situation(sound(other=text))) & {"TX-FEE", "PL-FEE"}) is accused


def test_a_township_reports_for_itself() -> None:
    cell = "applications.received.total"
    children = (Child("白水镇卫生院", {cell: 2}),)
    for agency, adds_up in (("青禾县白水镇人民政府", False), ("桥东街道办事处", False), ("青禾县人民政府", True)):
        situation = Situation(sound(agency), context=Context(children=children))
        assert ("HR-SUM" in found(situation)) is adds_up


def test_what_a_row_does_not_have_it_does_not_include() -> None:
    """46 carried in of those who applied for nothing: the one number is wrong, and no repair is below 0."""
    report = sound().with_cells({"applications.carried_in.legal_service": 46})
    findings = check(report)
    assert "PL-INCLUDES" not in {finding.rule for finding in findings}
    repairs = [repair for finding in findings for repair in finding.repairs]
    assert [[(one.cell, one.new) for one in repair.cells] for repair in repairs[:1]] == [
        [("applications.carried_in.legal_service", 0)]
    ]
    assert all(one.new is None or one.new >= 0 for repair in repairs for one in repair.cells)


@pytest.mark.parametrize("seed", range(30))
def test_three_wrong_numbers_are_found_with_no_more_changes_than_that(seed: int) -> None:
    report, last = honest(seed)
    draw = random.Random(seed)
    names = [cell for cell in report.cells if cell.startswith(("applications", "proceedings"))]
    wrong = report.with_cells({cell: report.cells[cell] + draw.randint(1, 50) for cell in draw.sample(names, 3)})
    for _round in range(3):
        repairs = [one for finding in check(wrong, last) if finding.severity == "error" for one in finding.repairs]
        if not repairs:
            break
        wrong = wrong.with_cells({one.cell: one.new for one in repairs[0].cells})
    assert [f.message for f in check(wrong, last) if f.status == "open" and f.severity in {"error", "soft"}] == []
    assert sum(wrong.cells[cell] != report.cells[cell] for cell in report.cells) <= 6


@pytest.mark.parametrize("seed", range(200))
def test_an_honest_report_is_accused_of_nothing(seed: int) -> None:
    report, last = honest(seed)
    assert [f.message for f in check(report, last) if f.status == "open" and f.severity != "info"] == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(report=reports(odd=True), last=st.none() | reports(odd=True), submitting=st.booleans())
def test_no_rule_raises_on_a_storable_report(report: Report, last: Report | None, submitting: bool) -> None:
    context = Context(
        submitting=submitting,
        doubts=(Doubt("FV-CELLS", "缺一行", ("no.such.cell",)), Doubt("FV-NEW", "?")),
        children=(Child("甲局", last.cells if last else None), Child("甲局", {})),
    )
    findings = check(report, last, context=context)
    assert all(isinstance(finding, Finding) and finding.message for finding in findings)
    assert all(cell in report.definition.cells for finding in findings for cell in finding.cells)
    texts = {**report.narratives, "preamble": report.preamble}
    for finding in findings:
        if finding.span and finding.evidence:
            section, start, end = finding.span
            assert 0 <= start <= end <= len(texts[section])
    repair_hints(report, last, steps=200)


@pytest.mark.parametrize("value", [10**40, -(10**40), Decimal("1E+400"), Decimal("Infinity"), Decimal("-0.0")])
def test_absurd_numbers_are_findings_not_failures(value: int | Decimal) -> None:
    for form in ("2019", "2021"):
        report = Report("甲局", 2021, form, cells=dict.fromkeys(load_form(form).cells, value))
        assert check(report, report)
        repair_hints(report, report)


@pytest.mark.parametrize(
    "text", ["\n\n", "0", "\x00", "（", "件" * 50, "一二三" * 400, "收到" * 300, "1" * 5000 + "件申请"]
)
def test_odd_text_is_read_without_fuss(text: str) -> None:
    report = sound(overview=text, problems=text, other=text)
    check(report, report)


def test_a_difference_between_parent_and_children_names_who_may_be_counted_twice() -> None:
    cell = "applications.received.total"
    children = (Child("甲局", {cell: 9}), Child("乙局", {cell: 4}), Child("丙局", {cell: 1}))
    county = sound("甲县人民政府")
    (finding,) = (f for f in check(county, context=Context(children=children)) if f.rule == "HR-SUM")
    assert (finding.left, finding.right, finding.delta) == (12, 14, -2)
    assert "甲局 9、乙局 4、丙局 1" in finding.message
    short = (Child("甲局", {cell: 8}), Child("乙局", {cell: 4}), Child("丙局", {cell: 4}))
    (finding,) = (f for f in check(county, context=Context(children=short)) if f.rule == "HR-SUM")
    assert "各格之差恰为乙局的数：漏计" in finding.message


@pytest.mark.parametrize(("stated", "wrong"), [("2.5", False), ("2.6", False), ("2.7", True)])
def test_an_amount_is_as_exact_as_its_decimals(stated: str, wrong: bool) -> None:
    cell = "disclosure.fees.amount"
    children = (Child("甲局", {cell: Decimal("1.24")}), Child("乙局", {cell: Decimal("1.31")}))
    report = sound("甲县人民政府").with_cells({cell: Decimal(stated)})
    assert ("HR-SUM" in found(Situation(report, context=Context(children=children)))) is wrong


@pytest.mark.parametrize(
    ("agency", "may_not"),
    [
        ("宜阳县人民政府办公室", True),
        ("甲市乙区人民政府", True),
        ("甲县乙镇人民政府", True),
        ("甲市教育局", True),
        ("江北省财政厅", True),
        ("甲自治县人民政府", True),
        ("丙街道办事处", True),
        ("甲旗自然资源局", True),
        ("淮安市人民政府", False),
        ("淮安市人民政府办公室", False),
        ("广西壮族自治区人民政府", False),
        ("某某自治州人民政府", False),
        ("国家发展和改革委员会", False),
        ("教育部", False),
        ("江北省人民政府办公厅", False),
    ],
)
def test_who_may_make_rules_is_told_by_the_name(agency: str, may_not: bool) -> None:
    report = sound(agency).with_cells({"disclosure.rules.in_force": 3})
    assert ("PL-LEVEL" in found(Situation(report))) is may_not


def test_what_is_known_of_the_agency_outweighs_its_name() -> None:
    report = sound("甲市人民政府").with_cells({"disclosure.rules.in_force": 3})
    assert "PL-LEVEL" in found(Situation(report, context=Context(level="县")))
    assert "PL-LEVEL" not in found(Situation(report, context=Context(level="市")))
    assert "PL-LEVEL" in found(Situation(report, context=Context(makes_rules=False)))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("2023年，我局未收取信息处理费。", False),
        ("本年度收取信息处理费1200元。", False),
        ("一、信息处理费收取情况：0元。二、其他无。", False),
        ("依申请提供政府信息未收取任何费用。", False),
        ("按照规定，信息处理费收取情况为零。", False),
        ("政府信息公开处理费收取情况：无。", False),
        ("（一）收取信息处理费情况\n本年度0元。", False),
        ("1.收取信息处理费情况：\n2023年无。\n2.其他事项：无。", False),
        ("信息处理费收取金额：0。", False),
        ("收取信息处理费情况。2023年度按规定办理。", True),
        ("无其他需要报告的事项。", True),
        ("我局严格执行信息处理费管理办法。", True),
        ("开展基层政务公开标准化工作。", True),
    ],
)
def test_the_fee_is_stated_in_section_six(text: str, wrong: bool) -> None:
    assert ("TX-FEE" in found(Situation(sound(other=text)))) is wrong


def test_the_fee_is_asked_for_since_2021_only() -> None:
    assert "TX-FEE" not in found(Situation(sound(year=2020, other="无")))


def test_a_period_of_another_year_in_the_preamble_is_found() -> None:
    from dataclasses import replace

    text = "本报告统计期限为2022年1月1日至2022年12月31日，咨询电话见网站，本报告按2023年要求编制。"
    (finding,) = (f for f in check(replace(sound(), preamble=text)) if f.rule == "TX-YEAR")
    assert finding.span is not None
    assert text[finding.span[1] : finding.span[2]] == finding.evidence == "2022年1月1日至2022年12月31日"
    right = text.replace("2022", "2023")
    assert "TX-YEAR" not in found(Situation(replace(sound(), preamble=right)))


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("2022年受理政府信息公开申请31件，今年受理40件。", False),
        ("2022年收到申请31件。本年收到40件，办结39件。", False),
        ("2022年制发文件12件，比去年的数量少3件。", False),
        ("2022年受理政府信息公开申请31件，受理数量保持平稳。", True),
        ("2022年收到申请31件。办结39件，公开信息402条。", True),
    ],
)
def test_a_paragraph_that_goes_on_from_last_year_to_this_one_is_not_accused(text: str, accused: bool) -> None:
    assert ("TX-YEAR" in found(Situation(sound(overview=text)))) is accused


def test_evidence_is_quoted_from_its_place() -> None:
    text = "依申请公开有序开展。\n全年收到政府信息公开申请 13 件，予以公开9件。"
    findings = [f for f in check(sound(overview=text)) if f.rule in {"TX-RECEIVED", "TX-GRANTED"}]
    assert [f.evidence for f in findings] == ["收到政府信息公开申请 13 件", "予以公开9件"]
    for finding in findings:
        assert finding.span is not None
        assert text[finding.span[1] : finding.span[2]] == finding.evidence
    assert "新收" in findings[0].message
    assert "，或 " in findings[0].message


@pytest.mark.parametrize(
    ("agency", "late"), [("甲县人民政府", False), ("甲县乙镇人民政府", True), ("甲县教育局", True)]
)
def test_governments_from_the_county_up_have_until_the_end_of_march(agency: str, late: bool) -> None:
    situation = Situation(sound(agency), context=Context(submitted=date(2024, 3, 1)))
    assert ("CP-LATE" in found(situation)) is late


@pytest.mark.parametrize(
    ("figures", "copied"),
    [
        ({"normative_documents.in_force": 31}, False),
        ({"normative_documents.in_force": 31, "rules.in_force": 2}, False),
        ({"normative_documents.in_force": 31, "penalties.decisions": 2}, False),
        ({"licences.decisions": 35, "penalties.decisions": 2}, True),
    ],
)
def test_what_stays_in_force_is_not_copied(figures: dict[str, int], copied: bool) -> None:
    cells = {f"disclosure.{cell}": value for cell, value in figures.items()}
    report, last = following(sound(year=2024)).with_cells(cells), following(sound()).with_cells(cells)
    told = [f for f in check(report, last) if f.rule == "PL-COPIED" and f.cells[0].startswith("disclosure.")]
    assert bool(told) is copied


@pytest.mark.parametrize("said", ["市公安局机关收到政府信息公开申请129宗", "收到政府信息公开申请129宗"])
def test_a_nil_report_is_contradicted_by_what_the_text_counts_of_the_whole_or_of_a_part(said: str) -> None:
    report = sound("甲市公安局", overview=f"{OVERVIEW}\n{said}。")
    findings = check(report.with_cells(dict.fromkeys(report.cells, 0)))
    assert [(f.severity, f.evidence in said) for f in findings if rule(f.rule).id == "CP-ZERO"] == [("soft", True)]


def test_a_share_of_suits_is_found_at_their_cells() -> None:
    report = sound(overview=f"{OVERVIEW}\n政府信息公开行政诉讼6件，其中维持4件，维持率50%。")
    suits = {f"proceedings.litigation_direct.{column}": n for column, n in (("total", 6), ("upheld", 4), ("other", 2))}
    (share,) = (f for f in check(report.with_cells(suits)) if rule(f.rule).id == "TX-SHARE")
    assert {*report.definition.reading("review"), "proceedings.litigation_direct.total"} < set(share.cells)


def test_last_years_numbers_decide_how_long_a_waiver_holds() -> None:
    report = sound()
    last = following(report).with_cells({"applications.carried_out.total": 7})
    other = last.with_cells({"applications.carried_out.total": 8})

    def carry(before: Report) -> str:
        return next(f.fingerprint for f in check(report, before) if f.rule == "XY-CARRY-total")

    assert carry(last) == carry(last) != carry(other)


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("2023年收取信息处理费125元（含邮寄费5元）。", 1),
        ("2023年收取信息处理费120元，另收邮寄费15元。", 0),
        ("应收信息处理费40元，减免40元。", 0),
    ],
)
def test_a_fee_is_judged_once_and_postage_is_none(text: str, accused: int) -> None:
    findings = check(sound(other=text))
    assert [f.rule for f in findings if f.rule in {"PL-FEE", "TX-FEE"} and f.status == "open"] == ["PL-FEE"] * accused
