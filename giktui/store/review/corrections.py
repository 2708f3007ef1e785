"""What the corrections of one item of a notice come to: which cells and texts of the report they change, or why not."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from giktui.errors import GiktuiError
from giktui.form import Form
from giktui.i18n import _
from giktui.incoming import sound_number
from giktui.readers.recogniser.detect.numbers import MONEY, cell_value, printed
from giktui.report import Number, Report, number_text
from giktui.review import Answer, Item, same_cell
from giktui.wording.cells import cell_label

_FORM_UNIT = "万元"
"""Of amounts, unless the answer says another."""


@dataclass(slots=True)
class Correction:
    """What answers change. `done_since` says that some of it stands in the report already and did not at the notice."""

    cells: dict[str, Number] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    done_since: bool = False

    @property
    def changes(self) -> bool:
        """Whether it changes anything."""
        return bool(self.cells or self.texts)


def correction(item: Item, form: Form, report: Report, rows: Sequence[Answer], taken: Correction) -> Correction:
    """What the rows change in the report, beside what is `taken` from other items' answers.

    Raises GiktuiError, with nothing taken of the item, where one does not fit: no number, another cell, a value that
    contradicts another's, a cell or passage that was changed since the notice.
    """
    found = Correction()
    stands = dict(item.stands)
    wanted: dict[str, Number] = {}
    wordings: set[str] = set()
    for row in rows:
        if item.quote and printed(row.value).kind == "text":
            wordings.add(row.value)
            continue
        cell = _cell(item, form, row)
        value = _number(form, cell, row.value)
        if wanted.setdefault(cell, value) != value or taken.cells.get(cell, value) != value:
            raise GiktuiError(_("{cell} 更正为不同的数，没有采用").format(cell=cell_label(form, cell)))
    for cell, value in wanted.items():
        now = report.cells.get(cell)
        if now == value:
            found.done_since |= now != stands.get(cell)
        elif now != stands.get(cell):
            text = _("{cell} 在通知以后已由 {old} 改为 {now}，回复过时，没有采用")
            old, new = (number_text(one) or _("空") for one in (stands.get(cell), now))
            raise GiktuiError(text.format(cell=cell_label(form, cell), old=old, now=new))
        else:
            found.cells[cell] = value
    if wordings:
        _reword(found, item, report, wordings, taken)
    return found


def _cell(item: Item, form: Form, row: Answer) -> str:
    cell = same_cell(item, form.id, row.cell)
    if cell:
        return cell
    if not row.cell:
        raise GiktuiError(_("没有写明更正哪一格，没有采用：{text}").format(text=row.value))
    raise GiktuiError(_("“更正哪一格”写的是 {what}，不是这一项的单元格").format(what=row.cell))


def _reword(found: Correction, item: Item, report: Report, wordings: set[str], taken: Correction) -> None:
    if len(wordings) > 1:
        raise GiktuiError(_("同一处文字有几种更正，没有采用"))
    (wording,) = wordings
    text = taken.texts.get(item.part, report.narratives.get(item.part, ""))
    if wording == item.quote:
        return
    if text.count(item.quote) == 1 and not (item.quote in wording and wording in text):
        found.texts[item.part] = text.replace(item.quote, wording)
    elif wording in text:
        found.done_since = True
    else:
        raise GiktuiError(_("原文在通知以后改过，或不止一处，新的文字没有采用"))


def _number(form: Form, cell: str, text: str) -> Number:
    """The number in an answer. Raises GiktuiError for what is none, and for one that the cell cannot hold."""
    kind = form.cells[cell].kind
    seen = printed(text)
    if seen.kind != "number" or seen.value is None or seen.about:
        raise GiktuiError(_("“{text}”不是数").format(text=text))
    value = cell_value(seen, kind, _FORM_UNIT)
    if value is None or (kind != "amount" and seen.unit in MONEY):
        raise GiktuiError(_("“{text}”的单位与表中不同").format(text=text))
    if kind != "amount" and value != int(value):
        raise GiktuiError(_("“{text}”应是整数").format(text=text))
    if kind != "change" and value < 0:
        raise GiktuiError(_("“{text}”不能是负数").format(text=text))
    return sound_number(value)
