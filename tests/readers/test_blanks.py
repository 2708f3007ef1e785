"""Rows with blanks: a blank is where the other lines of the table show it to be, or the row is in doubt."""

import pytest
from published.pages import HEADS, NEW, OLD, page, read, sound
from published.plain import figures, report

from giktui.readers import Recognition

FIGURES = figures("2021")
TABLE = "applications."


def bare(lines: list[str]) -> list[list[str]]:
    """The fields of each line without the empty ones that merged cells leave."""
    return [[field for field in line.split("\t") if field] for line in lines]


def place_of(lines: list[list[str]], label: str) -> int:
    return next(n for n, line in enumerate(lines) if line[0].startswith(label))


def blanked(lines: list[list[str]], *columns: int) -> list[list[str]]:
    """The lines with the numbers in these columns of table three blank."""
    first, last = place_of(lines, "一、本年新收"), place_of(lines, "四、结转")
    changed = [list(line) for line in lines]
    for line in changed[first : last + 1]:
        for column in columns:
            line[len(line) - 7 + column] = ""
    return changed


def right(found: Recognition) -> bool:
    """Whether every number read is the published one."""
    return sound(found) and bool(found.report.cells)


def row(found: Recognition, id: str) -> dict[str, str]:
    return {cell.split(".")[2]: str(value) for cell, value in found.report.cells.items() if f".{id}." in cell}


def test_a_line_that_lost_a_blank_is_not_like_one_whose_label_covers_less() -> None:
    """All lines are trimmed, so that one without its last number is as long as those of narrower labels."""
    lines = [line.strip() for line in report()]
    place = next(n for n, line in enumerate(lines) if "（一）予以公开" in line)
    lines[place] = lines[place].rsplit("\t", 1)[0]
    found = read(lines)
    assert right(found)
    assert row(found, "granted") == {}


def test_lines_with_their_labels_in_one_place_say_nothing_of_the_others() -> None:
    """Lines filled up at their ends: rows that begin with a group are full, the others are not."""
    lines = bare(report())
    first, last = place_of(lines, "一、本年新收"), place_of(lines, "四、结转")
    for line in lines[first : last + 1]:
        if len(line) == 8:
            line[1] = line[6] = ""
        line.extend([""] * (10 - len(line)))
    found = read([" | ".join(line) + " |" for line in lines])
    assert right(found)


@pytest.mark.parametrize("columns", [range(6), [0], [6], [2, 6]], ids=str)
@pytest.mark.parametrize("padded", [False, True])
def test_fields_behind_every_label_as_many_as_columns(columns: list[int], *, padded: bool) -> None:
    lines = blanked(bare(report()), *columns)
    if padded:
        first = next(n for n, line in enumerate(lines) if "申请人情况" in line)
        for line in lines[first : place_of(lines, "四、结转") + 1]:
            line.extend([""] * (10 - len(line)))
    found = read([" | ".join(line) + (" |" if len(line) > 1 else "") for line in lines])
    assert found.doubts == ()
    wanted = {id for id in FIGURES if not (id.startswith(TABLE) and list(FIGURES).index(id) in gaps(columns))}
    assert set(found.report.cells) == wanted
    assert right(found)


def gaps(columns: list[int]) -> set[int]:
    ids = [id for id in FIGURES if id.startswith(TABLE)]
    start = list(FIGURES).index(ids[0])
    return {start + n for n in range(len(ids)) if n % 7 in columns}


@pytest.mark.parametrize(
    "numbers",
    [["1", "2", "", "4", "5", "6", "7", "9"], ["", "2", "3", "4", "5", "6", "7", "9"]],
    ids=["a blank within", "the first blank"],
)
@pytest.mark.parametrize("separator", ["", " | "])
def test_a_remark_does_not_fill_the_place_of_a_blank(numbers: list[str], separator: str) -> None:
    rows = [[*HEADS, "备注"], [OLD, *list("1234567"), ""], [NEW, *numbers]]
    if separator:
        title = ["青禾县水利局2023年政府信息公开工作年度报告", "三、收到和处理政府信息公开申请情况"]
        found = read([*title, *(separator.join(line) for line in rows)])
    else:
        found = page(rows)
    assert row(found, "received").items() <= {"natural_person": "1", "business": "2", "total": "7"}.items()
    assert row(found, "carried_in")["total"] == "7"


def test_a_blank_before_the_first_bar_of_table_four() -> None:
    lines = bare(report())
    place = place_of(lines, "五、") - 1
    lines[place] = ["", *lines[place][1:], "9"]
    found = read([" | ".join(line) + (" |" if len(line) > 1 else "") for line in lines])
    assert right(found)
    assert not any(id.startswith("proceedings.") for id in found.report.cells)


@pytest.mark.parametrize("span", [1, 3, 4])
def test_heads_between_which_another_has_come(span: int) -> None:
    """The merged head covers fewer columns than it has, so that the total's head stands among them."""
    heads = (
        "<tr><td rowspan=2>项目<td rowspan=2>自然人<td colspan={}>法人或其他组织<td rowspan=2>总计</tr>"
        "<tr><td>商业企业<td>科研机构<td>社会公益组织<td>法律服务机构<td>其他</tr>"
    )
    numbers = "".join(f"<td>{n}" for n in range(1, 8))
    title = "<h1>青禾县水利局2023年政府信息公开工作年度报告</h1><p>三、收到和处理政府信息公开申请情况</p>"
    found = read([f"{title}<table>{heads.format(span)}<tr><td>{NEW}{numbers}</tr></table>"], "a.html")
    assert row(found, "received") == {}
    found = read([f"{title}<table>{heads.format(5)}<tr><td>{NEW}{numbers}</tr></table>"], "a.html")
    assert row(found, "received")["business"] == "2"
    assert row(found, "received")["total"] == "7"


def test_a_field_too_many_in_a_row_with_a_blank() -> None:
    lines = bare(report())
    place = place_of(lines, "2.重复申请")
    lines[place] = [lines[place][0], "", *lines[place][1:7], ""]
    found = read([" | ".join(line) + (" |" if len(line) > 1 else "") for line in lines])
    assert right(found)
    assert row(found, "unprocessed_repeat") == {}


def test_serial_numbers_do_not_fill_the_place_of_a_blank() -> None:
    """A field a line: the serial number of the next row follows the numbers of each, and fills up one that has lost
    one."""
    lines = bare(report())
    first, last = place_of(lines, "一、本年新收"), place_of(lines, "四、结转")
    for number, line in enumerate(lines[first : last + 1], 1):
        line.insert(0, str(number))
    place = next(n for n, line in enumerate(lines) if "2.重复申请" in line)
    del lines[place][-3]
    found = read([field for line in lines for field in line])
    assert right(found)
    assert row(found, "unprocessed_repeat") == {}


def test_serial_numbers_do_not_fill_the_place_of_blanks_that_most_rows_have() -> None:
    """As above, with a blank in every row: each has as many numbers as columns with the serial number of the next."""
    lines = bare(report())
    first, last = place_of(lines, "一、本年新收"), place_of(lines, "四、结转")
    for number, line in enumerate(lines[first : last + 1], 1):
        line.insert(0, str(number))
        del line[-3]
    found = read([field for line in lines for field in line])
    assert right(found)
    assert row(found, "unprocessed_repeat") == {}


def test_a_column_that_the_form_does_not_have_does_not_fill_the_place_of_a_blank() -> None:
    """A field a line: 备注 behind the numbers has one in some rows, and a row that has lost a blank has as many."""
    lines = bare(report())
    heads, first = place_of(lines, "（本列"), place_of(lines, "一、本年新收")
    lines[heads].append("备注")
    for place in (first, place_of(lines, "二、上年结转")):
        lines[place].append("3")
    del lines[first][2]
    found = read([field for line in lines for field in line])
    assert right(found)
    assert row(found, "received") == {}
