"""What taking in a list or filling a report would do, and what is open, in words; no name and no content in any."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from giktui.form import Form
from giktui.i18n import _
from giktui.register.due import Due, due, left
from giktui.register.import_wording import SHOWN
from giktui.register.wording import cell_words, doubt_words, lacks_basis, remarks
from giktui.store.register.filling import Filling
from giktui.store.register.importing import Plan
from giktui.store.register.rows import Stored
from giktui.wording.cells import section_title


def plan_lines(planned: Plan) -> Iterator[str]:
    """How much is new, changed, the same or gone; and every row of which something is not certain."""
    yield _("新增 {added}，改动 {changed}，不变 {same}，不见了 {vanished}").format(
        added=len(planned.added), changed=len(planned.changed), same=planned.same, vanished=len(planned.vanished)
    )
    for sheet, row in planned.repeated[:SHOWN]:
        text = _("  {sheet} 第 {line} 行与前面一行编号、内容都相同，只计一次")
        yield text.format(sheet=sheet.shown, line=row.line)
    for one in planned.vanished:
        yield _("  {request}：新的台账里没有，留在库中存疑").format(request=one.shown)
    doubtful = doubtful_of(planned)
    for one in doubtful[:SHOWN]:
        number = one.shown if one.texts.get("number") or one.texts.get("place") else ""
        words = _("；").join(map(doubt_words, one.request.doubts))
        yield "  ".join(filter(None, (_("  存疑"), one.place, number, words)))
    if len(doubtful) > SHOWN:
        yield _("  ……共 {n} 件存疑；giktui requests list --doubtful 列出全部").format(n=len(doubtful))


def doubtful_of(planned: Plan) -> list[Stored]:
    """The rows of the list of which something is not certain."""
    return [one for one in planned.after if one.request.doubts]


def filling_lines(found: Filling, name: Callable[[Form, str], str] = cell_words) -> Iterator[str]:
    """What would change in the report, cell by cell, each called as `name` has it."""
    zeros = 0
    for cell, (old, new) in found.changes.items():
        if old is None and not new:
            zeros += 1
        else:
            yield f"  {name(found.form, cell)}  {_('空白') if old is None else old} → {new}"
    if zeros:
        yield _("  另有 {n} 格 空白 → 0").format(n=zeros)
    for part, (earlier, text) in found.texts.items():
        before = earlier.split("\n")
        for line in text.split("\n"):
            if line not in before:
                yield f"  {section_title(found.form.section(part))}  {line}"
    if not found.changed:
        yield _("  与报告逐格相同")


def blocking_lines(found: Filling) -> Iterator[str]:
    """The requests that must be settled before the report is filled."""
    for one, doubts in found.doubtful:
        words = _("；").join(map(doubt_words, doubts))
        yield "  ".join(part for part in (f"#{one.id}", one.shown, one.place, words) if part)
    for result in found.counted.homeless:
        yield _("  {form}版格式没有结果“{result}”这一行").format(form=found.form.id, result=result)


def remark_lines(found: Iterable[Stored], today: date) -> list[str]:
    """What should be looked at although it is certain: late and overdue answers, refusals without a basis.

    Where the list has no column for the basis at all, that is said once.
    """
    lines: list[str] = []
    bare = 0
    for one in found:
        if one.left_out is not None:
            continue
        request = one.request
        said = list(remarks(request, today))
        if said and "basis" not in request.said and lacks_basis(request):
            bare += 1
            said = said[:-1]
        if said:
            lines.append("  " + "  ".join(filter(None, (one.shown, one.place, _("；").join(said)))))
    more = (
        [_("  ……共 {n} 件应当看一看；giktui requests list 列出全部").format(n=len(lines))] if len(lines) > SHOWN else []
    )
    if bare:
        more.append(_("  不予公开 {n} 件，台账没有“答复依据”一栏").format(n=bare))
    return [*lines[:SHOWN], *more]


def due_rows(found: Iterable[Stored], today: date) -> list[tuple[Stored, Due, int | None]]:
    """The open requests with the day their answer is due and the working days left, overdue ones first."""
    rows = []
    for one in found:
        request = one.request
        if request.answered is None and one.left_out is None and not any(d.field == "answered" for d in request.doubts):
            term = due(request)
            rows.append((one, term, None if term.day is None else left(term.day, today)))
    return sorted(rows, key=lambda row: (row[1].day is None, row[1].day or date.max, row[0].id))
