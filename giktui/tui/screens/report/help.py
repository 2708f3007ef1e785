"""The help of the report screen: what a cell counts, its rules with the numbers in them; a second F1 lists all keys."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from textual import events

from giktui.form import Term
from giktui.i18n import _
from giktui.report import Number
from giktui.tui.dialogs.asking import Notice
from giktui.tui.host import Host, host_of
from giktui.tui.keymap import key_name
from giktui.tui.report_session import ReportSession
from giktui.tui.safe_text import line
from giktui.tui.screens.report.words import brief, provenance
from giktui.tui.widgets.entry_grid import legend
from giktui.tui.widgets.entry_grid.typing import shown
from giktui.wording.cells import cell_label, cell_path, row_counts
from giktui.wording.parts import part_name
from giktui.wording.shortened import shortened

if TYPE_CHECKING:
    from giktui.checks import Finding


class ReportHelp(Notice):
    """The help for where the cursor is. The key that brought it shows all keys, those of `scopes` first."""

    def __init__(self, text: str, scopes: tuple[str, ...]) -> None:
        super().__init__(text + "\n\n" + marks_help(), _("帮助"))
        self.scopes = scopes

    @property
    def giktui(self) -> Host:
        """The app, with its database."""
        return host_of(self)

    def keys(self) -> str:
        """How to go on."""
        first = next(iter(self.giktui.keys_of("report.explain")), "")
        more = _("{key} 全部按键").format(key=key_name(first)) + "    " if first else ""
        return more + _("Enter 关闭")

    def on_key(self, event: events.Key) -> None:
        """The key of the help, again."""
        if event.key in self.giktui.keys_of("report.explain"):
            event.stop()
            self.app.switch_screen(self.giktui.make_screen("help", scopes=self.scopes))


def cell_help(
    session: ReportSession, cell: str, findings: Iterable["Finding"], second: Mapping[str, Number] | None = None
) -> str:
    """What a cell counts, what is wrong with it, and every rule it takes part in with the numbers in its formula.

    `second` are the numbers of a second pass, blind to the first: where given, nothing is told but those.
    """
    cells = session.cells if second is None else second
    form, place = session.form, session.form.cells[cell]
    lines = [cell_label(form, cell, section=True)]
    lines.append("  " + " > ".join(cell_path(form, cell)))
    lines.append(f"  {row_counts(form.table(place.table).row(place.row))}")
    kinds = {
        "count": _("填整数，没有就填 0；空白表示没有填。"),
        "amount": _("填金额，单位万元，最多四位小数。"),
        "change": _("填增减数，可带 + 或 -。"),
    }
    lines.append(f"  {kinds[place.kind]}")
    value = cells.get(cell)
    last = session.stored.last_cells.get(cell)
    lines.append(_("现值：{value}").format(value=brief(None if value is None else shown(value, place.kind))))
    if last is not None:
        lines.append(_("上年：{value}").format(value=shown(last, place.kind)))
    if second is None and (edit := session.stored.origins.get(cell)):
        lines.append(_("来源：{origin}，{actor}").format(origin=provenance(edit), actor=line(edit.actor)))
    for finding in findings if second is None else ():
        if cell in finding.cells and len(finding.cells) <= 40:
            lines += ["", f"{finding.rule}  {line(finding.message)}"]
    lines += _rules(session, cell, cells)
    return "\n".join(lines)


def _rules(session: ReportSession, cell: str, cells: Mapping[str, Number]) -> list[str]:
    from giktui.checks import explanation

    lines: list[str] = []
    for relation in session.form.relations:
        if any(term.cell == cell and not term.last for term in relation.terms):
            words = explanation(relation.rule, session.form.id)
            lines += ["", f"{relation.rule}  {words.title}"]
            left, right = (_side(session, side, cells) for side in (relation.left, relation.right))
            said = shortened(f"{left} {relation.operator} {right}", session.form)
            lines.append(f"  {said}")
            lines.append(f"  {words.reason}")
    return lines


def _side(session: ReportSession, terms: Iterable[Term], cells: Mapping[str, Number]) -> str:
    said = ""
    for term in terms:
        value = (session.stored.last_cells if term.last else cells).get(term.cell)
        number = _("空白") if value is None else shown(value)
        label = cell_label(session.form, term.cell)
        label = _("上年{cell}").format(cell=label) if term.last else label
        said += f" {'−' if term.factor < 0 else '+'} {label} {number}"
    return said.strip().removeprefix("+ ")


def text_help(session: ReportSession, part: str, findings: Iterable["Finding"]) -> str:
    """What a text is about, and what is wrong with it."""
    lines = [_("标题与引言") if part == "front" else part_name(session.form, part)]
    lines.append(_("文字停止输入一秒内自动保存。一行一段，空行会去掉。"))
    for finding in findings:
        if finding.span is not None and finding.span[0] == part:
            lines += ["", f"{finding.rule}  {line(finding.message)}"]
    return "\n".join(lines)


def marks_help() -> str:
    """What the marks beside the numbers say."""
    return "\n".join([_("数字旁的记号："), *(f"  {character}  {meaning}" for character, meaning in legend())])
