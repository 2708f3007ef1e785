"""What the report screen says: its status line, the line about a cell, and the help for a cell."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from giktui.form import Form, Term, cell_label, column_label, row_counts, row_label
from giktui.i18n import _
from giktui.report import Number, Report
from giktui.tui.finding_words import Counts
from giktui.tui.safe_text import line
from giktui.tui.session import Clash, Session
from giktui.tui.widgets.entry_grid.fitting import cut, pad, width_of
from giktui.tui.widgets.entry_grid.marks import origin_name
from giktui.tui.widgets.entry_grid.typing import shown
from giktui.tui.widgets.text_lines import Piece

if TYPE_CHECKING:
    from giktui.checks import Finding
    from giktui.store import Edit, Entry, Pending

Change = Callable[[], object]
"""Something that changes the report and may give back a Clash."""

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


def locked(entry: "Entry") -> str:
    """That the report is submitted, by whom and when."""
    from giktui.store import local_time

    return _("报告已由 {actor} 于 {time} 提交，只能查看；退回修改按 {key}").format(
        actor=entry.submitted_by, time=local_time(entry.submitted_at or entry.updated), key="O"
    )


def status_line(session: Session, width: int, verifying: bool) -> list[Piece]:
    """Agency, year, whether everything is saved, and the findings by severity."""
    entry = session.entry
    counts = Counts.of(session.findings)
    if verifying:
        saved: Piece = (_("复录校对中"), "warning")
    elif session.unsaved:
        saved = (_("* {n} 处未保存").format(n=session.unsaved), "error")
    elif entry.locked:
        saved = (_("已提交，只读"), "warning")
    else:
        saved = (_("已保存"), "good")
    right: list[Piece] = []
    for number, name, look in (
        (counts.error, _("错误"), "error"),
        (counts.soft, _("待核"), "warning"),
        (counts.warning, _("警告"), "warning"),
    ):
        if number:
            right.append((f"{name} {number}  ", look))
    if not right:
        right = [(_("无问题"), "good")]
    taken = sum(width_of(text) for text, _look in right) + width_of(saved[0]) + 5
    year = _("{year} 年").format(year=entry.year)
    agency = cut(line(entry.agency), max(8, width - taken - width_of(year) - 3))
    left: list[Piece] = [(f" {agency} ", "strong"), (f"{year}  ", "strong"), saved]
    gap = width - 1 - sum(width_of(text) for text, _look in left + right)
    return [*left, (" " * max(1, gap), "plain"), *right]


def cell_line(session: Session, cell: str, width: int) -> list[Piece]:
    """The cell's whole name, where its value comes from, and last year's."""
    place = session.form.cells[cell]
    table = session.form.table(place.table)
    row, column = table.row(place.row), table.column(place.column)
    said: list[str] = []
    last = session.last_cells.get(cell)
    if last is not None:
        said.append(_("上年 {n}").format(n=shown(last, place.kind)))
    if cell in session.waiting:
        said.append(_("未保存"))
    elif cell in session.cells and (edit := session.origins.get(cell)):
        said.append(origin_words(edit))
    tail = cut("  ".join(said), width // 2)
    name = f"{row_label(row)}·{column_label(column)}"
    room = width - width_of(tail) - 3
    if width_of(name) > room:
        name = f"{cut(row_label(row), room - width_of(column_label(column)) - 1)}·{column_label(column)}"
    return [(" " + pad(name, room) + " ", "plain"), (tail, "dim")]


def origin_words(edit: "Edit") -> str:
    """Where a value comes from, with the file's name if it was imported."""
    name = origin_name(edit.origin)
    return f"{name} {line(edit.detail)}" if edit.detail else name


def others_step(session: Session, pending: "Pending", *, undo: bool) -> str:
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


def clash_question(clash: Clash, form: Form) -> tuple[str, list[str]]:
    """What is asked when somebody else was first, and the two answers."""
    from giktui.store import local_time

    edit = clash.theirs
    name = cell_label(form, clash.part, section=True) if clash.part in form.cells else part_name(form, clash.part)
    question = _("“{name}”：{actor} 在 {time} 先改过了。用哪一个？").format(
        name=name, actor=edit.actor or _("别人"), time=local_time(edit.time) if edit.time else "?"
    )
    return question, [
        _("用对方的：{value}").format(value=_brief(edit.new)),
        _("用我的：{value}").format(value=_brief(clash.mine)),
    ]


def _brief(value: object) -> str:
    return _("空白") if value is None or value == "" else cut(line(value), 50)


def part_name(form: Form, part: str) -> str:
    """What a text of the report is called."""
    from giktui.form import section_title

    names = {"title": _("标题"), "preamble": _("引言")}
    return names[part] if part in names else section_title(form.section(part))


def cell_help(session: Session, cell: str, findings: Iterable["Finding"]) -> str:
    """What a cell counts, what is wrong with it, and every rule it takes part in with the numbers in its formula."""
    form, place = session.form, session.form.cells[cell]
    table = form.table(place.table)
    row, column = table.row(place.row), table.column(place.column)
    lines = [cell_label(form, cell, section=True)]
    lines.append("  " + " > ".join(filter(None, [row.item, *row.under, row.label, *column.under, column.label])))
    lines.append(f"  {row_counts(row)}")
    kinds = {
        "count": _("填整数，没有就填 0；空白表示没有填。"),
        "amount": _("填金额，单位万元，最多四位小数。"),
        "change": _("填增减数，可带 + 或 -。"),
    }
    lines.append(f"  {kinds[place.kind]}")
    value = session.cells.get(cell)
    last = session.last_cells.get(cell)
    lines.append(_("现值：{value}").format(value=_brief(None if value is None else shown(value, place.kind))))
    if last is not None:
        lines.append(_("上年：{value}").format(value=shown(last, place.kind)))
    if edit := session.origins.get(cell):
        lines.append(_("来源：{origin}，{actor}").format(origin=origin_words(edit), actor=line(edit.actor)))
    for finding in findings:
        if cell in finding.cells and len(finding.cells) <= 40:
            lines += ["", f"{finding.rule}  {line(finding.message)}"]
    lines += _rules(session, cell)
    return "\n".join(lines)


def _rules(session: Session, cell: str) -> list[str]:
    from giktui.checks import explanation

    lines: list[str] = []
    for relation in session.form.relations:
        if any(term.cell == cell and not term.last for term in relation.terms):
            words = explanation(relation.rule)
            lines += ["", f"{relation.rule}  {words.title}"]
            lines.append(f"  {_side(session, relation.left)} {relation.operator} {_side(session, relation.right)}")
            lines.append(f"  {words.reason}")
    return lines


def _side(session: Session, terms: Iterable[Term]) -> str:
    said = ""
    for term in terms:
        value = (session.last_cells if term.last else session.cells).get(term.cell)
        number = _("空白") if value is None else shown(value)
        label = cell_label(session.form, term.cell)
        said += f" {'−' if term.factor < 0 else '+'} {_('上年') if term.last else ''}{label} {number}"
    return said.strip().removeprefix("+ ")


def cell_to_mend(finding: "Finding", session: Session) -> str | None:
    """The cell a finding leads to: the total of a broken sum, a blank, else the first cell it names."""
    cells = [cell for cell in finding.cells if cell in session.form.cells]
    for relation in session.form.relations:
        if relation.rule == finding.rule and relation.total:
            return relation.total
    blank = [cell for cell in cells if cell not in session.cells]
    return next(iter([*blank, *cells]), None)


def difference_line(form: Form, cell: str, first: Number | None, second: Number | None) -> str:
    """A cell of which two passes differ, with both values."""
    return f"{cell_label(form, cell)}  {_brief(first)} / {_brief(second)}"


def blocking(findings: Iterable["Finding"]) -> str:
    """What stands in the way of submitting, severity by severity."""
    lines = [_("先改正错误；待核的在“全部问题”（F）中改正或写明理由豁免：")]
    for finding in findings:
        lines += ["", f"{'!' if finding.severity == 'error' else '?'} {finding.rule}  {line(finding.message)}"]
    return "\n".join(lines)


def text_help(session: Session, part: str, findings: Iterable["Finding"]) -> str:
    """What a text is about, and what is wrong with it."""
    lines = [_("标题与引言") if part == "front" else part_name(session.form, part)]
    lines.append(_("文字停止输入一秒内自动保存。一行一段，空行会去掉。"))
    for finding in findings:
        if finding.span is not None and finding.span[0] == part:
            lines += ["", f"{finding.rule}  {line(finding.message)}"]
    return "\n".join(lines)


def keys_help() -> str:
    """Marks and the most needed keys; the palette has them all."""
    from giktui.tui.widgets.entry_grid import legend

    marks = "  ".join(f"{character} {meaning}" for character, meaning in legend())
    return _("数字旁的记号：{marks}").format(marks=marks) + "\n" + _("全部操作和按键：Ctrl+P 命令面板，或首页的 F1。")
