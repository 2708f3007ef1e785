"""TX: what the text says, held against the tables."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from giktui.checks.narrative import Figure, Statement, figures, statements
from giktui.checks.rule_input import DraftFinding, Find, RuleInput, not_evaluated
from giktui.form import Reading
from giktui.i18n import _
from giktui.report import Number
from giktui.text.numerals import NUMBER, value
from giktui.text.patterns import compiled_late
from giktui.totals import sum_of
from giktui.wording.cells import section_title

_TOLD_APART = ("DOCUMENTS", "RULES")
_WRITTEN = 3
"""A sum of at most so many cells is written out."""
_NONE = {
    "APPLICATIONS": ("application", "new"),
    "REVIEW": ("review", "review"),
    "LITIGATION": ("litigation", "litigation"),
    "DOCUMENTS": ("documents", "documents_issued"),
    "LICENCES": ("licences", "licences"),
    "PENALTIES": ("penalties", "penalties"),
    "COERCION": ("coercion", "coercion"),
}
"""What is denied: as statements call it, and as forms do."""
_OF_DOCUMENTS = (
    "(?:了|和|并|出台|印发|发布|公布)*(?:旧|原|历年)?(?:行政|[省市]?政府)?(?:规范性文件|规章|文件)?(?:共|共计)?"
    rf"(?P<n>{NUMBER})[件部个份项]"
)
_ISSUED = compiled_late(rf"(?:新?制发|新?制定|新?出台|印发|修订|修改|新制作|发布){_OF_DOCUMENTS}")
_REPEALED = compiled_late(rf"(?:废止|宣布失效|失效|撤销|自动失效){_OF_DOCUMENTS}")
"""A verb with a number of documents."""


def says(rule: str) -> Find:
    """The rule that compares the numbers said of one thing (RECEIVED, REVIEW …) with the tables."""

    def find(given: RuleInput) -> Iterator[DraftFinding]:
        for section, statement, figure in _numbers(given).get(rule, ()):
            draft = _compare(given, section, statement, figure)
            if draft:
                yield draft

    return find


def denies(what: str) -> Find:
    """The rule that finds a text denying what the tables count (未收到申请, 未制发规范性文件)."""
    label, counted_as = _NONE[what]

    def find(given: RuleInput) -> Iterator[DraftFinding]:
        said = (one for one in said_in_text(given) if one[1].kind == "none" and label in one[1].about)
        return _denied(given, said, given.form.reading(counted_as))

    return find


def all_handled(given: RuleInput) -> Iterator[DraftFinding]:
    """TX-ALL-HANDLED: “全部办结” leaves nothing to carry over."""
    said = (one for one in said_in_text(given) if one[1].kind == "all_handled")
    return _denied(given, said, given.form.reading("carried_out"))


def _denied(given: RuleInput, said: Iterable[tuple[str, Statement]], cells: Reading) -> Iterator[DraftFinding]:
    """What sections say there is none of, and the tables count."""
    value = sum_of(given.cells, cells)
    for section, statement in said if value else ():
        yield DraftFinding(
            _("{section}写“{quote}”，表中 {cell} {value}").format(
                section=_title(given, section), quote=statement.quote, cell=_names(given, cells), value=value
            ),
            cells,
            0,
            value,
            evidence=statement.quote,
            span=(section, statement.start, statement.end),
        )


@lru_cache(maxsize=1)
def said_in_text(given: RuleInput) -> tuple[tuple[str, Statement], ...]:
    """The statements of every text, with its section."""
    return tuple(
        (section, statement)
        for section, text in given.texts.items()
        for statement in statements(text, given.report.year, given.report.agency)
    )


@lru_cache(maxsize=1)
def _numbers(given: RuleInput) -> Mapping[str, list[tuple[str, Statement, Figure]]]:
    """The numbers said that stand in the tables too, by the rule that compares them."""
    found: dict[str, list[tuple[str, Statement, Figure]]] = {}
    for section, statement in said_in_text(given):
        if statement.amount is not None:
            figure = figures(given.report.form, statement)
            if figure.choices:
                found.setdefault(figure.rule, []).append((section, statement, figure))
    return found


def _compare(given: RuleInput, section: str, statement: Statement, figure: Figure) -> DraftFinding | None:
    said, choices = statement.amount, figure.choices
    sums = [sum_of(given.cells, cells) for cells in choices]
    known = [value for value in sums if value is not None]
    if said is None or any(said.admits(value) for value in known):
        return None
    if statement.kind == "part" and known and said.low <= max(known):
        return None
    if figure.rule in _TOLD_APART and _together(given.texts[section], statement) & set(known):
        return None
    named = tuple(dict.fromkeys(cell.removeprefix("-") for cells in choices for cell in cells))
    if len(known) < len(sums):
        blank = tuple(cell for cell in named if cell not in given.cells)
        return not_evaluated(
            _("{section}写“{quote}”，表中对应的格空白，未核对").format(
                section=_title(given, section), quote=statement.quote
            ),
            blank,
        )
    either = _("，或 ").join(f"{_names(given, cells)} {value}" for cells, value in zip(choices, sums, strict=True))
    left: Number = int(said.said) if said.said == int(said.said) else said.said
    return DraftFinding(
        _("{section}写“{quote}”，表中 {either}，差 {off}").format(
            section=_title(given, section), quote=statement.quote, either=either, off=abs(left - known[0])
        ),
        named,
        left,
        known[0],
        figure.suffix,
        evidence=statement.quote,
        span=(section, statement.start, statement.end),
    )


def _together(text: str, statement: Statement) -> set[Number]:
    """The numbers that a sentence tells apart of what was issued, or of what was repealed, each and all together.

    废止1件、宣布失效2件, or 新制定3件、修订2件: which the form means is not settled, so each is right and their sum.
    """
    begin = max(text.rfind(mark, 0, statement.start) for mark in "。\n") + 1
    end = min((at for mark in "。\n" if (at := text.find(mark, statement.end)) >= 0), default=len(text))
    for verbs in (_ISSUED, _REPEALED):
        found = list(verbs.finditer(text, begin, end))
        numbers = [number for one in found if (number := value(one["n"])) is not None]
        if any(statement.start <= one.start("n") < statement.end for one in found):
            return {*numbers, sum(numbers)}
    return set()


def _names(given: RuleInput, cells: Reading) -> str:
    first, *rest = cells
    if len(cells) > _WRITTEN:
        return _("{first}等 {n} 项之和").format(first=given.label(first), n=len(cells))
    said = given.label(first)
    for cell in rest:
        sign = "－" if cell.startswith("-") else "＋"
        said += f"{sign}{given.label(cell.removeprefix('-'), section=False)}"
    return said


def _title(given: RuleInput, section: str) -> str:
    return section_title(given.form.section(section))
