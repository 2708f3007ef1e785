"""Reports in traditional characters: their labels, heads and titles are read by the simplified forms of the form's own
words, and what they say is kept as it is written.

One character stands for one, so that what was read of a line can be found again in the line as it came.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from giktui.readers.document import Document, Grid, Paragraph
from giktui.readers.recognition import Recognition

Recognise = Callable[[Document], list[Recognition]]

_TRADITIONAL = (
    "佔來個備傳僅價億儘優內冊別則創劃劑動務勞勢區協參員問啟喚單嚴國圍園圖團執報場塊壓壞夠婦學實寧審寫寬將"
    "專對導屆層屬島峽帶幫幹庫廠廢廣廳張強彙後徑從復徵態應戶掃揚換損擇擔據擬擴擾敗數斷於時晝曆書會東條業構"
    "標樣機檔檢權歲歷歸殘氣決沒況減測準溝滿漢潔濟灣為無煙營爭爲狀獎獨獲現環產畫異當療發盡監眾確碼禮種稱積"
    "穩窮競筆節範簡糾紀約納紙級細終組結絕給統經綜綠維緊線締緣編緩練縣總績織繳繼續罰羅義習聯職聽脫腦與興舉"
    "舊艱華萬藝藥蘇處號術衛補裝製複褻見規視覺覽觀訂計討訓託記訟訪設許訴診註詢試該詳誌認語誤說説課調請論諮"
    "講謝證識譯議護讀變讓財貨責費貼貿資賣賦質賴購贊趙踐軌軍較載輔輕輪輯輸轄轉辦農進運過達違遠適遲選還邊郵"
    "鄉鄧鄭醫釋針錄錢錯鍵鎮鏈鐵長門閉開間閱關陰陳陽隊際隨險隱雖雙雜離難電靈靜響頁項順預頒領頭頻題額類顧顯"
    "風飛養餘館馬駐驗體鬥魚鳳麗黃點黨齊齡龍"
)
_SIMPLE = (
    "占来个备传仅价亿尽优内册别则创划剂动务劳势区协参员问启唤单严国围园图团执报场块压坏够妇学实宁审写宽将"
    "专对导届层属岛峡带帮干库厂废广厅张强汇后径从复征态应户扫扬换损择担据拟扩扰败数断于时昼历书会东条业构"
    "标样机档检权岁历归残气决没况减测准沟满汉洁济湾为无烟营争为状奖独获现环产画异当疗发尽监众确码礼种称积"
    "稳穷竞笔节范简纠纪约纳纸级细终组结绝给统经综绿维紧线缔缘编缓练县总绩织缴继续罚罗义习联职听脱脑与兴举"
    "旧艰华万艺药苏处号术卫补装制复亵见规视觉览观订计讨训托记讼访设许诉诊注询试该详志认语误说说课调请论咨"
    "讲谢证识译议护读变让财货责费贴贸资卖赋质赖购赞赵践轨军较载辅轻轮辑输辖转办农进运过达违远适迟选还边邮"
    "乡邓郑医释针录钱错键镇链铁长门闭开间阅关阴陈阳队际随险隐虽双杂离难电灵静响页项顺预颁领头频题额类顾显"
    "风飞养余馆马驻验体斗鱼凤丽黄点党齐龄龙"
)
_SIMPLIFIED = str.maketrans(_TRADITIONAL, _SIMPLE)
_TELLING = ("信息公開", "年度報告")


def is_traditional(document: Document) -> bool:
    """Whether a document names the report in traditional characters."""
    texts = [*document.titles]
    for block in document.blocks:
        if isinstance(block, Paragraph):
            texts.append(block.text)
        else:
            texts.extend(["\n".join(line.fields) for line in block.lines])
    whole = "\n".join(texts)
    return any(word in whole for word in _TELLING)


def as_written(document: Document, recognise: Recognise) -> list[Recognition]:
    """The reports in a document in traditional characters, their texts, titles and agencies as they are written."""
    written: dict[str, str] = {}
    for text in _texts(document):
        for line in text.split("\n"):
            written.setdefault(line.translate(_SIMPLIFIED), line)
    return [_restored(found, written) for found in recognise(_simplified(document))]


def _texts(document: Document) -> Iterator[str]:
    yield from document.titles
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.text
            continue
        for line in block.lines:
            yield from line.fields
            yield line.source
            yield " ".join(" ".join(line.fields).split())


def _simplified(document: Document) -> Document:
    def plain(text: str) -> str:
        return text.translate(_SIMPLIFIED)

    blocks = tuple(
        block._replace(text=plain(block.text))
        if isinstance(block, Paragraph)
        else Grid(
            tuple(
                line._replace(fields=tuple(map(plain, line.fields)), source=plain(line.source)) for line in block.lines
            ),
            block.aligned,
        )
        for block in document.blocks
    )
    return document._replace(blocks=blocks, titles=tuple(map(plain, document.titles)))


def _restored(found: Recognition, written: Mapping[str, str]) -> Recognition:
    report = found.report
    narratives = {id: _lines(text, written) for id, text in report.narratives.items()}
    restored = replace(
        report,
        agency=_part(report.agency, written),
        title=_part(report.title, written),
        preamble=_lines(report.preamble, written),
        narratives=narratives,
    )
    return found._replace(report=restored)


def _lines(text: str, written: Mapping[str, str]) -> str:
    return "\n".join(written.get(line) or _part(line, written) for line in text.split("\n"))


def _part(text: str, written: Mapping[str, str]) -> str:
    """A text, or the part of a line that it is, as it is written."""
    if not text or text in written:
        return written.get(text, text)
    line = next((line for line in written if text in line), "")
    start = line.index(text) if line else 0
    return written[line][start : start + len(text)] if line else text
