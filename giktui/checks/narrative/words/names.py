"""Whether words in a sentence name the reporting agency or another one."""

import re
from functools import cache
from typing import Final

from giktui.text.patterns import compiled_late

_LEVEL: Final = compiled_late("省|(?<!城)市(?![场政容监])|县|(?<![社园景])区(?!域)|州|旗")
"""Characters that say what place an office is of: the 区 of 望川区住房和城乡建设局."""
_SHORTER: Final = (
    ("人民政府办公室", "政府办公室"),
    ("人民政府办公室", "政府办"),
    ("街道办事处", "街道"),
    ("街道办事处", "街道办"),
    ("管理委员会", "管委会"),
    ("管理委员会", ""),
    ("委员会", "委"),
)
"""How the end of a name is shortened."""
_PLACE: Final = compiled_late("^[省市县区]")
_TAIL: Final = compiled_late("(?:共|已|也|均|都|并|机关|本级|全年|累计|一共|合计)+$")
_ABOVE: Final = compiled_late("^.*(?:局|厅|委员会|政府)(?=.)")
"""The office that an office belongs to: 国家税务总局 in 国家税务总局青陵县税务局."""
_SHORTEST: Final = 3
_OFFICE_ENDS: Final = "局厅"
_VERTICAL: Final = compiled_late("税务|海关|气象|海事|邮政|烟草|公安")
"""Fields in which the offices below are branches and not the county's own agencies."""
_OWN_OFFICE: Final = compiled_late("(?:局机关|局本级|机关本级)(?!及|和|、)")
_TEAM: Final = compiled_late("(?:综合)?(?:行政)?执法(?:大队|中队|队|办公室|办)$|(?:便民|政务|为民|党群)服务中心$")
"""Those who act in the name of a street or township."""
_OFFICE_KINDS: Final = frozenset({"局", "厅", "委", "委员会"})
_VERBS: Final = compiled_late("(?:完善|健全|优化|规范|加强|推进|做好|落实|修订|制定|印发|按照|根据)$")
_ALL_OFFICES: Final = compiled_late("(?:系统|各级?行政(?:机关)?)$")
"""All of a government: 河清区各行政机关."""
_BARE: Final = {
    "开发区": "开发区管理委员会", "新区": "新区管理委员会", "园区": "园区管理委员会",
    "管委会": "管理委员会", "中心": "中心", "学院": "学院", "大学": "大学", "学校": "学校", "医院": "医院",
    "分局": "分局", "总队": "总队", "支队": "支队", "大队": "大队",
}  # fmt: skip
"""What such an agency calls itself, by the end of its name."""
_YEAR: Final = compiled_late("(?:20[0-9]{2}年度?|[本全今]年度?|一年来)$")
_OFFICES: Final = (
    *"局厅镇乡校站科室县区市州委办院处", "部门", "单位", "公司", "机关", "系统", "街道", "中心", "大队", "支队",
)  # fmt: skip
"""What an office or a place is called."""
_LITTLE: Final = ("一共", "全年", "累计", "合计", *"共已也均都")
"""Words that may stand behind its name."""
_GRASSROOTS: Final = ("街道办事处", "镇人民政府", "乡人民政府", "苏木人民政府")
_ZONE: Final = "管理委员会"
_EVERYWHERE: Final = frozenset(
    {"人民政府", "街道办事处", "办事处", "委员会", "管理委员会", "办公室", "政府办公室", "人民政府办公室", "政府办"}
)
"""Ends of names that say nothing without what stands in front."""
_CENTRE = compiled_late("(?:^|[镇乡道，。；\\s])(?:便民|政务|为民|党群)服务中心(?:共|全年|依法)*(?:办理|作出)行政许可")
_ZONES_OWN = (
    "(?:管委会|[本全该]?区|(?:经开|高新|开发|新)区|各|所属|下属|、)*"
    "(?:各?职能|行政审批|综合(?:行政)?执法|市场监管)(?:局|部门)"
)
_ZONE_BUREAU = compiled_late(_ZONES_OWN)
"""The bureaus of a zone, which are no agencies of their own."""
_BUREAU = compiled_late(
    rf"{_ZONES_OWN}(?:共|全年|依法|累计)*(?:办理|办结|核发|作出|实施|采取)(?:各类|各项)?(?:行政)?(?:许可|处罚|强制)"
)


def is_own(words: str, kind: str, agency: str) -> bool:
    """Whether the words end in a name of the agency's own: in more of it than the bare `kind` (局, 人民政府)."""
    if agency.endswith("街道办事处") and kind in {"街道", "街道办", "街道办事处"} and words.endswith(kind):
        return not words.removesuffix(kind)[-1:].isalnum() or own_from(words, agency) is not None
    if kind in _OFFICE_KINDS and agency.endswith(kind) and _VERBS.search(words.removesuffix(kind)):
        return True  # 进一步完善厅依申请公开办理规程
    bare = kind in _BARE and agency.endswith(_BARE[kind]) and words.endswith(kind)
    if bare and not _YEAR.sub("", words.removesuffix(kind))[-1:].isalnum():
        return True
    part = (words.endswith("服务中心") and agency.endswith(_GRASSROOTS)) or (
        agency.endswith(_ZONE) and _ZONE_BUREAU.fullmatch(words) is not None
    )
    own = None if part else own_from(words, agency)
    plain = _PLACE.sub("", kind)  # 县政府办 says the place itself
    return own is not None and len(words) - own > len(plain)


def is_own_team(words: str, agency: str) -> bool:
    """Whether the words say that a street's or township's service centre, or a zone's bureau, took decisions."""
    if agency.endswith(_ZONE):
        return _BUREAU.search(words) is not None
    return agency.endswith(_GRASSROOTS) and _CENTRE.search(words) is not None


def has_branches(agency: str) -> bool:
    """Whether the agency's tables may hold others' figures: a government's, an office's led from above."""
    return agency.endswith("政府") or _VERTICAL.search(agency) is not None


def is_own_government(words: str, agency: str) -> bool:
    """Whether the words are 市政府 or 市人民政府 in the report of that government (a province has its cities')."""
    level = level_of(agency)
    return (
        agency.endswith("人民政府")
        and level in {"市", "州"}
        and words in {f"{level}政府", f"{level}人民政府", "人民政府"}
    )


def in_own_name(words: str, agency: str) -> bool:
    """Whether what is done 以…名义 is the agency's (a government's with its offices, an office's)."""
    if re.search("[我本](?:机关|单位|局|委|办|厅|镇|乡|街道|处|院|关)|^以[局厅委办关]", words):
        return True
    if not re.search("政府|政府办", words):
        return own_from(words.removeprefix("以").removesuffix("名义"), agency) is not None
    if agency.endswith("政府"):
        return agency.endswith(("镇人民政府", "乡人民政府")) or re.search("部门|单位|乡镇|街道", words) is not None
    return re.search("办公[室厅]$", agency) is not None


def is_own_system(text: str, words: str, agency: str) -> bool:
    """Whether 全县税务系统 is the agency: one led from above, not told apart from its own office."""
    if words == "全系统":
        return _VERTICAL.search(agency) is not None
    level, field = words[1], words[2:].removesuffix("系统").removesuffix("机关").removeprefix("各级")
    led = _VERTICAL.search(field) is not None and field in agency and level_of(agency) == level
    return led and _OWN_OFFICE.search(text) is None


def names_another(words: str, agency: str) -> bool:
    """Whether the words in front of a verb end in what offices and places are called, and not in the agency's name."""
    if words in _BARE and agency.endswith(_BARE[words]):
        return False
    return _ends_in_an_office(words) and own_from(words, agency) is None


def _ends_in_an_office(words: str) -> bool:
    """Whether the words end in what an office or a place is called, but for little words behind it."""
    plain = words.removesuffix("\n")
    while plain.endswith(_LITTLE):
        plain = plain.removesuffix(next(one for one in _LITTLE if plain.endswith(one)))
    if not plain.endswith(_OFFICES):
        return False
    kind = next(one for one in _OFFICES if plain.endswith(one))
    return "\u4e00" <= plain.removesuffix(kind)[-1:] <= "\u9fff"


def own_from(words: str, agency: str) -> int | None:
    """Where in the words the agency's name begins, if they end in it (望川区住建局机关共)."""
    plain = _TAIL.sub("", words)
    if agency.endswith(_GRASSROOTS):
        team = _TEAM.search(plain)
        if team and plain[: team.start()] in {"", "镇", "乡", "街道"}:
            return 0
        plain = plain[: team.start()] if team else plain
    if agency.endswith("政府"):
        plain = _ALL_OFFICES.sub("", plain)
    if agency.endswith(_ZONE) and _ZONE_BUREAU.fullmatch(plain):
        return 0
    longest = max(0, len(plain) - 2 * len(agency))
    return next((at for at in range(longest, len(plain) - 1) if _names(plain[at:], agency)), None)


@cache
def _forms(agency: str) -> tuple[str, ...]:
    """The name, and the ways to say it shorter that keep its place: 白水乡人民政府, 白水乡政府, 白水乡."""
    forms = [agency, *(agency.removesuffix(long) + short for long, short in _SHORTER if agency.endswith(long))]
    place = agency.removesuffix("人民政府")
    if place != agency:
        forms.append(place)
        if place.endswith(("乡", "镇", "苏木")):  # a county's 县政府 is one office of many, a township's is the whole
            forms.append(f"{place}政府")
    return tuple(forms)


@cache
def level_of(agency: str) -> str:
    """The character that says what place the agency is of: 区, 县, 市 …; empty where its name says none."""
    return next((found.group() for found in reversed([*_LEVEL.finditer(agency)])), "")


def _names(words: str, agency: str) -> bool:
    """Whether the words are the end of a form of the name, or an office's name with characters left out (区住建局)."""
    forms = _forms(agency)
    if words == "街道":
        return agency.endswith("街道办事处")
    if len(words) < 2 or words in _EVERYWHERE:
        return False
    if (len(words) >= _SHORTEST or words[-1] in "乡镇") and any(form.endswith(words) for form in forms):
        return True
    if agency.endswith(("政府", "办公室")) or (_LEVEL.match(words) and words[0] != level_of(agency)):
        return False
    if len(words) < _SHORTEST:
        return (
            words[0] == level_of(agency) and words[1] in _OFFICE_ENDS and any(form.endswith(words[1]) for form in forms)
        )
    return any(words[-1] == form[-1] and _left_out(words, _ABOVE.sub("", form)) for form in forms) or (
        words[-1] == agency[-1] and (_said_with_the_field_above(words, agency) or _said_by_the_field(words, agency))
    )


def _said_with_the_field_above(words: str, agency: str) -> bool:
    """Whether the words put the field of the office above into the name.

    江岚金融监管局 is 国家金融监督管理总局江岚监管分局.
    """
    above = _ABOVE.match(agency)
    if above is None or above.end() + 2 > len(agency):
        return False
    place, rest = agency[above.end() : above.end() + 2], agency[above.end() + 2 :]
    return words.startswith(place) and _left_out(words[2:], above.group() + rest)


def _said_by_the_field(words: str, agency: str) -> bool:
    """Whether the words are what offices of a central one call themselves without a place.

    证监局 is 中国证券监督管理委员会东湖监管局.
    """
    above = _ABOVE.match(agency)
    led = above is not None and above.group().endswith(("委员会", "总局"))
    return (
        led
        and len(words) >= _SHORTEST
        and not words.endswith("总局")
        and _LEVEL.match(words) is None
        and _left_out(words, agency)
    )


def _left_out(words: str, form: str) -> bool:
    """Whether leaving characters out of the form gives the words."""
    rest = iter(form)
    return all(character in rest for character in words)
