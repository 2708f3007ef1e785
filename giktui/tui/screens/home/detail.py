"""What the home screen says of the cell under the cursor: a line, and on a wide screen a summary."""

from typing import TYPE_CHECKING

from giktui.i18n import _
from giktui.tui.finding_words import Counts
from giktui.wording.cells import cell_label, section_title
from giktui.wording.statuses import status_name

if TYPE_CHECKING:
    from giktui.store import Connection, Entry
    from giktui.store.analysis.overview import Line


def detail(line: "Line | None", year: int | None, entry: "Entry | None", counts: Counts | None) -> str:
    """The agency in full, the state of its report and what is found in it, in words."""
    from giktui.store import local_time

    if line is None:
        return ""  # the list says what to do
    if entry is None:
        return _("{agency} {year} 年：没有报告。按 n 新建，按 i 导入。").format(agency=line.name, year=year or "")
    said = counts.words() if counts else _("检查中")
    return _("{agency} {year} 年：{state}，{when} 更新\n{said}").format(
        agency=line.name, year=entry.year, state=status_name(entry.status), when=local_time(entry.updated), said=said
    )


def summary(db: "Connection", entry: "Entry | None") -> str:
    """What is in the report: the state of its sections and the ends of the big table, as the form words them."""
    from giktui.store import load

    if entry is None:
        return ""
    report = load(db, entry.id)
    form = report.definition
    said = [f"{report.title or report.agency}", ""]
    for section in form.sections:
        if section.table is None:
            state = _("{n} 字").format(n=len(report.narratives.get(section.id, "")))
        else:
            cells = [cell.id for cell in section.table.cells]
            filled = sum(id in report.cells for id in cells)
            state = _("{filled}/{all} 格").format(filled=filled, all=len(cells))
        said.append(f"{section_title(section)}\n  {state}")
    said.append("")
    table = next(table for table in form.tables if table.layout == "grid")
    last = table.columns[-1].id
    for row in (table.rows[0], table.rows[1], *table.rows[-2:]):
        id = f"{table.id}.{row.id}.{last}"
        said.append(f"{cell_label(form, id)}\n  {report.cells.get(id, '-')}")
    return "\n".join(said)
