"""`giktui requests import`: the lists read, shown with what their columns were taken for, asked about and written."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from giktui.cli.app import output
from giktui.cli.app.asking import agreed
from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.readers import bytes_of, read_rows
from giktui.readers.encoding import plain_name
from giktui.readers.limits import Limits
from giktui.register.heads import KEPT, field_named, field_names, head_key, looks_like
from giktui.register.sheets import Found, Sheet, repeated_sheets, sheets_of
from giktui.register.wording import doubt_words
from giktui.store.connection.connect import Connection
from giktui.store.register.importing import Plan, carry_out, plan, remember_heads, remembered_heads

LIMITS = Limits(fields=4_000_000)
"""A register is longer than any report."""
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks for."""

    year: int | None
    told: Mapping[str, str]
    only: Sequence[str]
    anonymous: bool
    dry_run: bool
    yes: bool


def told_heads(entries: Sequence[str]) -> dict[str, str]:
    """`--map '收件日=received'` as heads and fields; nothing behind the = says that the column is none that counts."""
    told: dict[str, str] = {}
    for entry in entries:
        head, sign, field = entry.rpartition("=")
        known = field_named(field) if field.strip() else ""
        if not sign or not head.strip() or known is None:
            names = _("、").join(f"{name}={id}" for id, name in field_names().items() if id not in (KEPT, "place"))
            text = _("“{entry}”不是“表头=含义”；含义可以是：{names}")
            raise GiktuiError(text.format(entry=entry, names=names))
        told[head_key(head)] = known
    return told


def take_in(db: Connection, agency: int, paths: Sequence[Path], wanted: Wanted, *, actor: str) -> int:
    """Read, show, ask, write. 0: written; 1: something is in doubt, or nothing was written."""
    remembered = remembered_heads(db, agency)
    told = {**remembered, **wanted.told}
    files = _read(paths, told, wanted)
    sheets = tuple(sheet for found in files for sheet in found.sheets)
    _show_sheets(files)
    problems = _problems(sheets)
    if problems and _can_ask(wanted):
        more = _ask_columns(sheets)
        if more:
            told = {**told, **more}
            files = _read(paths, told, wanted)
            sheets = tuple(sheet for found in files for sheet in found.sheets)
            problems = _problems(sheets)
    planned = plan(db, agency, sheets, anonymous=wanted.anonymous)
    doubtful = _show_plan(planned)
    for problem in problems:
        output.message(_("存疑：{problem}").format(problem=problem))
    if wanted.dry_run:
        output.line(_("没有保存（--dry-run）"))
        return int(bool(problems or doubtful))
    if problems:
        output.message(_("没有保存。请用 --map '表头=含义' 或 --sheet 指明后再导入。"))
        return 1
    if not agreed(_("存入台账？"), yes=wanted.yes):
        output.message(_("没有保存。"))
        return 1
    carry_out(db, agency, planned, actor=actor)
    new = {head: field for head, field in told.items() if remembered.get(head) != field}
    if new:
        remember_heads(db, agency, new)
    output.line(_("已存入台账。"))
    return int(bool(doubtful))


def _read(paths: Sequence[Path], told: Mapping[str, str], wanted: Wanted) -> list[Found]:
    found = []
    for path in paths:
        name = plain_name(path.name)
        documents = read_rows(bytes_of(path, LIMITS), name, limits=LIMITS)
        for document in documents:
            for trouble in document.troubles:
                output.message(f"{trouble.place}: {trouble.message}")
        found.append(sheets_of(documents, told=told, year=wanted.year, only=wanted.only))
    return found


def _can_ask(wanted: Wanted) -> bool:
    return not wanted.yes and not wanted.dry_run and sys.stdin.isatty() and sys.stderr.isatty()


def _show_sheets(files: Sequence[Found]) -> None:
    names = field_names()
    for found in files:
        for sheet in found.sheets:
            year = _("{year}年").format(year=sheet.year) if sheet.year else _("年度未写明")
            output.line(_("{sheet}：{n} 件申请，{year}").format(sheet=sheet.shown, n=len(sheet.rows), year=year))
            at = {column: names.get(field, field) for field, column in sheet.mapped.columns.items()}
            at |= {column: names[field] for column, (field, _value) in sheet.mapped.ticks.items()}
            second = {column: field for field, columns in sheet.mapped.second.items() for column in columns}
            for column, head in enumerate(sheet.heads):
                if head:
                    spare = _("备用：{field}").format(field=names[second[column]]) if column in second else ""
                    output.line(f"  {head} → {at.get(column) or spare or _('照录')}")
            for line in sheet.skipped[:_SHOWN]:
                output.line(_("  第 {line} 行不是申请：{text}").format(line=line.line, text=line.text[:40]))
            if len(sheet.skipped) > _SHOWN:
                output.line(_("  ……共 {n} 行不是申请").format(n=len(sheet.skipped)))
        for other in found.others:
            output.line(_("{sheet}：不是台账，没有读").format(sheet=other))


def _problems(sheets: Sequence[Sheet]) -> list[str]:
    """What of the columns must be told before anything is written."""
    names = field_names()
    found: list[str] = []
    for sheet in sheets:
        for field in sheet.mapped.lacking:
            if field == "kind" and "organisation" in sheet.mapped.columns:
                continue
            problem = _("{sheet} 没有认出“{field}”一栏").format(sheet=sheet.shown, field=names[field])
            for column in sheet.mapped.unknown:
                head = sheet.heads[column]
                if head and looks_like(field, [row.said.get(f"*{head}", "") for row in sheet.rows]):
                    problem += _("；“{head}”一栏像是，如果是就加 --map '{head}={field}'").format(head=head, field=field)
            found.append(problem)
        for field, columns in sheet.mapped.unsure.items():
            heads = _("、").join(sheet.heads[column] for column in columns)
            found.append(
                _("{sheet} 有几栏都可能是“{field}”：{heads}").format(sheet=sheet.shown, field=names[field], heads=heads)
            )
    for sheet in repeated_sheets(sheets):
        found.append(_("{sheet} 的申请多半在别的表里也有").format(sheet=sheet.shown))
    return found


def _ask_columns(sheets: Sequence[Sheet]) -> dict[str, str]:
    """Ask on the terminal for what is lacking and what several columns may be."""
    names = field_names()
    told: dict[str, str] = {}
    for sheet in sheets:
        heads = {head_key(head): head for head in sheet.heads if head}
        for field in (*sheet.mapped.lacking, *sheet.mapped.unsure):
            if field in told.values():
                continue
            question = _("{sheet} 哪一栏是“{field}”？写表头，没有就按 Enter")
            question = question.format(sheet=sheet.shown, field=names[field])
            answer: str = typer.prompt(question, default="", show_default=False, err=True)
            if (key := head_key(answer)) and key in heads:
                for column in sheet.mapped.unsure.get(field, ()):
                    told[head_key(sheet.heads[column])] = ""
                told[key] = field
    return told


def _show_plan(planned: Plan) -> int:
    """What would be written, and every row of which something is not certain. Gives how many those are."""
    output.line(
        _("新增 {added}，改动 {changed}，不变 {same}，不见了 {vanished}").format(
            added=len(planned.added), changed=len(planned.changed), same=planned.same, vanished=len(planned.vanished)
        )
    )
    for sheet, row in planned.repeated[:_SHOWN]:
        text = _("  {sheet} 第 {line} 行与前面一行编号、内容都相同，只计一次")
        output.line(text.format(sheet=sheet.shown, line=row.line))
    for one in planned.vanished:
        output.line(_("  {request}：新的台账里没有，留在库中存疑").format(request=one.shown))
    doubtful = 0
    for after in planned.after:
        if doubts := after.request.doubts:
            doubtful += 1
            if doubtful <= _SHOWN:
                number = after.texts.get("number") or after.texts.get("place", "")
                words = _("；").join(map(doubt_words, doubts))
                output.line("  ".join(filter(None, (_("  存疑"), after.place, number, words))))
    if doubtful > _SHOWN:
        output.line(_("  ……共 {n} 件存疑；giktui requests list --doubtful 列出全部").format(n=doubtful))
    if doubtful:
        text = _("{n} 件存疑，弄清之前不计入报告：改台账后再导入，或用 giktui requests settle。")
        output.message(text.format(n=doubtful))
    return doubtful
