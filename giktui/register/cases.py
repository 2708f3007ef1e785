"""The review and the lawsuit of a row: what came of them, in which years they began and ended, and the way to court."""

from datetime import date
from unicodedata import normalize

from giktui.register.dates import read_date
from giktui.register.request import FIRST, Case, Doubt, Why
from giktui.register.row_texts import RowTexts, is_open
from giktui.register.words import Meaning, combined, is_blank, outcome_of, route_of
from giktui.text.patterns import compiled_late

_PENDING = "尚未审结"
_ROUTE = compiled_late("未?经?(?:过)?(?:行政)?复议后?(?:直接)?(?:起诉|诉讼)|直接起诉")
_OUTCOME_DATE = compiled_late(r"20\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?|20\d\d\s*年?|\d{1,2}月\d{1,2}日?")


def case_of(row: RowTexts, name: str, doubts: list[Doubt], answered: date | None) -> Case | None:
    """The review or lawsuit of a row: what its cells say, in which year it began and ended."""
    text = row.text(name) or row.text(f"?{name}") or (_PENDING if row.text(f"{name}_asked") else "")
    begun, ended = row.date(f"{name}_begun"), row.date(f"{name}_ended")
    if not text and begun.day is None and ended.day is None:
        return None
    for part, read in ((f"{name}_begun", begun), (f"{name}_ended", ended)):
        if read.problem or (row.text(part) and read.day is None and not is_open(row.text(part))):
            doubts.append(Doubt(part, read.problem or "unreadable", row.text(part)))
            return None
    outcome, inside = _outcome(text)
    if len(outcome.ids) > 1 and (earlier := row.text(f"?{name}")):  # 维持原判: as the first court decided
        outcome = combined([outcome.ids, _outcome(earlier)[0].ids], outcome.whole)
    if outcome.only is None:
        why: Why = "ambiguous" if outcome.whole and outcome.ids else "unknown"
        doubts.append(Doubt(name, why, text, tuple(sorted(outcome.ids))))
        return None
    year = _year_said(inside, row.year) or row.year
    since = answered.year if answered else None
    if outcome.only == "pending":
        first = begun.day.year if begun.day else year or since
        if first is None:
            doubts.append(Doubt(name, "year", text))
        return None if first is None else Case("pending", first)
    last = ended.day.year if ended.day else year
    if last is None:
        doubts.append(Doubt(name, "year", text, (), since or FIRST))
        return None
    first = begun.day.year if begun.day else None
    if first is None and since is not None and since < last:
        # it came up between the answer and the outcome; whether it was pending at the end of a year is not said
        doubts.append(Doubt(f"{name}_begun", "blank", "", (), since, last - 1))
    return Case(outcome.only, first or last, last)


def _outcome(text: str) -> tuple[Meaning, str]:
    """What the words of a review or lawsuit mean without its date and its way to court; and the date."""
    plain = normalize("NFKC", text)
    inside = _OUTCOME_DATE.search(plain)
    words = _ROUTE.sub("", _OUTCOME_DATE.sub("", plain)).strip(" ,，;；:：()（）、")
    return outcome_of(words if words and not is_blank(words) else _PENDING), inside[0] if inside else ""


def _year_said(text: str, year: int | None) -> int | None:
    """The year of a date, or of a mere year."""
    if day := read_date(text, year).day:
        return day.year
    return int(text[:4]) if text.startswith("20") else None


def came_after_review(row: RowTexts, doubts: list[Doubt], suit: Case | None, review: Case | None) -> bool | None:
    """Whether the lawsuit came after a review: as the register says, else by the review in the same row."""
    if suit is None:
        return None
    told = row.said.get("after_review", "").strip()
    words = row.text("suit")
    route = route_of(told) if told else route_of(words) if "复议" in words or "直接" in words else ""
    if route:
        return route == "after_review"
    if not told and review is not None:
        return True
    if not told and ("review" in row.said or "review_asked" in row.said):
        return False
    doubts.append(Doubt("after_review", "route", told))
    return None
