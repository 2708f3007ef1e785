"""When an answer is due: twenty working days from the day the request came (Regulations, art. 33), by the law's rules.

A term begins on the day after. Where the office asked for a supplement, it begins anew on the day that came, and does
not run until then (art. 30). The time a third party or another organ is asked does not count (art. 33, paragraph 3). It
may be put off once, by twenty working days at most.
"""

from datetime import date, timedelta
from typing import Literal, NamedTuple

from giktui.register.request import Request
from giktui.register.working_days import after, between, is_known

TERM = 20
"""Working days."""

Waiting = Literal["", "correction", "third_party"]


class Due(NamedTuple):
    """The day an answer is due, None where that is not known or the term does not run (`waiting` for whom).

    `known` says that the calendar of every year it reaches over is known.
    """

    day: date | None
    waiting: Waiting = ""
    known: bool = True


def due(request: Request) -> Due:
    """When the request is, or was, to be answered."""
    if request.received is None:
        return Due(None)
    begin = request.received
    if request.correction_asked and not (request.corrected and request.corrected >= request.correction_asked):
        return Due(None, "correction")
    if request.corrected and request.corrected > begin:
        begin = request.corrected
    days = TERM + request.extended
    asked, replied = request.third_party_asked, request.third_party_answered
    if asked and asked >= begin - timedelta(days=1):
        if replied is None:
            return Due(None, "third_party")
        days += between(asked, replied)
    day = after(begin, days)
    return Due(day, known=is_known(begin) and is_known(day))


def left(day: date, today: date) -> int:
    """Working days that are left up to the day; below 0 so many that it is overdue."""
    return between(today, day) if today <= day else -between(day, today)
