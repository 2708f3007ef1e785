"""What a rule checks, why, where that is written, and an example: the answer to `check --explain`."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from giktui.checks.catalogue import rule
from giktui.form import FORM_IDS, Relation, Severity, Term, load_form
from giktui.i18n import _, language
from giktui.wording.cells import cell_label, section_title
from giktui.wording.severities import severity_name

_SHORT = 6
"""A side of at most so many cells is written out."""


class Explanation(NamedTuple):
    """A rule in words, in the language of the interface."""

    id: str
    severity: Severity
    title: str
    reason: str
    source: str
    example: str
    formulas: tuple[str, ...]


def explanation(id: str, form: str | None = None) -> Explanation:
    """The rule in words; a family's id explains the family. Raises KeyError for an id that is no rule's.

    The sums are those of `form`; without one those of the newest form, and of the others where they differ.
    """
    found = rule(id)
    texts = _texts()
    words = texts["rules"][found.id]
    at = 1 if language() == "en" else 0
    named = id.upper() if id.upper() == found.id else id
    return Explanation(
        id=named,
        severity=found.severity,
        title=words["title"][at],
        reason=words["reason"][at],
        source=texts["sources"][words["source"]][at],
        example=words["example"][at],
        formulas=_sums_of(named, found.id, form) if form else _all_sums(named, found.id),
    )


def explain(id: str, form: str | None = None) -> str:
    """The rule in words, as lines to print; otherwise as `explanation`."""
    words = explanation(id, form)
    lines = [
        f"{words.id}  {severity_name(words.severity)}",
        _("核对：{text}").format(text=words.title),
        _("理由：{text}").format(text=words.reason),
        _("依据：{text}").format(text=words.source),
        _("例如：{text}").format(text=words.example),
    ]
    if words.formulas:
        lines.append(_("公式："))
        lines.extend(f"  {formula}" for formula in words.formulas)
    return "\n".join(lines)


def formula(form: str, relation: Relation) -> str:
    """A sum of the form file, in the form's words."""
    left, right = (_side(form, terms) for terms in (relation.left, relation.right))
    title = section_title(load_form(form).section(relation.table))
    operator = _(" ＝ ") if relation.operator == "=" else f" {relation.operator} "
    return _("{name}：{what}").format(name=title, what=f"{left}{operator}{right}")


@cache
def _texts() -> Mapping[str, Any]:
    return tomli.loads(Path(__file__).with_name("explanations.toml").read_text("utf-8"))


def _sums_of(id: str, family: str, form: str) -> tuple[str, ...]:
    """A form's sums behind the id: the one of that name, or all of a family."""
    relations = [relation for relation in load_form(form).relations if relation.family == family]
    exact = [relation for relation in relations if id == family or relation.rule.upper() == id.upper()]
    return tuple(formula(form, relation) for relation in exact)


def _all_sums(id: str, family: str) -> tuple[str, ...]:
    """The newest form's sums, and under its name what an older form has otherwise."""
    said: dict[str, None] = {}
    for form in reversed(FORM_IDS):
        for text in _sums_of(id, family, form):
            if text not in said:
                said[text if form == FORM_IDS[-1] else _("{form} 年版：{text}").format(form=form, text=text)] = None
    return tuple(said)


def _side(form: str, terms: tuple[Term, ...]) -> str:
    names = [
        (_("上年报告的{cell}") if term.last else "{cell}").format(cell=cell_label(load_form(form), term.cell))
        for term in terms
    ]
    if len(terms) > _SHORT:
        return _("{first} 至 {last} 各项之和").format(first=names[0], last=names[-1])
    said = names[0]
    for term, name in zip(terms[1:], names[1:], strict=True):
        said += (_(" － ") if term.factor < 0 else _(" ＋ ")) + name
    return said
