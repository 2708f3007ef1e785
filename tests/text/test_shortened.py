"""Messages of findings in fewer words, for lines that are short."""

import pytest

from giktui.form import FORM_IDS, load_form
from giktui.wording.cells import cell_label, column_short_label, row_short_label
from giktui.wording.shortened import shortened


def _name(cell: str) -> str:
    return cell_label(load_form("2021"), cell)


def test_what_all_cells_have_in_common_is_said_once() -> None:
    form = load_form("2021")
    new, carried, total = (_name(f"applications.{row}.research") for row in ("received", "carried_in", "results_total"))
    said = shortened(
        f"三、收到和处理政府信息公开申请情况：{new} 3＋{carried} 0＝3，应等于 {total} 2，差 1", form, "applications"
    )
    assert said == "[三] 科研机构：本年新收 3＋上年结转 0＝3，应等于 （七）总计 2，差 1"
    whole = _name("applications.received.total")
    assert shortened(f"{new} 1 → 0，{whole} 7 → 6", form) == "本年新收：科研机构 1 → 0，总计 7 → 6"


def test_a_place_that_is_named_first_stays_a_place() -> None:
    form = load_form("2021")
    place = f"三、收到和处理政府信息公开申请情况 {_name('applications.received.total')}"
    assert shortened(f"{place}：各项之和 5，表中 2", form, "applications") == "[三] 本年新收·总计：各项之和 5，表中 2"
    blank = _name("applications.received.research")
    said = shortened(
        f"三、收到和处理政府信息公开申请情况：2 格空白：{blank}、{_name('applications.granted.research')}",
        form,
        "applications",
    )
    assert said == "[三] 2 格空白：本年新收·科研机构、予以公开·科研机构"


def test_another_sections_text_keeps_its_title() -> None:
    said = shortened(
        f"一、总体情况写“5件”，表中 三、收到和处理政府信息公开申请情况 {_name('applications.carried_out.total')} 4",
        load_form("2021"),
        "applications",
    )
    assert said == "一、总体情况写“5件”，表中 结转下年·总计 4"


@pytest.mark.parametrize("form", FORM_IDS)
def test_short_names_tell_the_cells_apart(form: str) -> None:
    definition = load_form(form)
    for table in definition.tables:
        rows = [row_short_label(row) for row in table.rows]
        columns = [column_short_label(column) for column in table.columns]
        assert len(set(rows)) == len(rows)
        assert len(set(columns)) == len(columns)
