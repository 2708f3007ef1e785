"""Reports in traditional characters, and texts in Big5 and in UTF-16 without a mark."""

import html

import pytest
from published.plain import figures, report

from giktui.readers import reports_in

PAIRS = (
    "县縣 开開 报報 项項 条條 规規 范範 现現 发發 废廢 数數 处處 决決 许許 罚罰 强強 业業 费費 单單 万萬 况況 动動 "
    "总總 计計 无無 实實 关關 请請 结結 转轉 办辦 继繼 续續 机機 构構 组組 织織 会會 务務 纠糾 维維 审審 经經 议議 "
    "讼訟 问問 题題 进進 属屬 国國 护護 权權 类類 内內 过過 执執 询詢 没沒 补補 后後 确確 访訪 举舉 诉訴 复復 当當 "
    "认認 获獲 缴繳 纳納 稳穩 区區 这這 种種 与與 为為 于於 该該 应應 须須 营營 责責 书書 产產 额額 间間 级級 节節 "
    "农農 专專"
)
TRADITIONAL = {ord(pair[0]): pair[1] for pair in PAIRS.split()}
LINES = [line.translate(TRADITIONAL) for line in report()]


def _page(lines: list[str]) -> str:
    rows = (html.escape(line).replace("\t", "</td><td>") for line in lines)
    return "".join(f"<table><tr><td>{row}</td></tr></table>" if "</td>" in row else f"<p>{row}</p>" for row in rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "big5hkscs", "gb18030"])
@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_labels_are_read_and_texts_are_kept(encoding: str, name: str) -> None:
    text = _page(LINES) if name == "a.html" else "\n".join(LINES)
    (found,) = reports_in(text.encode(encoding), name)
    read = {id: str(value) for id, value in found.report.cells.items()}
    assert read == figures("2021") or name == "a.html"
    assert read.items() <= figures("2021").items()
    assert (found.report.agency, found.report.year) == ("青禾縣人民政府", 2023)
    assert found.report.title == "青禾縣人民政府2023年政府信息公開工作年度報告"
    assert found.report.narratives["overview"] == "本年度工作平稳。\n（一）主动公开。".translate(TRADITIONAL)
    assert found.report.narratives["problems"] == "一是人手不足。"


def test_a_simplified_text_that_quotes_traditional_words_is_kept_as_it_is() -> None:
    lines = report()
    place = lines.index("本年度工作平稳。")
    lines[place] = "本年度工作平稳，另见《年度報告》與本县说明。"
    (found,) = reports_in("\n".join(lines).encode(), "a.txt")
    assert len(found.report.cells) == 200
    assert found.report.agency == "青禾县人民政府"
    assert found.report.narratives["overview"].startswith(lines[place])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_utf_16_without_a_mark(encoding: str, name: str) -> None:
    lines = report()
    (found,) = reports_in((_page(lines) if name == "a.html" else "\n".join(lines)).encode(encoding), name)
    assert found.report.agency == "青禾县人民政府"
    assert name == "a.html" or len(found.report.cells) == 200
