"""Tables of web pages that are made of boxes and not of `<table>`: a box stands in its column, a blank one too."""

from collections.abc import Callable
from html import escape

import pytest
from published.layout import Ruled, filled, laid_out
from published.plain import AGENCY, figures

from giktui.form import load_form
from giktui.readers import Recognition, reports_in

BLANK = ("applications.granted.business", "applications.received.natural_person", "disclosure.rules.repealed")


def _square(ruled: Ruled) -> list[list[str]]:
    return [[escape(box.text) if box else "" for box in line] for line in filled(ruled)]


def _nested(row: str, cell: str, table: str = "div") -> Callable[[Ruled], str]:
    """Boxes within boxes; the first word of each is its tag."""

    def box(tag: str, inside: str) -> str:
        return f"<{tag}>{inside}</{tag.split(maxsplit=1)[0]}>"

    def made(ruled: Ruled) -> str:
        return box(table, "".join(box(row, "".join(box(cell, text) for text in line)) for line in _square(ruled)))

    return made


def _css_grid(ruled: Ruled) -> str:
    boxes = (
        f'<div style="grid-column: span {box.columns}; grid-row: span {box.lines}">{escape(box.text)}</div>'
        for line in ruled.lines
        for box in line
    )
    tracks = f"160px repeat({ruled.width - 1}, minmax(0, 1fr))"
    return f'<div style="display: grid; grid-template-columns: {tracks}">{"".join(boxes)}</div>'


def _css_grid_of_a_sheet(ruled: Ruled) -> str:
    boxes = (
        f'<div class="c{box.columns} r{box.lines}">{escape(box.text)}</div>' for line in ruled.lines for box in line
    )
    spans = "".join(
        f".{letter}{n} {{ grid-{way}: span {n} }}"
        for letter, way in (("c", "column"), ("r", "row"))
        for n in range(1, 30)
    )
    tracks = f".g{ruled.width} {{ display: grid; grid-template-columns: repeat({ruled.width}, 1fr) }}"
    return f'<style>{tracks} {spans}</style><div class="g{ruled.width}">{"".join(boxes)}</div>'


BOXES: dict[str, Callable[[Ruled], str]] = {
    "flex": _nested('div style="display:flex"', "div"),
    "display: table": _nested('div style="display:table-row"', 'div style="display:table-cell"'),
    "classes": _nested('div class="r"', 'span class="c"'),
    "roles": _nested('div role="row"', 'div role="cell"', 'div role="table"'),
    "a list a row": _nested("ul", "li"),
    "a list of rows": _nested("li", "span", "ul"),
    "boxes in boxes": _nested("div", "div", "div><div"),
    "a css grid": _css_grid,
    "a css grid of a style sheet": _css_grid_of_a_sheet,
}


def _page(boxes: Callable[[Ruled], str], printed: dict[str, str], foot: str = "") -> Recognition:
    form = load_form("2021")
    lines = [f"<h1>{AGENCY}2023年政府信息公开工作年度报告</h1>"]
    for section in form.sections:
        lines.append(f"<p>{section.title}</p>")
        if section.table is None:
            lines.append("<p><span>全年发布信息</span><span>1200</span><span>余条。</span></p>" * 4)
        else:
            ruled = laid_out(section.table, printed, lambda label, _also: label, total_apart=False)
            lines += [boxes(ruled), foot]
    (found,) = reports_in("".join(lines).encode(), "a.html")
    return found


@pytest.mark.parametrize("boxes", BOXES)
def test_a_table_of_boxes_is_read_by_its_columns(boxes: str) -> None:
    printed = figures("2021") | dict.fromkeys(BLANK, "")
    printed["disclosure.fees.amount"] = "12.5"
    found = _page(BOXES[boxes], printed)
    assert found.certain
    read = {id: str(value) for id, value in found.report.cells.items()}
    assert read == {id: text for id, text in printed.items() if text}
    assert found.report.narratives["overview"] == "\n".join(["全年发布信息1200余条。"] * 4)


def test_what_stands_below_boxes_is_kept() -> None:
    found = _page(BOXES["flex"], figures("2021") | {"disclosure.fees.amount": "1"}, "<div>注：含垦殖场数据。</div>")
    assert all("垦殖场" in found.report.narratives[table.id] for table in load_form("2021").tables)


def test_a_list_of_terms_is_read_row_by_row() -> None:
    rows = ["行政许可", "行政处罚", "行政强制"]
    terms = "".join(f"<dt>{row}</dt><dd>{number}</dd>" for number, row in enumerate(rows, 41))
    page = f"<h1>{AGENCY}2023年政府信息公开工作年度报告</h1><p>二、主动公开政府信息情况</p>"
    heads = "<div>第二十条第（六）项</div><div>信息内容</div><div>本年处理决定数量</div>"
    (found,) = reports_in(f"{page}{heads}<dl>{terms}</dl>".encode(), "a.html")
    assert [found.report.cells[f"disclosure.{row}.decisions"] for row in ("licences", "penalties", "coercion")] == [
        41, 42, 43,
    ]  # fmt: skip


def test_depth_of_boxes_costs_no_more_than_their_number() -> None:
    page = f"<h1>{AGENCY}2023年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>平稳。</p>"
    (found,) = reports_in(f"{page}{'<div>' * 5000}5{'</div>' * 5000}".encode(), "a.html")
    assert "5" in found.report.narratives["overview"]
