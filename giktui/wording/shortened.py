"""Sentences about cells in fewer words, where a line is short: what every cell of one has in common is said once."""

import re
from collections.abc import Mapping
from functools import cache

from giktui.form import load_form
from giktui.form.model import Form
from giktui.i18n import _, language
from giktui.wording.cells import cell_label, column_short_label, row_short_label, section_number, section_title

_COLONS = ("：", ": ")


def shortened(text: str, form: Form, section: str = "") -> str:
    """A message or suggestion about a report on `form`, whose cells it names by their labels, for a short line.

    The title of `section`, which the text is about, gives way to its number (`[三]`), those of other sections in front
    of a cell go. Cells are named by the short names of their rows. Of a sentence that begins with a cell and has all of
    its cells in one column, or one row, that is said once, in front: `[三] 自然人：本年新收 52＋上年结转 3＝55，…`.
    """
    front, body = "", text
    for one in form.sections:
        if one.id == section and text.startswith(title := section_title(one)):
            front, body = f"[{section_number(one)}] ", text.removeprefix(title).lstrip("：: ")
    pattern, cells = _names(form.id, language())
    named = [cells[found[1]] for found in pattern.finditer(body)]
    rows, columns = ({place[part] for place in named} for part in (0, 1))
    shared = ""
    first = pattern.match(body)
    if first and len(set(named)) > 1 and not body.startswith(_COLONS, first.end()):
        if len(columns) == 1:
            shared, part = columns.pop(), 0
        elif len(rows) == 1:
            shared, part = rows.pop(), 1

    def short(found: re.Match[str]) -> str:
        place = cells[found[1]]
        return place[part] if shared else "·".join(place)

    said = pattern.sub(short, body)
    if shared:
        said = _("{what}：{said}").format(what=shared, said=said)
    return front + said


@cache
def _names(form: str, _language: str) -> tuple[re.Pattern[str], Mapping[str, tuple[str, str]]]:
    """What finds the cells a text names, with the title of their section or without; by label, short row and column."""
    definition = load_form(form)
    cells: dict[str, tuple[str, str]] = {}
    for id, cell in definition.cells.items():
        table = definition.table(cell.table)
        names = row_short_label(table.row(cell.row)), column_short_label(table.column(cell.column))
        cells[cell_label(definition, id)] = names
    titles = "|".join(re.escape(section_title(section)) for section in definition.sections)
    labels = "|".join(map(re.escape, sorted(cells, key=len, reverse=True)))
    return re.compile(f"(?:(?:{titles}) )?({labels})"), cells
