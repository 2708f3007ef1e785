"""What an agency's name says about what it may do.

Rules (规章) are made by the State Council's departments and by the governments of provinces, autonomous regions,
municipalities, autonomous prefectures and cities divided into districts (Legislation Law as amended in 2023, articles
91 and 93). Nobody else makes them: no county, district or township government, no department of a local government.
"""

import re
from functools import cache

from giktui.text.patterns import compiled_late

_MAKERS = frozenset({"省", "市"})
_OTHERS = frozenset({"县", "乡", "部门"})
"""Levels as the register of agencies words them. A 市 here is a city divided into districts, or a prefecture."""

_GOVERNMENTS = frozenset({"省", "市", "县"})
_PREFECTURE = compiled_late("行政公署|行署(?:办公室)?$")
_CENTRAL = compiled_late(r"^(国家|中国|国务院|中华人民共和国|中央|最高)")
_COUNTY = compiled_late(
    r"[^省市]{1,8}?(自治县|自治旗|县|旗)(?!级|域)"  # 宜阳县, 前郭尔罗斯蒙古族自治县, 土默特左旗
    r"|(?<!自治)(?<!地)(?<!社)(?<!灌)(?<!矿)区(?=人民政府|政府|管理委员会|管委会|[^域划位间块别]{1,16}(局|委|办|中心|所|队))"
)
_TOWNSHIP = compiled_late(r"(乡|镇|苏木|街道)(人民政府|政府|办事处|公所|党政)|街道办")
_LOCAL_DEPARTMENT = compiled_late(r"(省|市|自治区|自治州|州|盟).{2,}(局|厅|委员会|委|处|队|中心|站|所|馆|院|会)$")
_GOVERNMENT = compiled_late(r"(人民政府|政府|行政公署|行署)$")


def may_make_rules(name: str, level: str | None = None, *, government: str | None = None) -> bool | None:
    """Whether the agency may make rules (规章): by its level if that is known, else by its name; None if unsure.

    A 市人民政府 may be a city's or a county-level city's: unsure. A government's office reports for it and is judged as
    it is, by the level of the government above it: unsure where that is not known. 行政公署 never make any.
    """
    if _PREFECTURE.search(name) or _below(name):
        return False
    if _office(name):
        return government in _MAKERS if government else None
    if _CENTRAL.match(name):
        return None
    if level in _MAKERS and is_government(name):
        return True
    return False if level in _OTHERS or _LOCAL_DEPARTMENT.search(name) else None


def is_government(name: str) -> bool:
    """Whether the name is that of a government at county level or above, not of a township or of a department.

    Those alone have until 31 March to report (Regulations on Open Government Information, article 49).
    """
    return _GOVERNMENT.search(name) is not None and _TOWNSHIP.search(name) is None


def adds_up(name: str, level: str | None = None) -> bool:
    """Whether the agency's report is the sum of those below it: a government's is, by its level or else its name.

    From the county up (Regulations on Open Government Information, article 49): a township reports for itself.
    """
    return level in _GOVERNMENTS if level else is_government(name)


def government_of(office: str) -> str | None:
    """The government that an office reports for; None if the name is no office's."""
    return re.sub("办公[室厅]$|办$", "", office) if _office(office) else None


@cache
def _below(name: str) -> bool:
    return bool(_COUNTY.search(name) or _TOWNSHIP.search(name))


def _office(name: str) -> bool:
    return name.endswith(("政府办公室", "政府办公厅", "政府办", "公署办公室"))
