"""Two consecutive reports of one made-up agency, and one on the older form, for golden files."""

from decimal import Decimal

from giktui.form import load_form
from giktui.report import Number, Report, default_title

AGENCY = "青禾县人民政府"


def sample(year: int) -> Report:
    """The report on 2020 (form 2019), 2023 or 2024 (form 2021)."""
    form = load_form("2019" if year < 2021 else "2021")
    cells = {**dict.fromkeys(form.cells, 0), **_FIGURES[year]}
    return Report(
        AGENCY,
        year,
        form.id,
        default_title(AGENCY, year, form),
        "本报告依据《中华人民共和国政府信息公开条例》编制，所列数据的统计期限为当年1月1日至12月31日。",
        {id: value for id, value in cells.items() if id not in _BLANK[year]},
        _TEXTS[year],
    )


def _row(row: str, *values: int) -> dict[str, Number]:
    columns = [column.id for column in load_form("2021").table("applications").columns]
    return {f"applications.{row}.{column}": value for column, value in zip(columns, values, strict=True)}


_FIGURES: dict[int, dict[str, Number]] = {
    2020: {
        "disclosure.normative_documents.made": 4,
        "disclosure.normative_documents.total_public": 31,
        "disclosure.licences.last_year": 210,
        "disclosure.licences.change": -12,
        "disclosure.licences.decisions": 9871,
        "disclosure.penalties.change": 36,
        "disclosure.procurement.projects": 17,
        "disclosure.procurement.amount": Decimal("1203.75"),
        **_row("received", 21, 2, 0, 0, 1, 0, 24),
        **_row("other", 3, 0, 0, 0, 0, 0, 3),
        **_row("granted", 18, 2, 0, 0, 1, 0, 21),
        **_row("results_total", 21, 2, 0, 0, 1, 0, 24),
    },
    2023: {
        "disclosure.normative_documents.issued": 5,
        "disclosure.normative_documents.repealed": 2,
        "disclosure.normative_documents.in_force": 34,
        "disclosure.licences.decisions": 10412,
        "disclosure.fees.amount": Decimal("72701.2578"),
        **_row("received", 30, 4, 0, 0, 2, 0, 36),
        **_row("granted", 20, 3, 0, 0, 2, 0, 25),
        **_row("refused_third_party", 6, 1, 0, 0, 0, 0, 7),
        **_row("results_total", 26, 4, 0, 0, 2, 0, 32),
        **_row("carried_out", 4, 0, 0, 0, 0, 0, 4),
        "proceedings.review.upheld": 1,
        "proceedings.review.total": 1,
    },
    2024: {
        "disclosure.normative_documents.issued": 3,
        "disclosure.normative_documents.repealed": 1,
        "disclosure.normative_documents.in_force": 36,
        "disclosure.licences.decisions": 10987,
        "disclosure.fees.amount": Decimal("70115.02"),
        **_row("received", 41, 4, 1, 0, 0, 0, 46),
        **_row("carried_in", 4, 0, 0, 0, 0, 0, 4),
        **_row("granted", 30, 4, 1, 0, 0, 0, 35),
        **_row("refused_security_stability", 1, 0, 0, 0, 0, 0, 1),
        **_row("unavailable_not_held", 9, 0, 0, 0, 0, 0, 9),
        **_row("other_not_supplemented", 2, 0, 0, 0, 0, 0, 2),
        **_row("results_total", 42, 4, 1, 0, 0, 0, 47),
        **_row("carried_out", 3, 0, 0, 0, 0, 0, 3),
        "proceedings.review.pending": 2,
        "proceedings.review.total": 2,
        "proceedings.litigation_direct.upheld": 1,
        "proceedings.litigation_direct.total": 1,
    },
}
_BLANK: dict[int, set[str]] = {
    2020: {"disclosure.services.last_year"},
    2023: set(),
    2024: {"disclosure.coercion.decisions", "applications.carried_out.research"},
}
_TEXTS = {
    2020: {
        "overview": "2020年，全县认真落实政务公开各项任务。",
        "problems": "人员更替较快，业务还不够熟练。",
        "other": "无其他需要报告的事项。",
    },
    2023: {
        "overview": "2023年，全县新收政府信息公开申请36件，办结32件，结转下年度4件。\n"
        "（一）主动公开。全年通过县政府网站发布信息5120条。\n（二）监督保障。举办培训1期。",
        "problems": "政策解读以文字为主，形式单一。\n下一步将增加图文和视频解读。",
        "other": "2023年未收取信息处理费。",
    },
    2024: {
        "overview": "2024年，全县新收政府信息公开申请46件，上年结转4件，办结47件。\n"
        "（一）主动公开。全年通过县政府网站发布信息5388条。\n（二）监督保障。举办培训2期，覆盖全部乡镇。\n"
        "<附> 公开目录见 http://www.example.gov.cn/a_b?x=1&y=2 | 共3页 *",
        "problems": "部分乡镇公开目录更新不及时。\n下一步将增加图文和视频解读。",
        "other": "2024年未收取信息处理费。",
    },
}
