"""Heads and labels broken or cut, blanks written as lines of their own, a column that a table does not have."""

import pytest
from published.pages import read, sound
from published.plain import figures, report

FIVE = ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
FIGURES = figures("2021")


def bare(lines: list[str]) -> list[list[str]]:
    return [[field for field in line.split("\t") if field] for line in lines]


def bars(lines: list[list[str]]) -> list[str]:
    return [" | ".join(line) + (" |" if len(line) > 1 else "") for line in lines]


def one_a_line(lines: list[list[str]], *, padded: bool, blank: tuple[str, ...] = ("",)) -> list[str]:
    """A field with its bar a line, those of table three without all numbers but the total; lines filled up to ten."""
    made: list[str] = []
    for line in lines:
        row = sum(field.isdecimal() for field in line) == 7
        fields = [*line[:-7], *(blank * 6), line[-1]] if row else line
        made += [(f"{field} |" if field else "|") if len(line) > 1 else field for field in fields]
        if padded and len(line) > 1 and len(fields) < 10:
            made.append("|" * (10 - len(fields)))
    return made


@pytest.mark.parametrize("padded", [False, True])
def test_blanks_that_are_lines_with_a_bar(*, padded: bool) -> None:
    found = read(one_a_line(bare(report()), padded=padded))
    assert found.doubts == ()
    assert sound(found)
    ids = [id for id in FIGURES if not id.startswith("applications.") or id.endswith(".total")]
    assert set(found.report.cells) == set(ids)


def test_a_blank_too_many_or_too_few_among_them_leaves_the_rows_open() -> None:
    lines = one_a_line(bare(report()), padded=False)
    place = lines.index("2.重复申请 |") + 1
    for changed in ([*lines[:place], *lines[place + 1 :]], [*lines[:place], "|", *lines[place:]]):
        found = read(changed)
        assert sound(found)
        assert not any("unprocessed_repeat" in id for id in found.report.cells)


def test_heads_broken_over_two_lines() -> None:
    lines = bare(report())
    place = lines.index(FIVE)
    lines[place : place + 1] = [["商业", "科研", *FIVE[2:]], ["企业", "机构"]]
    found = read(bars(lines))
    assert found.doubts == ()
    assert {id: str(value) for id, value in found.report.cells.items()} == FIGURES


def test_halves_of_heads_that_do_not_make_one() -> None:
    lines = bare(report())
    place = lines.index(FIVE)
    lines[place : place + 1] = [["商业", "科研", *FIVE[2:]], ["机构", "企业"]]
    found = read(bars(lines))
    assert not any(id.startswith("applications.") for id in found.report.cells)


@pytest.mark.parametrize(("head", "cut"), [("现行有效件数", "现行有效件"), ("本年制发件数", "本年度制发件数")])
def test_a_head_in_nearly_the_forms_words_on_a_line_of_its_own(head: str, cut: str) -> None:
    lines = [field for line in bare(report()) for field in line]
    lines[lines.index(head)] = cut
    found = read(lines)
    assert found.doubts == ()
    assert {id: str(value) for id, value in found.report.cells.items()} == FIGURES


def test_a_label_broken_before_its_numbers() -> None:
    lines = bare(report())
    place = next(n for n, line in enumerate(lines) if "1.申请人无正当理由" in "".join(line))
    group, label, *numbers = lines[place]
    lines[place : place + 1] = [[group, label[:20]], [label[20:], *numbers]]
    found = read(["\t".join(line) for line in lines])
    assert found.doubts == ()
    assert {id: str(value) for id, value in found.report.cells.items()} == FIGURES


@pytest.mark.parametrize("name", ["a.html", "a.txt"])
def test_a_table_without_the_totals_column(name: str) -> None:
    lines = [list(line) for line in bare(report())]
    first = next(n for n, line in enumerate(lines) if "申请人情况" in line)
    last = next(n for n, line in enumerate(lines) if line[0].startswith("四、结转"))
    heads = [["项目", "自然人", *FIVE]]
    rows = [*heads, *(line[:-1] for line in lines[first + 3 : last + 1])]
    table = ["<table>", *("<tr>" + "".join(f"<td>{field}" for field in row) for row in rows), "</table>"]
    if name == "a.html":
        text = [f"<p>{lines[n][0]}" for n in range(first) if len(lines[n]) == 1]
        found = read([*text, *table], name)
    else:
        found = read(bars([*lines[:first], *rows, *lines[last + 1 :]]))
    assert sound(found)
    kept = {id for id in found.report.cells if id.startswith("applications.")}
    assert kept == {id for id in FIGURES if id.startswith("applications.") and not id.endswith(".total")}
    doubted = {cell for doubt in found.doubts for cell in doubt.cells if cell.startswith("applications.")}
    assert doubted == {id for id in FIGURES if id.startswith("applications.") and id.endswith(".total")}
