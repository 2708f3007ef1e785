"""Which cells a statement of the text is about."""

from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

from giktui.checks.narrative.statements import Statement
from giktui.form import load_form

Cells = tuple[str, ...]


class Figure(NamedTuple):
    """What a statement should agree with: the rule, and the sums of cells of which any one may be meant."""

    rule: str
    suffix: str
    choices: tuple[Cells, ...]


_RULES: Final = {
    "asked": "RECEIVED", "received": "RECEIVED", "new": "RECEIVED", "handled": "HANDLED", "carried_in": "CARRIED-IN",
    "carried_out": "CARRIED-OUT", "granted": "GRANTED", "partly": "PARTLY", "refused": "REFUSED",
    "unavailable": "UNAVAILABLE", "unprocessed": "UNPROCESSED", "otherwise": "OTHER", "review": "REVIEW",
    "litigation": "LITIGATION", "direct": "LITIGATION", "after_review": "LITIGATION", "rules": "RULES",
    "documents": "DOCUMENTS", "licences": "LICENCES", "penalties": "PENALTIES", "coercion": "COERCION",
}  # fmt: skip
_PREFIXES: Final = {
    "granted": "granted", "partly": "partly_granted", "refused": "refused_", "unavailable": "unavailable_",
    "unprocessed": "unprocessed_", "otherwise": "other",
}  # fmt: skip
_OUTCOMES: Final = {"upheld": "upheld", "corrected": "corrected", "outcome_other": "other", "pending": "pending"}
_SUFFIXES: Final = {"direct": "direct", "after_review": "after_review"}


def figures(form: str, statement: Statement) -> Figure:
    """The cells the statement is about on that form; no choices if the form does not have such a figure."""
    return _figures(form, statement.about, statement.within)


@cache
def _figures(form: str, about: frozenset[str], within: frozenset[str]) -> Figure:
    single = _choices(form)
    if about & set(_OUTCOMES):
        outcomes = [_OUTCOMES[label] for label in sorted(about)]
        places = [tuple(f"{place}.{outcome}" for outcome in outcomes) for place in _groups(within)]
        suffix = outcomes[0] if len(outcomes) == 1 else ""
        return Figure(_RULES[min(within)], suffix, _sum_or_one(places))
    if within:
        (verb,), (kind,) = about, within
        return Figure(_RULES[kind], "", _documents(form, kind, verb))
    labels = sorted(about)
    if len(labels) == 1:
        label = labels[0]
        return Figure(_RULES[label], _SUFFIXES.get(label, ""), single.get(label, ()))
    together = [single[label][0] for label in labels if single.get(label)]
    if about <= {"received", "new", "handled"}:  # “受理并办结”: either
        return Figure(_RULES["received"], "", tuple(cells for label in labels for cells in single[label]))
    return Figure(_RULES[min(labels, key=list(_RULES).index)], "", _sum_or_one(together))


def _sum_or_one(parts: list[Cells]) -> tuple[Cells, ...]:
    """“予以公开和部分公开” means the sum; a careless hand may have meant either."""
    if len(parts) == 1:
        return (parts[0],)
    return (tuple(cell for part in parts for cell in part), *parts)


@cache
def _choices(form: str) -> Mapping[str, tuple[Cells, ...]]:
    """Each label's sums of cells, the likeliest first."""
    definition = load_form(form)
    rows = [row.id for row in definition.table("applications").rows]

    def total(row: str) -> str:
        return f"applications.{row}.total"

    choices: dict[str, tuple[Cells, ...]] = {
        "new": ((total("received"),),),
        "received": ((total("received"),), (total("received"), total("carried_in"))),
        "handled": ((total("results_total"),), (total("received"), f"-{total('carried_out')}")),
        "asked": (
            (total("received"),),
            (total("received"), total("carried_in")),
            (total("results_total"),),
            (total("received"), f"-{total('carried_out')}"),
        ),
        "carried_in": ((total("carried_in"),),),
        "carried_out": ((total("carried_out"),),),
    }
    for label, prefix in _PREFIXES.items():
        choices[label] = (tuple(total(row) for row in rows if row == prefix or row.startswith(_stem(prefix))),)
    for label in ("review", "litigation", "direct", "after_review"):
        choices[label] = (tuple(f"{place}.total" for place in _groups(frozenset({label}))),)
    for label in ("licences", "penalties", "coercion"):
        choices[label] = ((f"disclosure.{label}.decisions",),)
    return choices


def _stem(prefix: str) -> str:
    return prefix if prefix.endswith("_") else f"{prefix}_"


def _groups(within: frozenset[str]) -> list[str]:
    """The rows of table 四 that such words mean."""
    rows: list[str] = []
    if "review" in within:
        rows.append("proceedings.review")
    if within & {"direct", "litigation"}:
        rows.append("proceedings.litigation_direct")
    if within & {"after_review", "litigation"}:
        rows.append("proceedings.litigation_after_review")
    return rows


def _documents(form: str, kind: str, verb: str) -> tuple[Cells, ...]:
    row = "rules" if kind == "rules" else "normative_documents"
    cells = load_form(form).cells
    columns = {"issued": ("issued", "made"), "repealed": ("repealed",), "in_force": ("in_force",)}[verb]
    found = [f"disclosure.{row}.{column}" for column in columns if f"disclosure.{row}.{column}" in cells]
    return tuple((cell,) for cell in found)
