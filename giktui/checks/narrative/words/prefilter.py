"""A quick look at a sentence: most say nothing about figures, and need not be read further."""

from functools import lru_cache
from typing import Final

from giktui.text.patterns import compiled_late

_NUMBER: Final = compiled_late(r"[0-9０-９〇零一二两三四五六七八九十百千万]\s*[余多来]?\s*[件宗起份例部项个条封%％]")
"""A number of things."""
_MATTER: Final = compiled_late(
    r"申请|依申请公开|[复审]议|诉讼|许可|处罚|强制|规章|规范性|结转|转入[下次2]|予以?公开|无法提供|处理|维持|纠正|自然人|法人|科研机构|公益组织|法律服务|第三方|过程性|内部事务"
)
"""What the tables are about."""
_DENIAL: Final = compiled_late(
    r"(?:未|没|无|零|不存在).{0,40}(?:申请|复议|诉讼|结转|规章|规范性|许可|处罚|强制)|(?:复议|诉讼|申请).{0,20}(?:未|没|零|0|无)"
    r"|(?:全部|均|都).{0,20}[办复]"
)
"""How it is denied, or said of all."""
_RECEIVED: Final = compiled_late(r"收到|受理|新收|办结|答复|回复|接收|提[交出]|递交|邮寄|寄送|正在办理|在办")
"""What is done with applications, and how they come in."""


def worth_reading(sentence: str, *, application: bool) -> bool:
    """Whether the sentence may say something about the figures. `application`: the text has just spoken of them."""
    always, of_applications = _worth(sentence)
    return always or (application and of_applications)


@lru_cache(maxsize=4096)
def _worth(sentence: str) -> tuple[bool, bool]:
    """Whether it may by itself, and where applications were spoken of. Reports say many a sentence over again."""
    counts = _NUMBER.search(sentence) is not None
    always = (counts and _MATTER.search(sentence) is not None) or _DENIAL.search(sentence) is not None
    return always, counts and _RECEIVED.search(sentence) is not None
