"""Every number a rule leans on, in one place; each can be set through `Context.thresholds`."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Thresholds:
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
    decimals: int = 4
    """FV-DECIMALS: decimals that the form allows an amount."""
    deadline: tuple[int, int] = (1, 31)
    """CP-LATE: for every agency (Regulations on Open Government Information, article 49)."""
    government_deadline: tuple[int, int] = (3, 31)
    """CP-LATE: for the governments at county level and above (the same article)."""
