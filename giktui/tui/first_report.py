"""The first report in six steps: at which of them a report is, and what there is to do.

A step is done when the report says so, not when a key was pressed: whoever goes another way, or comes back after days,
is shown the first thing that is still to be done. Only whether somebody is led at all is remembered.
"""

from collections.abc import Callable
from pathlib import Path

from giktui.i18n import _
from giktui.tui.report_session import ReportSession
from giktui.tui.ui_state import Lead, recall_lead, remember_lead
from giktui.wording.cells import section_number

STEPS = 6

KeyOf = Callable[[str], str]
"""The first key of an action, as people write it."""


def begin_leading(database: Path) -> bool:
    """Whether the user is to be led from the start page of this database on; at the very first start that begins."""
    if recall_lead().state == "":
        remember_lead(Lead("on", str(database.resolve())))
    return leads_nowhere_yet(database)


def leads_nowhere_yet(database: Path) -> bool:
    """Whether the user is being led, and has not begun a report yet."""
    return recall_lead() == Lead("on", str(database.resolve()))


def lead_from_the_start(database: Path) -> None:
    """Lead from the start page on: the next report that is begun is the one."""
    remember_lead(Lead("on", str(database.resolve())))


def lead_through(database: Path, agency: str, year: int) -> None:
    """The report of that agency and year is the one to be led through."""
    remember_lead(Lead("on", str(database.resolve()), agency, year))


def stop_leading(*, done: bool = False) -> None:
    """Lead no more, until asked to."""
    lead = recall_lead()
    remember_lead(Lead("done" if done else "left", lead.database, lead.agency, lead.year))


def is_led(database: Path, agency: str, year: int) -> bool:
    """Whether the user is being led through the report of that agency and year."""
    return recall_lead() == Lead("on", str(database.resolve()), agency, year)


def first_step(key_of: KeyOf) -> str:
    """Step 1, for the start page."""
    how = _("按 {new} 新建：输入机关全称和年度。有去年的报告，先按 {files} 导入，结转数会自动带入。")
    title = _("第 {n} 步，共 {all} 步：开始一份报告").format(n=1, all=STEPS)
    leave = _("{key} 放下带填").format(key=key_of("start.lead"))
    return f"{title}    {leave}\n{how.format(new=key_of('start.new'), files=key_of('start.import_files'))}"


def step_of(session: ReportSession) -> int:
    """The first step of the report that is not done, 2 to 6; 7 when all are."""
    blocking = any(found.status == "open" and found.severity in ("error", "soft") for found in session.findings)
    undone = (untouched_tables(session), blank_cells(session), empty_texts(session), blocking, not session.entry.locked)
    return next((number for number, left in enumerate(undone, 2) if left), STEPS + 1) if not session.entry.locked else 7


def untouched_tables(session: ReportSession) -> list[str]:
    """The tables into which nothing was entered here: at most what last year's report says of this one is there."""
    touched = {
        cell.partition(".")[0]
        for cell in session.cells
        if (edit := session.stored.origins.get(cell)) is None
        or edit.origin not in ("carried", "proposed", "total", "succeed")
    }
    return [table.id for table in session.form.tables if table.id not in touched]


def blank_cells(session: ReportSession) -> int:
    """How many cells of the tables are blank."""
    return sum(cell not in session.cells for cell in session.form.cells)


def empty_texts(session: ReportSession) -> list[str]:
    """The sections of text that have none."""
    return [section.id for section in session.form.sections if section.table is None and not session.text(section.id)]


def step_words(session: ReportSession, key_of: KeyOf) -> tuple[str, str]:
    """Where in the six steps the report is, and what to do there with which keys: a line each."""
    number = step_of(session)
    if number > STEPS:
        return _("六步走完了，报告已提交。"), _("{export} 输出 Word、网页、Excel").format(
            export=key_of("report.export")
        )
    title, how = (
        (_("填三张表"), _tables_words),
        (_("空白补零"), _blanks_words),
        (_("写三段文字"), _texts_words),
        (_("检查"), _findings_words),
        (_("提交、输出"), _ends_words),
    )[number - 2]
    said = _("第 {n} 步，共 {all} 步：{title}").format(n=number, all=STEPS, title=title)
    return said, how(session, key_of)


def _tables_words(session: ReportSession, key_of: KeyOf) -> str:
    how = _("数字直接打，{enter} 前进，总计不用填。还没填：{which}")
    return how.format(enter=key_of("grid.enter"), which=_parts(session, untouched_tables(session), key_of))


def _blanks_words(session: ReportSession, key_of: KeyOf) -> str:
    how = _("没有发生的按 {zeros}，整张表一次补 0（空白是没填）。还空着 {n} 格")
    return how.format(zeros=key_of("report.zeros"), n=blank_cells(session))


def _texts_words(session: ReportSession, key_of: KeyOf) -> str:
    how = _("{last} 对照上年，{take} 取用上年的一段。还空着：{which}")
    which = _parts(session, empty_texts(session), key_of)
    return how.format(last=key_of("report.toggle_last"), take=key_of("narrative.take_paragraph"), which=which)


def _findings_words(_session: ReportSession, key_of: KeyOf) -> str:
    how = _("{next} 到下一个问题，{help} 说明这一格；属实的在 {all} 里写明理由")
    return how.format(next=key_of("report.next_finding"), help=key_of("report.explain"), all=key_of("report.findings"))


def _ends_words(_session: ReportSession, key_of: KeyOf) -> str:
    how = _("{submit} 提交（锁定，以后只能看），{export} 输出 Word、网页、Excel")
    return how.format(submit=key_of("report.submit"), export=key_of("report.export"))


def _parts(session: ReportSession, parts: list[str], key_of: KeyOf) -> str:
    """Sections by their numbers, each with the key that leads there."""
    keys = {section.id: f"report.section_{number}" for number, section in enumerate(session.form.sections, 1)}
    return _("、").join(f"{section_number(session.form.section(part))} {key_of(keys[part])}" for part in parts)
