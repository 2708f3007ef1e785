"""What was found in the files of a register, in words: what each column was taken for, what must be told first."""

from collections.abc import Iterator, Sequence

from giktui.i18n import _
from giktui.register.columns import looks_like
from giktui.register.heads import field_names
from giktui.register.sheets import Found, Sheet, repeated_sheets

SHOWN = 20
"""So many lines of one kind are named, and the rest counted."""


def found_lines(files: Sequence[Found]) -> Iterator[str]:
    """Each sheet with its columns and the lines that are no requests."""
    for found in files:
        for sheet in found.sheets:
            yield from _sheet_lines(sheet)
        for other in found.others:
            yield _("{sheet}：不是台账，没有读").format(sheet=other)


def _sheet_lines(sheet: Sheet) -> Iterator[str]:
    names = field_names()
    year = _("{year}年").format(year=sheet.year) if sheet.year else _("年度未写明")
    yield _("{sheet}：{n} 件申请，{year}").format(sheet=sheet.shown, n=len(sheet.rows), year=year)
    at = {column: names.get(field, field) for field, column in sheet.mapped.columns.items()}
    at |= {column: names[field] for column, (field, _value) in sheet.mapped.ticks.items()}
    second = {column: field for field, columns in sheet.mapped.second.items() for column in columns}
    for column, head in enumerate(sheet.heads):
        if head:
            spare = _("备用：{field}").format(field=names[second[column]]) if column in second else ""
            yield f"  {head} → {at.get(column) or spare or _('照录')}"
    for line in sheet.skipped[:SHOWN]:
        yield _("  第 {line} 行不是申请：{text}").format(line=line.line, text=line.text[:40])
    if len(sheet.skipped) > SHOWN:
        yield _("  ……共 {n} 行不是申请").format(n=len(sheet.skipped))


def problems(sheets: Sequence[Sheet]) -> Iterator[str]:
    """What of the columns must be told before anything is written."""
    names = field_names()
    for sheet in sheets:
        for field in sheet.mapped.lacking:
            problem = _("{sheet} 没有认出“{field}”一栏").format(sheet=sheet.shown, field=names[field])
            for column in sheet.mapped.unknown:
                head = sheet.heads[column]
                if head and looks_like(field, [row.said.get(f"*{head}", "") for row in sheet.rows]):
                    problem += _("；“{head}”一栏像是，如果是就加 --map '{head}={field}'").format(head=head, field=field)
            yield problem
        for field, columns in sheet.mapped.unsure.items():
            heads = _("、").join(sheet.heads[column] for column in columns)
            yield _("{sheet} 有几栏都可能是“{field}”：{heads}").format(
                sheet=sheet.shown, field=names[field], heads=heads
            )
    for sheet in repeated_sheets(sheets):
        yield _("{sheet} 的申请多半在别的表里也有").format(sheet=sheet.shown)
