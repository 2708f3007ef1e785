"""Whether words in a sentence name the reporting agency or another one."""

import re
from functools import cache


def is_own(words: str, kind: str, agency: str) -> bool:
    """Whether the words end in a name of the agency's own: in more of it than the bare `kind` (局, 人民政府)."""
    return any(words[at:] in agency for at in range(len(words) - len(kind)) if at == 0 or len(words) - at >= 3)


def names_another(words: str, agency: str) -> bool:
    """Whether the words in front of a verb end in what offices and places are called, and not in the agency's name."""
    return _offices().search(words) is not None and not is_own(words.rstrip("共已也均都并"), "", agency)


@cache
def _offices() -> re.Pattern[str]:
    """An office or a place, with the little words that may follow it."""
    return re.compile(
        r"[\u4e00-\u9fff](?:[局厅镇乡校站科室]|[县区市州](?![场民域分委])|委(?!托)|办(?![理结公法复件好])|院(?!落)|处(?![理罚置])"
        r"|部门|单位|公司|机关|系统|街道|中心|大队|支队)(?:共|已|也|均|都|全年|累计|一共|合计)*$"
    )
