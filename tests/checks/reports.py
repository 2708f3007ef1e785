"""Reports the tests of the rules begin with: sound ones, on both forms."""

from giktui.form import form_for_year
from giktui.report import Number, Report

OVERVIEW = "本机关按照要求主动公开政府信息，规范办理公开申请，加强政府信息管理，维护网站平台，强化监督考核。"
PROBLEMS = "存在的问题：个别栏目更新不够及时。改进情况：明确了更新时限，逐月检查并通报。"


def sound(agency: str = "甲县教育局", year: int = 2023, **narratives: str) -> Report:
    """A report without a finding: every cell there, every sum right, five parts, the fee stated."""
    form = form_for_year(year)
    cells: dict[str, Number] = dict.fromkeys(form.cells, 0)
    column = {"received": 12, "carried_in": 3, "granted": 7, "partly_granted": 4, "results_total": 11, "carried_out": 4}
    for row, value in column.items():
        cells[f"applications.{row}.natural_person"] = value
        cells[f"applications.{row}.total"] = value
    texts = {"overview": OVERVIEW, "problems": PROBLEMS, "other": f"{year}年未收取信息处理费。", **narratives}
    return Report(agency, year, form.id, cells=cells, narratives=texts)


def following(report: Report) -> Report:
    """Last year's report that fits a sound one: it carried out what the sound one carries in."""
    last = sound(report.agency, report.year - 1)
    changes: dict[str, Number | None] = {}
    for column in ("natural_person", "total"):
        changes |= {
            f"applications.received.{column}": 11,
            f"applications.carried_in.{column}": 3,
            f"applications.carried_out.{column}": 3,
        }
    return last.with_cells(changes)
