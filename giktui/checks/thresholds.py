"""Every number a rule leans on, in one place; each can be set through `Context.thresholds`."""

from decimal import Decimal
from typing import NamedTuple

from giktui.i18n import _


class Thresholds(NamedTuple):
    """What counts as too much. Shares and likenesses are in percent, deadlines (month, day) of the year after."""

    jump_floor: int = 10
    """PL-JUMP looks at cells that are at least this, in this year or the last."""
    jump_factor: int = 3
    """PL-JUMP: more than so many times, or less than one such part of, last year's."""
    likeness: int = 80
    """PL-TEXT: a narrative at least so much like last year's."""
    likeness_from: int = 60
    """PL-TEXT leaves texts under so many characters alone: a short one has few ways to be worded."""
    unit_low: Decimal = Decimal(5000)
    unit_high: Decimal = Decimal(20000)
    """PL-UNIT: the ratio of two years' fees that looks like 10⁴."""
    other_share: int = 50
    """PL-OTHER: more than so much of all results under 其他."""
    other_from: int = 10
    """PL-OTHER: with fewer results a share says nothing."""
    thin: int = 20
    """CP-THIN: characters that section 五 has at least."""
    copied_figures: int = 4
    copied_sum: int = 10
    """PL-COPIED: so many equal figures, or equal figures of such a sum, are no chance."""
    cases_without_year: int = 10
    """PL-CASES, where last year's report is not at hand: cases that are odd without any answer."""
    twin: int = 90
    """PL-TWIN: a narrative at least so much like another agency's."""
    decimals: int = 4
    """FV-DECIMALS: decimals that the form allows an amount."""
    deadline: tuple[int, int] = (1, 31)
    """CP-LATE: for every agency (Regulations on Open Government Information, article 49)."""
    government_deadline: tuple[int, int] = (3, 31)
    """CP-LATE: for the governments at county level and above (the same article)."""


def threshold_name(name: str) -> str:
    """What a threshold is called."""
    return {
        "jump_floor": _("大幅变动的起点"),
        "jump_factor": _("大幅变动的倍数"),
        "likeness": _("与上年文字相似的百分比"),
        "likeness_from": _("比较文字的最少字数"),
        "unit_low": _("单位有误的最小倍数"),
        "unit_high": _("单位有误的最大倍数"),
        "other_share": _("“其他”所占的百分比"),
        "other_from": _("看“其他”所占比例的最少件数"),
        "thin": _("第五部分的最少字数"),
        "copied_figures": _("照抄上年的数字个数"),
        "copied_sum": _("照抄上年的数字之和"),
        "cases_without_year": _("没有上年报告时复议诉讼的件数"),
        "twin": _("与其他机关文字相似的百分比"),
        "decimals": _("金额的小数位数"),
        "deadline": _("报送期限"),
        "government_deadline": _("政府的报送期限"),
    }[name]
