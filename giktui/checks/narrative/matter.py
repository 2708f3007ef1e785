"""What a sentence is about, from words that stand for it: results or reasons listed, figures carried over."""

import re
from typing import Final

from giktui.text.patterns import compiled_late

_RESULT: Final = compiled_late("予以公开|部分公开|不予公开|无法提供|不予处理|其他处理")
_REASON: Final = compiled_late(
    "第三方|内部事务|过程性信息|行政执法案卷|行政查询|不掌握|另行制作|没有现成|国家秘密|重复申请|仍不明确|逾期不补正"
)
_OTHERS: Final = compiled_late(
    "许可|审批|登记|补贴|补助|救助|低保|复议申请|仲裁|注册|资助|认定|证照|证明|查询|专利|信访|举报|投诉|执行申请|鉴定|贷款|项目申请|住房|工伤"
)
_APPLIED: Final = compiled_late("公开申请|申请公开|依申请|予以公开")
_ASIDE: Final = compiled_late(
    "复议|诉讼|信访|举报|投诉|建议|提案|工单|案件|诉求|留言|纠纷|仲裁|调解|项目|许可|处罚|来信|热线"
)
_AMONG_OTHERS: Final = compiled_late(
    "(?:建议|提案|(?<!复)议案|工单|来信|信件|留言|咨询|诉求|投诉|举报|信访|申诉)件?[中里](?![^。]*申请)"
)
_SORTING: Final = ("属性", "公文", "主动公开")
"""What documents cannot be sorted without: a quick look."""
_NEAR: Final = 60
"""So near behind, applications are named."""
_INTO: Final = "(?:(?:上一?年|20[0-9]{2}年)度?|加上|连同)(?:结转|转结|转来|转入|遗留)(?!至|到)"
_ON: Final = "(?:结转|转结|顺延|转入)(?:至|到)?(?:下|次|明|20[0-9]{2}年)"
_CARRIED_BOTH = compiled_late(rf"{_INTO}.*(?:{_ON}|新收)|(?:{_ON}|新收).*{_INTO}", re.DOTALL)
_SORTED_DOCUMENTS = compiled_late("公开属性|属性认定|公文|主动公开[^，。；]{0,12}[0-9０-９]+[件条份][^。]*依申请公开")


def results(sentence: str) -> int:
    """How many results of applications are named."""
    return len(set(_RESULT.findall(sentence)))


def reasons(sentence: str) -> int:
    """How many reasons for results are named."""
    return len(set(_REASON.findall(sentence)))


def other_requests(sentence: str) -> bool:
    """Whether something else is named that is applied for."""
    return _OTHERS.search(sentence) is not None


def among_others(sentence: str) -> bool:
    """Whether what is told is some of other matters: 已答复的建议中，予以公开91件."""
    return _AMONG_OTHERS.search(sentence) is not None


def sorts_documents(sentence: str) -> bool:
    """Whether documents are sorted by how they are to be disclosed: 主动公开210件、依申请公开30件."""
    return any(word in sentence for word in _SORTING) and _SORTED_DOCUMENTS.search(sentence) is not None


def carries_over(text: str, begin: int, end: int) -> bool:
    """Whether the sentence tells what was carried in and what is carried out, where the talk is of applications."""
    said = text[begin:end]
    if not _CARRIED_BOTH.search(said) or _ASIDE.search(said):
        return False
    paragraph = text.rfind("\n", 0, begin) + 1
    return "已答复" in said or _APPLIED.search(text, paragraph, end + _NEAR) is not None
