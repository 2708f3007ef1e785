"""What a number counts, from the words that stand beside it."""

import re
from typing import Final

from giktui.checks.narrative.clause import Clause
from giktui.checks.narrative.proceedings import decides, in_brackets_of_cases, proceedings_before
from giktui.checks.narrative.words import lexicon
from giktui.text.patterns import compiled_late

_NOTHING: Final[frozenset[str]] = frozenset()
_UNITS: Final = {
    **dict.fromkeys((*lexicon.APPLICATIONS, *lexicon.RESULTS, "asked"), frozenset("件宗份例起")),
    **dict.fromkeys((*lexicon.PROCEEDINGS, *lexicon.OUTCOMES), frozenset("件宗例起个")),
    **dict.fromkeys((*lexicon.DOCUMENTS, *lexicon.VERBS), frozenset("件部个项份")),
    **dict.fromkeys(lexicon.DECISIONS, frozenset("件宗项例起份个")),
    "coercion": frozenset("件宗项例起份个次"),
}
"""The measure words that count such things; 6000 条 are never applications, unless they are called so."""
_DONE: Final = compiled_late("办理|办结|作出|核发|实施|采取|受理|审批|准予|完成|发放")
"""What says that something was decided: 办理行政许可213项."""
_DONE_WITH: Final = frozenset({"handled", "carried_out"})
MEASURES: Final = frozenset({"条", "项", "封"}).union(*_UNITS.values())


def counts(unit: str, label: str, seen: frozenset[str], clause: Clause) -> bool:
    """Whether the measure word counts such things; applications named as such are counted in 条 and 项, too."""
    if unit == "件次":  # of applications that is some other count than the tables', unless they were received
        return label in lexicon.DECISIONS or (label in {"received", "new"} and "application" in seen)
    if unit in {"条", "项", "个", "封"} and label in lexicon.APPLICATIONS | lexicon.RESULTS | {"asked"}:
        return "application" in seen or _counts_applications_by(unit, clause)
    if unit == "项" and label in lexicon.DECISIONS and not _DONE.search(clause.text, clause.sentence[0], clause.end):
        return False  # 现有行政许可412项 are matters, not decisions
    return unit in _UNITS[label]


def _counts_applications_by(unit: str, clause: Clause) -> bool:
    """Whether the sentence counted applications by this measure word before: 收到依申请公开16项，办理15项."""
    before = clause.text[clause.sentence[0] : clause.begin]
    return re.search(rf"(?:申请|依申请公开)[^，。；]{{0,8}}[0-9０-９]{unit}", before) is not None


def meant(
    about: frozenset[str], clause: Clause, seen: frozenset[str], at: int
) -> tuple[frozenset[str], frozenset[str]] | None:
    """What is counted, and of which proceedings or documents; None if the words do not go together."""
    if about & lexicon.OUTCOMES:
        within = about & lexicon.PROCEEDINGS or proceedings_before(clause, at)
        said = within and clause.disclosure and not decides(clause, at)
        return (about & lexicon.OUTCOMES, within) if said else None
    if about & lexicon.PROCEEDINGS:
        told = about & {"direct", "after_review"} or about & lexicon.PROCEEDINGS
        new_or_old = about & {"new", "carried_in", "carried_out"}
        office = (about & {"handled", "received"} and not clause.disclosure_before(at)) or decides(clause, at)
        return (told, _NOTHING) if clause.disclosure and not office and not new_or_old else None
    if about & (lexicon.DOCUMENTS | lexicon.DECISIONS | lexicon.VERBS):
        return _disclosed(about, clause, seen, at)
    return (_of_applications(about, clause, seen, at), _NOTHING) if about else None


def _of_applications(about: frozenset[str], clause: Clause, seen: frozenset[str], at: int) -> frozenset[str]:
    """What is counted of the applications; nothing unless applications are spoken of."""
    named = "application" in seen
    of_others = clause.among_other_matters or behind_others(about, clause) or clause.of_other_cases(at)
    if clause.of_other_requests or (of_others and not named):
        return _NOTHING
    if about & lexicon.RESULTS:
        said = (named or clause.application_here) and not clause.of_documents
        return about & lexicon.RESULTS if said else _NOTHING
    if carried := about & lexicon.CARRIED:
        both = len(carried) > 1 or "new" in about  # 上年结转申请与本年新收申请合计18件
        return carried if clause.application_here and not both else _NOTHING
    if about == {"asked"}:
        return _NOTHING if clause.of_documents else about
    listed = about == {"handled"} and (clause.lists_results or clause.said_of_applications_after)
    listed = listed or (about <= {"handled", "new", "received"} and clause.carries_over)
    if not named and not listed and not (clause.application and clause.nothing_else_after(at)):
        return _NOTHING
    return about - {"received"} if "new" in about else about


def behind_others(about: frozenset[str], clause: Clause) -> bool:
    """Whether the sentence has spoken of other matters and of no applications: 已办建议提案354件；未办结2件."""
    if about.isdisjoint(_DONE_WITH):
        return False
    told = {token.kind for token in clause.before}
    return "alien" in told and "application" not in told


def _disclosed(
    about: frozenset[str], clause: Clause, seen: frozenset[str], at: int
) -> tuple[frozenset[str], frozenset[str]] | None:
    """Numbers of table 二: decisions as they are, documents with the verb that says which column."""
    if about == {"new", "documents"}:  # 新增行政规范性文件3件
        about = frozenset({"issued", "documents"})
    if about & lexicon.DECISIONS:  # 行政许可办结213件
        about -= {"handled"}
    if "application" in seen or about & (lexicon.RESULTS | lexicon.APPLICATIONS) or clause.made_public(at):
        return None
    if about & lexicon.DECISIONS and in_brackets_of_cases(clause):  # 行政诉讼4件（行政处罚1件，政府信息公开3件）
        return None
    if about & lexicon.DECISIONS:
        told = about & lexicon.DECISIONS
        return (told, _NOTHING) if len(told) == 1 and not about & (lexicon.VERBS | lexicon.DOCUMENTS) else None
    documents, verbs = about & lexicon.DOCUMENTS or clause.documents_before(at), about & lexicon.VERBS
    if not verbs and clause.part_of_issued:  # 印发文件936件，其中规范性文件4件
        verbs = frozenset({"issued"})
    return (verbs, documents) if len(documents) == 1 and len(verbs) == 1 else None
