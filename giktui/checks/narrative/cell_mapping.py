"""Which cells a statement of the text is about."""

from functools import cache
from typing import Final, NamedTuple

from giktui.checks.narrative.statement import Statement
from giktui.form import Reading, load_form


class Figure(NamedTuple):
    """What a statement should agree with: the rule, and the sums of cells of which any one may be meant."""

    rule: str
    suffix: str
    choices: tuple[Reading, ...]


_RULES: Final = {
    "asked": "RECEIVED", "received": "RECEIVED", "new": "RECEIVED", "handled": "HANDLED", "carried_in": "CARRIED-IN",
    "carried_out": "CARRIED-OUT", "granted": "GRANTED", "partly": "PARTLY", "refused": "REFUSED",
    "unavailable": "UNAVAILABLE", "unprocessed": "UNPROCESSED", "otherwise": "OTHER", "review": "REVIEW",
    "litigation": "LITIGATION", "direct": "LITIGATION", "after_review": "LITIGATION", "rules": "RULES",
    "documents": "DOCUMENTS", "licences": "LICENCES", "penalties": "PENALTIES", "coercion": "COERCION",
}  # fmt: skip
_OUTCOMES: Final = {"upheld": "upheld", "corrected": "corrected", "outcome_other": "other", "pending": "pending"}
_SUFFIXES: Final = {"direct": "direct", "after_review": "after_review"}


def figures(form: str, statement: Statement) -> Figure:
    """The cells the statement is about on that form; no choices if the form does not have such a figure."""
    return _figures(form, statement.about, statement.within)


@cache
def _figures(form: str, about: frozenset[str], within: frozenset[str]) -> Figure:
    single = load_form(form).spoken_of
    if about & set(_OUTCOMES):
        suffix = _OUTCOMES[min(about)] if len(about) == 1 else ""
        return Figure(_RULES[min(within)], suffix, _sum_or_one(_outcomes(form, within, sorted(about))))
    if within:
        (verb,), (kind,) = about, within
        return Figure(_RULES[kind], "", single.get(f"{kind}_{verb}", ()))
    labels = sorted(about)
    if len(labels) == 1:
        label = labels[0]
        return Figure(_RULES[label], _SUFFIXES.get(label, ""), single.get(label, ()))
    together = [single[label][0] for label in labels if single.get(label)]
    if about <= {"received", "new", "handled"}:  # “受理并办结”: either
        return Figure(_RULES["received"], "", tuple(cells for label in labels for cells in single[label]))
    return Figure(_RULES[min(labels, key=list(_RULES).index)], "", _sum_or_one(together))


def _sum_or_one(parts: list[Reading]) -> tuple[Reading, ...]:
    """“予以公开和部分公开” means the sum; a careless hand may have meant either."""
    if len(parts) == 1:
        return (parts[0],)
    return (tuple(cell for part in parts for cell in part), *parts)


def _outcomes(form: str, within: frozenset[str], outcomes: list[str]) -> list[Reading]:
    """For each kind of proceedings that is spoken of, the cells of these outcomes."""
    known = load_form(form).spoken_of
    found: list[Reading] = []
    for kind in ("review", "direct", "after_review"):
        if kind in within or (kind != "review" and "litigation" in within):
            rows = {cell.rpartition(".")[0] for cell in known[kind][0]}
            found.append(
                tuple(cell for label in outcomes for cell in known[label][0] if cell.rpartition(".")[0] in rows)
            )
    return found
