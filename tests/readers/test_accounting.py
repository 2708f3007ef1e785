"""Whatever stands in a table's section is a cell, a text, or named: nothing vanishes, in no kind of file."""

import io
from random import Random

import pytest
from published.plain import figures, report
from samples import sample

from giktui.form import load_form
from giktui.readers import Recognition, reports_in
from giktui.report import Report
from giktui.writers import FORMATS, write_bytes

WORD = "贸易谷物另计"
SENTENCE = "另有贸易谷物两项未列入。"
NUMBER = "90517"


def accounted(found: Recognition, stray: str) -> bool:
    """Whether a stray is kept as text or named in a doubt."""
    said = [*found.report.narratives.values(), *(doubt.message for doubt in found.doubts)]
    return any("".join(stray.split()) in "".join(text.split()) for text in said)


def true(found: Recognition, figures: dict[str, str]) -> bool:
    """Whether no cell was read other than it is published."""
    return {id: str(value) for id, value in found.report.cells.items()}.items() <= figures.items()


def read(lines: list[str], name: str = "a.txt") -> Recognition:
    (found,) = reports_in("\n".join(lines).encode(), name)
    return found


@pytest.mark.parametrize("separator", ["\t", " | ", "    "])
@pytest.mark.parametrize("stray", ["13", "13件", "1\n3", "\n13", "  13", "\t13", "４"])
def test_digits_below_a_row_leave_its_last_cell_open(stray: str, separator: str) -> None:
    lines = report(separator=separator)
    whole = figures("2021")
    for row in load_form("2021").table("disclosure").rows:
        place = next(n for n, line in enumerate(lines) if line.startswith(row.label + separator))
        last = f"disclosure.{row.id}.{row.columns[-1]}"
        found = read([*lines[: place + 1], stray, *lines[place + 1 :]])
        assert last not in found.report.cells
        assert any(last in doubt.cells for doubt in found.doubts)
        assert true(found, whole)
        assert set(whole) - {cell for doubt in found.doubts for cell in doubt.cells} == found.report.cells.keys()


@pytest.mark.parametrize("separator", ["\t", " | ", "    "])
@pytest.mark.parametrize("rest", [".45", "．45", ",213", "，213", "/8", "3%", "万", "·5"])
def test_the_rest_of_a_number_below_its_row_leaves_its_last_cell_open(rest: str, separator: str) -> None:
    lines = report(separator=separator)
    for row in load_form("2021").table("disclosure").rows:
        place = next(n for n, line in enumerate(lines) if line.startswith(row.label + separator))
        last = f"disclosure.{row.id}.{row.columns[-1]}"
        found = read([*lines[: place + 1], rest, *lines[place + 1 :]])
        assert last not in found.report.cells
        assert any(last in doubt.cells and rest in doubt.message for doubt in found.doubts)
        assert true(found, figures("2021"))


def test_digits_below_any_row_of_table_three_leave_its_last_cell_open() -> None:
    lines = report()
    start = next(n for n, line in enumerate(lines) if line.startswith("一、本年新收"))
    for number, row in enumerate(load_form("2021").table("applications").rows):
        place = start + number + 1
        found = read([*lines[:place], "7", *lines[place:]])
        assert f"applications.{row.id}.total" not in found.report.cells
        assert len(found.report.cells) == 199
        assert true(found, figures("2021"))


@pytest.mark.parametrize("stray", ["13", "13件", "４"])
def test_digits_below_a_row_with_a_blank_do_not_fill_it(stray: str) -> None:
    for edge, end in (("", ""), ("| ", " |"), ("", " |")):
        lines = [edge + " | ".join(line.split("\t")) + end if "\t" in line else line for line in report()]
        place = next(n for n, line in enumerate(lines) if "四、结转" in line)
        lines[place] = lines[place].replace(" 1180 ", "  ")
        found = read([*lines[: place + 1], stray, *lines[place + 1 :]])
        assert "applications.carried_out.total" not in found.report.cells
        assert true(found, figures("2021"))
        assert len(found.report.cells) >= 193


def test_digits_below_a_row_before_a_blank_one_leave_both_open() -> None:
    lines = [line.replace("\t1008", "\t") for line in report()]
    place = next(n for n, line in enumerate(lines) if line.startswith("行政处罚"))
    found = read([*lines[: place + 1], "6", *lines[place + 1 :]])
    open_cells = {cell for doubt in found.doubts for cell in doubt.cells}
    assert open_cells == {"disclosure.penalties.decisions", "disclosure.coercion.decisions"}
    assert true(found, figures("2021"))


@pytest.mark.parametrize("below", [["5"], ["5", "3"], ["5", "3", "８"]])
@pytest.mark.parametrize("unknown", ["社会公益组织", "社会公益"])
def test_digits_below_numbers_that_are_set_apart_by_blanks_leave_their_row_open(below: list[str], unknown: str) -> None:
    lines = [line.replace("社会公益组织", unknown) for line in report(separator="    ")]
    place = next(n for n, line in enumerate(lines) if line.startswith("一、本年新收"))
    under = " " * (lines[place].index("1012")) + "        ".join(below)
    found = read([*lines[: place + 1], under, *lines[place + 1 :]])
    assert not any(id.startswith("applications.received.") for id in found.report.cells)
    assert true(found, figures("2021"))
    assert len(found.report.cells) == (193 if unknown == "社会公益组织" else 193 - 24)


def test_a_row_beside_one_that_is_open_is_named() -> None:
    lines = report(separator=" ")
    place = next(n for n, line in enumerate(lines) if line.startswith("行政强制"))
    found = read([*lines[:place], f"其中：{WORD} {NUMBER}", "行政强制", *lines[place + 1 :]])
    assert accounted(found, WORD)
    assert true(found, figures("2021"))


@pytest.mark.parametrize("stray", [WORD, SENTENCE, NUMBER, f"{NUMBER}件", f"{WORD}\t{NUMBER}", f"{NUMBER}\t{WORD}"])
def test_a_stray_line_anywhere_in_a_table_is_accounted_for(stray: str) -> None:
    lines = report()
    first = next(n for n, line in enumerate(lines) if line.startswith("二、主动"))
    last = next(n for n, line in enumerate(lines) if line.startswith("五、"))
    for place in range(first + 1, last + 1):
        found = read([*lines[:place], stray, *lines[place:]])
        told = all(accounted(found, part) for part in stray.split("\t")) or any(doubt.cells for doubt in found.doubts)
        assert told, (place, lines[place - 1])
        assert true(found, figures("2021"))


@pytest.mark.parametrize("stray", [WORD, SENTENCE, NUMBER])
def test_a_stray_field_anywhere_in_a_table_is_accounted_for(stray: str) -> None:
    lines = report()
    first = next(n for n, line in enumerate(lines) if line.startswith("二、主动"))
    last = next(n for n, line in enumerate(lines) if line.startswith("五、"))
    for place in (n for n in range(first, last) if "\t" in lines[n]):
        for at in ("front", "end"):
            line = f"{stray}\t{lines[place]}" if at == "front" else f"{lines[place]}\t{stray}"
            found = read([*lines[:place], line, *lines[place + 1 :]])
            told = accounted(found, stray) or any(doubt.cells for doubt in found.doubts)
            assert told, (place, at, line)
            assert true(found, figures("2021"))


def in_markup(data: bytes, stray: str, random: Random) -> bytes:
    """A page with a stray in a paragraph between its tables, in a row of its own, or in a cell of its own."""
    page = data.decode()
    start, end = page.index("二、主动"), page.index("五、存在")
    how = random.choice(("<p>{}</p>\n<div class", "<tr><td>{}</td></tr>\n<tr>", "<td>{}</td></tr>"))
    old = how.rsplit("\n", maxsplit=1)[-1] if "\n" in how else "</tr>"
    places = [n for n in range(start, end) if page.startswith(old, n)]
    place = random.choice(places)
    return (page[:place] + how.format(stray) + page[place + len(old) :]).encode()


@pytest.mark.parametrize("stray", [WORD, SENTENCE, NUMBER])
def test_a_stray_in_a_page_is_accounted_for(stray: str) -> None:
    meant = sample(2024)
    for seed in range(60):
        (found,) = reports_in(in_markup(write_bytes(meant, "html"), stray, Random(seed)), "a.html")
        assert accounted(found, stray) or any(doubt.cells for doubt in found.doubts), seed
        assert found.report.cells.items() <= meant.cells.items()


def in_word(meant: Report, stray: str, random: Random) -> bytes:
    """A Word file with a stray in a paragraph, a row or a cell of one of its tables."""
    from docx import Document

    made = Document(io.BytesIO(write_bytes(meant, "docx")))
    table = random.choice(made.tables)
    how = random.choice(("above", "below", "row", "cell"))
    if how == "row":
        table.add_row().cells[0].text = stray
    elif how == "cell":
        cell = random.choice(random.choice(table.rows).cells)
        cell.add_paragraph(stray)
    else:
        paragraph = made.add_paragraph(stray)
        getattr(table._tbl, "addprevious" if how == "above" else "addnext")(paragraph._p)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


@pytest.mark.parametrize("stray", [WORD, SENTENCE, NUMBER])
def test_a_stray_in_word_is_accounted_for(stray: str) -> None:
    meant = sample(2024)
    for seed in range(25):
        (found,) = reports_in(in_word(meant, stray, Random(seed)), "a.docx")
        assert accounted(found, stray) or any(doubt.cells for doubt in found.doubts), seed
        assert found.report.cells.items() <= meant.cells.items()


@pytest.mark.parametrize("stray", [WORD, SENTENCE, NUMBER])
def test_a_stray_in_a_sheet_is_accounted_for(stray: str) -> None:
    from openpyxl import load_workbook

    meant = sample(2024)
    for seed in range(25):
        random = Random(seed)
        book = load_workbook(io.BytesIO(write_bytes(meant, "xlsx")))
        sheet = random.choice(book.worksheets[1:4])
        for name in list(sheet.defined_names):
            del sheet.defined_names[name]
        sheet.cell(sheet.max_row + random.randint(1, 2), 1, stray)
        held = io.BytesIO()
        book.save(held)
        (found,) = reports_in(held.getvalue(), "a.xlsx")
        assert accounted(found, stray) or any(doubt.cells for doubt in found.doubts), seed


def test_page_numbers_that_count_up_are_no_strays() -> None:
    lines = report()
    places = [
        n for n, line in enumerate(lines) if line.startswith(("规章", "行政强制", "一、本年新收", "2.重复", "四、结转"))
    ]
    for number, place in enumerate(reversed(places)):
        lines.insert(place, str(len(places) - number))
    found = read(lines)
    assert found.doubts == ()
    assert len(found.report.cells) == 200


def test_every_format_is_read_with_what_is_around_its_tables() -> None:
    """The formats that this module does not spoil give each cell by name, and the texts are one of their fields."""
    assert FORMATS.keys() == {"text", "tsv", "markdown", "html", "docx", "xlsx", "csv", "csv-wide", "json", "parquet"}


@pytest.mark.parametrize("note", ["注：2023年、2022年", "备注：12件", "*注1：含3件", "说明：2023"])
@pytest.mark.parametrize("section", ["五、", "四、", "三、"])
def test_a_note_of_few_words_below_a_table_is_text(note: str, section: str) -> None:
    lines = report()
    place = next(number for number, line in enumerate(lines) if line.startswith(section) and "\t" not in line)
    (found,) = reports_in("\n".join([*lines[:place], note, *lines[place:]]).encode(), "a.txt")
    assert found.certain
    assert any(note in text for text in found.report.narratives.values())


@pytest.mark.parametrize("remark", ["合计12件", "总计：12件", "合计 12", "2023年", "2024年1月15日", "其中复议3件"])
@pytest.mark.parametrize("below", [True, False])
def test_words_about_a_number_beside_the_table_of_one_line_put_nothing_in_doubt(remark: str, below: bool) -> None:
    lines = report()
    place = next(n for n, line in enumerate(lines) if line.startswith("五、" if below else "行政复议"))
    found = read([*lines[:place], remark, *lines[place:]])
    assert {id: str(value) for id, value in found.report.cells.items()} == figures("2021")
    assert accounted(found, remark)


@pytest.mark.parametrize("remark", ["合计12件", "2024年1月15日"])
def test_words_about_a_number_behind_cells_a_line_are_no_cell(remark: str) -> None:
    lines = [field for line in report() for field in (line.split("\t") if "\t" in line else [line])]
    place = next(n for n, line in enumerate(lines) if line.startswith("四、政府"))
    found = read([*lines[:place], remark, *lines[place:]])
    assert {id: str(value) for id, value in found.report.cells.items()}.items() <= figures("2021").items()
    assert accounted(found, remark)


@pytest.mark.parametrize("label", ["9.属于商业秘密", "小计", "上年同期", "其中：涉企申请"])
def test_a_row_of_another_name_among_cells_a_line_is_named(label: str) -> None:
    lines = [field for line in report() for field in (line.split("\t") if "\t" in line else [line])]
    place = next(n for n, line in enumerate(lines) if line.startswith("（四）无法提供"))
    found = read([*lines[:place], label, *"9999999", *lines[place:]])
    assert true(found, figures("2021"))
    assert accounted(found, label)
