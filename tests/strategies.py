"""Reports made up by Hypothesis: both forms, blanks, and text that looks like a table, a head or a formula.

Tests import it by name (`from strategies import reports`): pyproject puts this folder on pytest's path.
"""

import random
from decimal import Decimal

from hypothesis import strategies as st

from giktui.form import FORM_IDS, Form, Kind, form_for_year, load_form
from giktui.report import Number, Report, default_title, table_text

_AGENCIES = ("青禾县人民政府", "青禾县人民政府办公室", "云栖市自然资源和规划局", "临川区柳河镇人民政府", "北岭省水利厅")
_YEARS = {id: [year for year in range(2019, 2026) if form_for_year(year).id == id] for id in FORM_IDS}
_LETTERS = (
    "政府信息公开条例申请件答复办结受理县市镇局年月，。；：、（）“”一二三十百０１％"
    "0123456789%+-=@#*_|<>&`~\\/'\"!?.()[]{}$^ aZé"
)
_LOOKALIKES = (
    "# 标题", "## 二、主动公开", "| 甲 | 乙 |", "甲 | 乙 | 丙", "- 项目", "+ 项目", "* 项目", "1. 第一", "1) 第一",
    "> 引文", "***", "---", "- - -", "===", "```", "~~~", "=1+1", "+86", "-5", "@SUM(A1)", "'=1", "<b>粗</b>",
    "<!-- 注 -->", "&amp;", "[/部分]", "[red]红[/red]", "**粗** _斜_ `码`", "反斜线\\", "\\*", "\\|", "无", "0", "/",
    "2.1.3", "——", "①②", "（一）主动公开。全年发布信息1200条。", "一是完善制度；二是加强培训。", "存在的主要问题：",
    "规章", "规章 0 0 0", "| 规章 | 1 | 2 | 3 |", "+----+----+", "|", "总计", "（七）总计", "自然人", "本年制发件数",
    "第二十条第（一）项", "三、本年度办理结果", "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
    "http://www.example.gov.cn/a_b?x=1&y=2", '"引号", 逗号',
)  # fmt: skip


def numbers(kind: Kind, *, odd: bool = False) -> st.SearchStrategy[Number]:
    """Numbers a cell of that kind may hold; with `odd` also negative counts and counts with decimals."""
    count = st.integers(0, 20) | st.integers(0, 9_999_999)
    amount = st.decimals(0, 9_999_999, places=4, allow_nan=False, allow_infinity=False)
    if odd:
        return count | st.integers(-9_999_999, 9_999_999) | amount | amount.map(Decimal.__neg__)
    usual: dict[Kind, st.SearchStrategy[Number]] = {
        "count": count,
        "amount": amount,
        "change": st.integers(-99_999, 99_999),
    }
    return usual[kind]


def lines() -> st.SearchStrategy[str]:
    """One paragraph: never empty, no white space at its ends, no run of spaces, no control character."""
    written = st.text(_LETTERS, min_size=1, max_size=40).map(lambda text: " ".join(text.split()))
    return st.sampled_from(_LOOKALIKES) | written.filter(bool)


def texts(max_size: int = 4) -> st.SearchStrategy[str]:
    """A narrative or a preamble: paragraphs, one a line; may be empty."""
    return st.lists(lines(), max_size=max_size).map("\n".join)


def notes() -> st.SearchStrategy[str]:
    """The text around a table: sentences before it or behind it, none with bars, which may be one of its rows; may be
    empty."""
    sentence = lines().filter(lambda text: "|" not in text).map(lambda text: f"说明：{text}。")
    return st.tuples(st.lists(sentence, max_size=2), st.lists(sentence, max_size=2)).map(
        lambda parts: table_text(*parts)
    )


@st.composite
def cells(draw: st.DrawFn, form: Form, *, odd: bool = False) -> dict[str, Number]:
    """A report's cells: all blank, all 0 or filled by chance, and some set one by one (those are what shrinks)."""
    fill = draw(st.sampled_from(("blank", "zero", "chance")))
    values: dict[str, Number] = {}
    if fill == "zero":
        values = dict.fromkeys(form.cells, 0)
    elif fill == "chance":
        values = _by_chance(form, random.Random(draw(st.integers(0, 2**32))))
    for id in draw(st.lists(st.sampled_from(sorted(form.cells)), max_size=12, unique=True)):
        value = draw(st.none() | numbers(form.cells[id].kind, odd=odd))
        if value is None:
            values.pop(id, None)
        else:
            values[id] = value
    return values


@st.composite
def reports(draw: st.DrawFn, form: str | None = None, *, year: int | None = None, odd: bool = False) -> Report:
    """A report on the form of that id (either, if None). `odd`: see `numbers`; such a report is wrong but storable."""
    id = form or draw(st.sampled_from([id for id in FORM_IDS if _YEARS[id]]))
    definition = load_form(id)
    agency = draw(st.sampled_from(_AGENCIES))
    stated = year or draw(st.sampled_from(_YEARS[id]))
    return Report(
        agency=agency,
        year=stated,
        form=id,
        title=default_title(agency, stated, definition),
        preamble=draw(texts(2)),
        cells=draw(cells(definition, odd=odd)),
        narratives={section.id: draw(notes() if section.table else texts()) for section in definition.sections},
    )


def _by_chance(form: Form, chance: random.Random) -> dict[str, Number]:
    values: dict[str, Number] = {}
    for id, cell in form.cells.items():
        if chance.random() < 0.1:
            continue
        count = chance.choice((0, 0, chance.randint(0, 30), chance.randint(0, 90_000)))
        if cell.kind == "amount":
            values[id] = Decimal(count) + Decimal(chance.randint(0, 9999)).scaleb(-4)
        else:
            values[id] = -count if cell.kind == "change" and chance.random() < 0.3 else count
    return values
