"""A report as the JSON object of the interchange form, and back.

`{"agency": …, "year": 2024, "form": "2021", "title": …, "preamble": …, "cells": {id: number},
"narratives": {id: text}}`.
Counts are integers, amounts decimal strings, never floats; a blank cell is absent.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TypeVar, cast

from giktui.errors import GiktuiError
from giktui.form import FORM_IDS, Form, load_form
from giktui.i18n import _
from giktui.incoming import sound_name, sound_number, sound_text, sound_year
from giktui.report import Number, Report, number_json

_KEYS = ("agency", "year", "form", "title", "preamble", "cells", "narratives")
Type = TypeVar("Type")


def as_dict(report: Report) -> dict[str, object]:
    """The report as an object that `json.dumps` takes; cells and narratives in the order of the form."""
    form = report.definition
    cells = {id: number_json(report.cells[id]) for id in form.cells if id in report.cells}
    texts = {part.id: report.narratives[part.id] for part in form.sections if part.id in report.narratives}
    return {
        "agency": report.agency,
        "year": report.year,
        "form": report.form,
        "title": report.title,
        "preamble": report.preamble,
        "cells": cells,
        "narratives": texts,
    }


def from_dict(data: object, where: str = "") -> Report:
    """The report that an interchange object states.

    Raises GiktuiError that names `where` (the file) and the key for anything that is not as the interchange form has
    it: a missing or unknown key, a cell the form does not have, a float, text where a number should be.
    """
    top = _mapping(data, where, "")
    for key in top:
        if key not in _KEYS:
            raise _wrong(where, key, _("没有这一项；可用的是 {known}").format(known=_("、").join(_KEYS)))
    agency = _text(top, "agency", where)
    if not agency:
        raise _wrong(where, "agency", _("应写明机关名称"))
    year = _let_in(sound_year, top.get("year"), where, "year")
    form_id = top.get("form")
    if not isinstance(form_id, str) or form_id not in FORM_IDS:
        raise _wrong(where, "form", _("应为 {known} 之一").format(known=_("、").join(FORM_IDS)))
    form = load_form(form_id)
    return Report(
        agency=_let_in(sound_name, agency, where, "agency"),
        year=year,
        form=form.id,
        title=_text(top, "title", where),
        preamble=_text(top, "preamble", where),
        cells=_cells(top, form, where),
        narratives=_narratives(top, form, where),
    )


def _cells(top: Mapping[str, object], form: Form, where: str) -> dict[str, Number]:
    if "cells" not in top:
        raise _wrong(where, "cells", _("缺少这一项"))
    cells: dict[str, Number] = {}
    for id, value in _mapping(top["cells"], where, "cells").items():
        if id not in form.cells:
            raise _wrong(where, f"cells.{id}", _("{form} 年版格式没有这个单元格").format(form=form.id))
        if value is not None:
            number = _let_in(sound_number, value, where, f"cells.{id}")
            cells[id] = Decimal(number) if form.cells[id].kind == "amount" else number
    return cells


def _narratives(top: Mapping[str, object], form: Form, where: str) -> dict[str, str]:
    known = {section.id for section in form.sections}
    texts = _mapping(top.get("narratives", {}), where, "narratives")
    for id in texts:
        if id not in known:
            raise _wrong(where, f"narratives.{id}", _("应为 {known} 之一").format(known=_("、").join(sorted(known))))
    return {id: _text(texts, id, where, "narratives.") for id in texts}


def _let_in(gate: Callable[[object], Type], value: object, where: str, place: str) -> Type:
    """The value as the gate lets it in; what the gate has against it, with its place."""
    try:
        return gate(value)
    except GiktuiError as error:
        raise _wrong(where, place, _("：{why}").format(why=error)) from error


def _text(data: Mapping[str, object], key: str, where: str, prefix: str = "") -> str:
    value = data.get(key, "")
    if not isinstance(value, str):
        raise _wrong(where, prefix + key, _("应为文字"))
    return _let_in(sound_text, value, where, prefix + key).strip()


def _mapping(data: object, where: str, place: str) -> Mapping[str, object]:
    if not isinstance(data, dict):
        raise _wrong(where, place, _("应为 JSON 对象 {…}").replace("{…}", "{ }"))
    return cast("Mapping[str, object]", data)


def _wrong(where: str, place: str, what: str) -> GiktuiError:
    inside = _("“{place}”").format(place=place) if place else ""
    return GiktuiError(_("{where}不是可用的年报 JSON：{inside}{what}").format(where=where, inside=inside, what=what))
