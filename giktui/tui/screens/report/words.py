"""What the report screen says: its status line, the line about a cell, and the help for a cell."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from giktui.form import Form
from giktui.i18n import _
from giktui.report import Number, Report
from giktui.tui.edit_conflict import EditConflict
from giktui.tui.finding_words import Counts
from giktui.tui.origins import detail_words
from giktui.tui.report_parts import short_title
from giktui.tui.report_session import ReportSession
from giktui.tui.safe_text import line
from giktui.tui.widgets.entry_grid.fitting import cut, pad, width_of
from giktui.tui.widgets.entry_grid.typing import shown
from giktui.tui.widgets.text_lines import Piece
from giktui.wording.cells import cell_label, column_label, row_label
from giktui.wording.origins import origin_words
from giktui.wording.parts import part_name
from giktui.wording.severities import severity_name
from giktui.wording.statuses import status_name

if TYPE_CHECKING:
    from giktui.checks import Finding
    from giktui.store import Edit, Pending
    from giktui.tui.screens.report.double_entry import DoubleEntry

Change = Callable[[], object]
"""Something that changes the report and may give back an EditConflict."""

_RANK = {"error": 2, "soft": 1, "warning": 1}
_MANY = 8
"""A finding about more cells than this marks none of them, unless one is their total."""


def severities(findings: Iterable["Finding"], report: Report) -> Mapping[str, str]:
    """The worst open finding of each cell that is filled in: a blank is to be seen as it is.

    A broken sum marks its total only; a finding of many cells marks none.
    """
    form = report.definition
    totals = {relation.rule: relation.total for relation in form.relations if relation.total}
    worst: dict[str, str] = {}
    for finding in findings:
        if finding.status != "open" or finding.severity not in _RANK:
            continue
        total = totals.get(finding.rule)
        cells = (total,) if total else finding.cells if len(finding.cells) <= _MANY else ()
        for cell in cells:
            if cell in report.cells and _RANK[finding.severity] > _RANK.get(worst.get(cell, ""), 0):
                worst[cell] = finding.severity
    return worst


def status_line(session: ReportSession, part: str, width: int, double_entry: bool) -> list[Piece]:
    """Where one is, as a path; the report's state, whether everything is saved, and the findings by severity."""
    entry = session.entry
    counts = Counts.of(session.findings)
    if double_entry:
        saved: Piece = (_("复录校对中"), "warning")
    elif session.unsaved:
        saved = (_("* {n} 处未保存").format(n=session.unsaved), "error")
    elif session.stored.deleted:
        saved = (_("已删除"), "error")
    elif session.locked:
        saved = (_("只读"), "warning")
    else:
        saved = (_("已保存"), "dim")
    right: list[Piece] = [(status_name(entry.status) + "  ", "dim"), saved]
    for number, name, look in (
        (counts.error, severity_name("error"), "error"),
        (counts.soft, severity_name("soft"), "warning"),
        (counts.warning, severity_name("warning"), "warning"),
    ):
        if number:
            right.append((f"  {name} {number}", look))
    if not counts.error and not counts.soft and not counts.warning:
        right.append(("  " + _("无问题"), "good"))
    year, title = f" › {entry.year}", f" › {short_title(session.form, part)}"
    room = width - 4 - sum(width_of(text) for text, _look in right) - width_of(year)
    agency = line(entry.agency)
    if width_of(agency) + width_of(title) > room:
        title = ""  # the section list says it, too
    agency = cut(agency, max(8, room - width_of(title)))
    left: list[Piece] = [(f" {agency}", "strong"), (year + title, "plain")]
    gap = width - 1 - sum(width_of(text) for text, _look in left + right)
    return [*left, (" " * max(1, gap), "plain"), *right]


def cell_line(session: ReportSession, cell: str, width: int, *, blind: bool = False) -> list[Piece]:
    """The cell's whole name, where its value comes from (unless `blind` to it), and last year's."""
    place = session.form.cells[cell]
    table = session.form.table(place.table)
    row, column = table.row(place.row), table.column(place.column)
    last = session.stored.last_cells.get(cell)
    said = [] if last is None else [_("上年 {n}").format(n=shown(last, place.kind))]
    if cell in session.stored.since_return:
        then = session.stored.since_return[cell]
        before = shown(then, place.kind) if not isinstance(then, str) and then is not None else _("空")
        said.insert(0, _("退回后改，原为 {old}").format(old=before))
    if remark := session.stored.remark_on(cell):
        said.insert(0, _("批注 {text}").format(text=remark))
    if cell in session.pending and not blind:
        said.append(_("未保存"))
    elif cell in session.cells and (edit := session.stored.origins.get(cell)) and not blind:
        said.append(provenance(edit))
    elif cell not in session.cells and not blind:
        value, where = session.stored.made_out(cell)
        said += [_("图上像是 {n}：{place}").format(n=value, place=where)] if value else []
    tail = cut("  ".join(said), width // 2)
    name = f"{row_label(row)}·{column_label(column)}"
    room = width - width_of(tail) - 3
    if width_of(name) > room:
        name = f"{cut(row_label(row), room - width_of(column_label(column)) - 1)}·{column_label(column)}"
    return [(" " + pad(name, room) + " ", "plain"), (tail, "dim")]


def provenance(edit: "Edit") -> str:
    """Where a value comes from, with the file's name if it was imported."""
    name = origin_words(edit.origin).long
    return f"{name} {detail_words(edit)}" if edit.detail or edit.brought else name


def others_step(session: ReportSession, pending: "Pending", *, undo: bool) -> str:
    """What is asked before somebody else's step is taken back or done again."""
    from giktui.store import local_time, step_label

    if undo:
        question = _("能撤销的最近一次修改是 {actor} 在 {time} 所做：{label}。撤销它？")
    else:
        question = _("能重做的是 {actor} 在 {time} 撤销的：{label}。重做它？")
    return question.format(
        actor=pending.actor or _("别人"),
        time=local_time(pending.time),
        label=step_label(session.entry, pending.parts),
    )


def conflict_question(conflict: EditConflict, form: Form) -> tuple[str, str, str]:
    """What is asked when somebody else was first; one's own version and theirs."""
    from giktui.store import local_time

    edit = conflict.theirs
    name = part_name(form, conflict.part, section=True)
    question = _("“{name}”：{actor} 在 {time} 先改过了。用哪一个？").format(
        name=name, actor=edit.actor or _("别人"), time=local_time(edit.time) if edit.time else "?"
    )
    kind = form.cells[conflict.part].kind if conflict.part in form.cells else "count"
    mine, theirs = (
        version if isinstance(version, str) else shown(version, kind) for version in (conflict.mine, edit.new)
    )
    return question, mine, theirs


def brief(value: object) -> str:
    """A value on one line, cut where it is long; a blank is called blank."""
    return _("空白") if value is None or value == "" else cut(line(value), 50)


def cell_to_mend(finding: "Finding", session: ReportSession) -> str | None:
    """The cell a finding leads to: the total of a broken sum, a blank, else the first cell it names."""
    cells = [cell for cell in finding.cells if cell in session.form.cells]
    for relation in session.form.relations:
        if relation.rule == finding.rule and relation.total:
            return relation.total
    blank = [cell for cell in cells if cell not in session.cells]
    return next(iter([*blank, *cells]), None)


def difference_line(form: Form, cell: str, first: Number | None, second: Number | None) -> str:
    """A cell of which two passes differ, with both values."""
    return f"{cell_label(form, cell)}  {brief(first)} / {brief(second)}"


def compared(entered: "DoubleEntry", first: Mapping[str, Number]) -> str:
    """What came of entering a table twice: how much was compared, and whether it agrees."""
    second = entered.second
    if not second:
        return _("第二遍什么都没有录入，没有比对")
    left = sum(cell.id in first and cell.id not in second for cell in entered.table.cells)
    said = "" if entered.differences(first) else _("两遍录入一致，共核对 {n} 格").format(n=len(second))
    rest = _("有 {n} 格第二遍没有录入，没有比对").format(n=left) if left else ""
    return _("；").join(filter(None, [said, rest]))


def verifying(key: str) -> str:
    """That a table is being entered a second time, and what ends that."""
    return _("复录校对：再录一遍这张表，看不到第一遍的数；录完按 {key} 比对").format(key=key)


def second_pass_ended(key: str) -> str:
    """That the second pass has come to the end of the table, and what comes then."""
    return _("第二遍录到底了：按 {key} 比对，Enter 回到表里").format(key=key)


def enter_name(row_wise: bool) -> str:
    """What Enter does in a table."""
    return _("录入并向右") if row_wise else _("录入并向下")
