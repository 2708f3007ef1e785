"""A quick look at a sentence: most say nothing about figures, and need not be read further."""

import re
from functools import cache, lru_cache


def worth_reading(sentence: str, *, application: bool) -> bool:
    """Whether the sentence may say something about the figures. `application`: the text has just spoken of them."""
    always, of_applications = _worth(sentence)
    return always or (application and of_applications)


@lru_cache(maxsize=4096)
def _worth(sentence: str) -> tuple[bool, bool]:
    """Whether it may by itself, and where applications were spoken of. Reports say many a sentence over again."""
    number, matter, denial, received = _signs()
    counts = number.search(sentence) is not None
    always = (counts and matter.search(sentence) is not None) or denial.search(sentence) is not None
    return always, counts and received.search(sentence) is not None


@cache
def _signs() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A number of things, what tables are about, how it is denied or said of all, what is done with applications."""
    return (
        re.compile(r"[0-9０-９〇零一二两三四五六七八九十百千万]\s*[余多来]?\s*[件宗起份例部项个条封%％]"),
        re.compile(
            r"申请|依申请公开|[复审]议|诉讼|许可|处罚|强制|规章|规范性|结转|转入[下次2]|予以?公开|无法提供|处理|维持|纠正|自然人|法人|科研机构|公益组织|法律服务|第三方|过程性|内部事务"
        ),
        re.compile(
            r"(?:未|没|无|零|不存在).{0,40}(?:申请|复议|诉讼|结转|规章|规范性|许可|处罚|强制)|(?:复议|诉讼|申请).{0,20}(?:未|没|零|0|无)"
            r"|(?:全部|均|都).{0,20}[办复]"
        ),
        re.compile(r"收到|受理|新收|办结|答复|回复|接收"),
    )
