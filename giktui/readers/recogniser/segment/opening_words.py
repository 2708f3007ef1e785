"""Whose report it is, and on which year, by the words of its text: for a report without a title, or a name in it that
is nobody's full name."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from giktui.readers.recogniser.segment.title import NO_ORGAN, ORGAN, SUBJECT, YEAR, narrow, year_of
from giktui.text.patterns import compiled_late

_FIELDS = (
    "教育|科技|科学技术|工业和信息化|工信|经信|民政|司法|财政|财金|人社|人力资源|自然资源|自规|生态环境|环保|住房|住建|城乡|城管|城市管理|交通|水利|水务|农业|农牧"
    "|商务|文化|文旅|文广|卫生|卫健|退役|应急|审计|市场监|统计|医疗保障|医保|林业|林草|园林|信访|发展|发改|行政审批|政务|公安|体育|民族|宗教|民宗|金融|税务|国土|规划"
    "|教体|教科|科教|文体|水电|融媒体|供电|公共资源|市政|环卫|公积金|疾控|妇幼|人民(?=医院|法院|检察院)|中医|编办|机构编制"
    "|气象|国资|粮食|机关事务|大数据|数据|乡村振兴|扶贫|招商|投资促进|供销|档案|综合执法|综合行政执法|消防|地震|残联|人防|房管|房产"
)
_PLACELESS = compiled_late(
    rf"(?:{_FIELDS})[^省市县区旗州盟镇乡]{{0,12}}(?:局|委|办|厅|处|科|所|站|中心|委员会|办公室|大队|支队|总队|院|学|校|公司|会)"
)
"""Offices by what they do, without the place they do it for."""
_OWN = compiled_late(r"(?:我|本|该)(?:[局委办厅院署处所站队校镇乡县市区省旗盟州部]|单位|机关|部门|街道|公司|中心)")
_BARE = compiled_late(
    r"(?:人民政府|政府)?(?:办公室|办公厅|办|办事处)|人民政府|(?:开发区|高新区|经开区|新区|园区)?(?:管委会|管理委员会)(?:办公室)?"
    r"|(?:经济)?(?:技术)?开发区|高新(?:技术)?(?:产业)?(?:开发)?区|经开区|新区|园区|城关镇|城区街道|[各本全](?:省|市|县|区|镇|乡)+"
    r"|残联|科协|妇联|文联|侨联|工商联|(?:总)?工会|团委|红十字会"
)
_LEVEL = compiled_late(
    r"市(?![中南北]区)|区|县|省|自治区|旗|州|盟|镇(?![江雄平海远宁康沅巴安原赉坪])|乡(?![宁城])|街道|全[市区县省]"
)
"""What begins with a level of government and no place; but 市中区 and 镇江 are places."""
_CALLED = compiled_late(rf"(?P<before>[^,。;:、《》<>“”\"?!()]{{0,100}}?){YEAR}(?:的)?{SUBJECT}")
_UNDATED = compiled_late(rf"(?P<agency>.{{3,40}}?){SUBJECT}")
_BARE_TITLE = compiled_late(SUBJECT)
_PERIOD = compiled_late(
    r"(?:期限|数据|时间)[^。;]{0,16}?(20\d\d)年1月1日|(20\d\d)年1月1日[^。;]{0,4}(?:20\d\d年)?12月31日"
)
_BY = compiled_late(
    r"(?:^|[,。;:由])(?P<agency>[^,。;:、《》“”由]{4,40}?)(?:根据|按照|依据|依照|认真|现将|结合|负责编制|编制|汇总|按要求|按规定|向社会|现向|现公|现予|公布|发布)"
)
_PUBLISHER = compiled_late(
    r"(?:发布|发文|公开|编制|填报)(?:机构|单位|机关|主体)[:：]([^\s,。;:、()]{4,40}?)(?=$|[\s,;]|发布|成文|公开)"
)
_LEADS = compiled_late(
    r".*(?:现将|特将|将|公布|发布|公开|编制(?:完成|形成)?了?|形成了?|起草了?|撰写了?|关于|报告是|为|(?:我|本)(?:[局镇办县区市委乡院厅]|单位|机关|部门))"
)
_BEFORE_NAME = compiled_late(r".*[由经在向和与及对至从请是为的将]")
_PLACEHOLDER = compiled_late(r"[Xx×*＊○〇_]{2}|某|[×＊○]")
_WHOLE = compiled_late(r".*[省市县区旗盟州镇乡部署]")
_SHORTEST = 4
"""Letters of the shortest full name that is neither a place's nor a ministry's: 育局 is what is left of one."""
_NO_NAME = compiled_late("通过|全年|利用|依托|网站$|平台")
"""What a sentence says of its work, and no agency is called."""
_LINES = 12
"""Lines of a report's opening in which it is looked for."""


class Told(NamedTuple):
    """The agencies and the years that a text names as its report's, each once."""

    agencies: tuple[str, ...]
    years: tuple[int, ...]


def told_by(texts: Sequence[str]) -> Told:
    """What the words before the first section say of the report: `现公布甲县人民政府2024年政府信息公开年度报告`, the
    period of its figures, a line of a title without a year, who made it."""
    agencies: dict[str, None] = {}
    made_by: dict[str, None] = {}
    years: dict[int, None] = {}
    opening = [narrow(text) for text in texts[:_LINES]]
    for place, plain in enumerate(opening):
        if _BARE_TITLE.fullmatch(plain):  # over the agency, or under it
            agencies.update(dict.fromkeys(opening[max(0, place - 1) : place] + opening[place + 1 : place + 2]))
        for found in _CALLED.finditer(plain):
            years.setdefault(year_of(found["year"]))
            agencies.setdefault(_LEADS.sub("", found["before"]))
        years.update(dict.fromkeys(int(one or other) for one, other in _PERIOD.findall(plain)))
        if (undated := _UNDATED.fullmatch(plain)) and not _CALLED.search(plain):
            agencies.setdefault(_LEADS.sub("", undated["agency"]))
        made_by.update(dict.fromkeys(_LEADS.sub("", found["agency"]) for found in _BY.finditer(plain)))
        made_by.update(dict.fromkeys(_PUBLISHER.findall(plain)))
    named = [name for name in agencies if _is_name(name)] or [name for name in made_by if _is_name(name)]
    return Told(tuple(named), tuple(years))


def contradicting(texts: Sequence[str], agency: str, year: int) -> list[str]:
    """What the opening words name as the report's, other than its title does: the year of its period, and agencies of
    which neither name is a shorter form of the other."""
    opening = [narrow(text) for text in texts[:_LINES]]
    years = {int(one or other) for plain in opening for one, other in _PERIOD.findall(plain)}
    called = dict.fromkeys(_LEADS.sub("", found["before"]) for plain in opening for found in _CALLED.finditer(plain))
    others = [name for name in called if _is_name(name) and not _is_short(name, agency) and not _is_short(agency, name)]
    return [*others, *(str(other) for other in sorted(years) if year not in years)]


def _is_short(short: str, long: str) -> bool:
    """Whether the letters of a name stand in another one, in their order."""
    rest = iter(narrow(long))
    return all(letter in rest for letter in narrow(short))


def is_relative(name: str) -> bool:
    """Whether a name is one that many agencies have, each in its own place (区教育局, 财金局, 我局), or stands for one
    (XX局, 某某镇人民政府)."""
    plain = narrow(name)
    if _PLACEHOLDER.match(plain) or (len(plain) < _SHORTEST and not _WHOLE.fullmatch(plain)):
        return True
    return bool(_OWN.match(plain) or _LEVEL.match(plain) or _PLACELESS.fullmatch(plain) or _BARE.fullmatch(plain))


def full_name(name: str, texts: Iterable[str]) -> str:
    """The one full name that the texts have of an agency with a relative name; "" where there is none, or several."""
    found: set[str] = set()
    for text in texts:
        plain = narrow(text)
        for match in re.finditer(rf"([\u4e00-\u9fff]{{2,12}}){re.escape(narrow(name))}", plain):
            place = _BEFORE_NAME.sub("", match[1])
            if len(place) > 1 and not is_relative(whole := place + narrow(name)):
                found.add(whole)
        if site := re.search(r"([\u4e00-\u9fff]{2,8})人民政府(?:门户)?网", plain):
            place = _BEFORE_NAME.sub("", site[1])
            if narrow(name)[0] == place[-1] and not _OWN.match(narrow(name)):
                found.add(place + narrow(name)[1:])
    return found.pop() if len(found) == 1 else ""


def _is_name(text: str) -> bool:
    return (
        3 < len(text) <= 40
        and bool(ORGAN.search(text))
        and not (NO_ORGAN.search(text) or _NO_NAME.search(text))
        and not is_relative(text)
    )
