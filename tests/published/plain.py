"""A report without noise, line by line, for tests that spoil one thing in it."""

from published.layout import filled, laid_out

from giktui.form import load_form

AGENCY = "青禾县人民政府"
TEXTS = {"overview": ["本年度工作平稳。", "（一）主动公开。"], "problems": ["一是人手不足。"], "other": ["无"]}


def figures(form: str) -> dict[str, str]:
    """A different number in every cell, so that any mistake shows."""
    return {id: str(number) for number, id in enumerate(load_form(form).cells, 1000)}


def report(form: str = "2021", year: int = 2023, *, separator: str = "\t", title: str = "") -> list[str]:
    """The lines of the report, its tables in rectangles cut by `separator`."""
    definition = load_form(form)
    printed = {
        id: f"{text}万元" if definition.cells[id].kind == "amount" else text for id, text in figures(form).items()
    }
    lines = [title or f"{AGENCY}{year}年政府信息公开工作年度报告"]
    for section in definition.sections:
        lines += [section.title, *TEXTS.get(section.id, [])]
        if section.table:
            ruled = laid_out(section.table, printed, lambda label, _also: label, total_apart=False)
            lines += [separator.join(box.text if box else "" for box in line) for line in filled(ruled)]
    return lines
