"""What the renderers have in common: how reports, rows, numbers and percentages are worded."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from giktui.diff.compare import CellDifference, Difference, Incomparable
from giktui.diff.narrative import TextDifference
from giktui.form import load_form
from giktui.i18n import _, language
from giktui.report import Number, number_text
from giktui.text.cleaning import plain
from giktui.wording.cells import column_label, row_label, section_title
from giktui.wording.parts import preamble_name


@dataclass(frozen=True, slots=True)
class Line:
    """One cell's difference in words: row and column as the form has them, numbers as text, blanks as such."""

    row: str
    column: str
    old: str
    new: str
    delta: str
    percent: str


def heads(difference: Difference) -> tuple[str, str, str, str, str, str]:
    """The heads over the fields of a Line; the reports are told apart by year, else by agency, else as old and new."""
    old, new = sides(difference)
    return _("项目"), _("列"), old, new, _("差"), _("变化")


def sides(difference: Difference) -> tuple[str, str]:
    """Short names of the two reports."""
    old, new = difference.old, difference.new
    if old.year != new.year:
        return str(old.year), str(new.year)
    if old.agency != new.agency:
        return plain(old.agency), plain(new.agency)
    return _("旧"), _("新")


def headline(difference: Difference) -> str:
    """The two reports, by agency and year."""
    old, new = difference.old, difference.new
    before, after = plain(old.agency), plain(new.agency)
    if before == after:
        return _("{agency}：{old} 年与 {new} 年").format(agency=before, old=old.year, new=new.year)
    return _("{before} {old} 年与{after} {new} 年").format(before=before, old=old.year, after=after, new=new.year)


def tables(difference: Difference) -> Iterator[tuple[str, list[CellDifference]]]:
    """The cells by section, each with the section's title."""
    for table, cells in groupby(difference.cells, key=lambda cell: cell.table):
        yield section_name(difference, table), list(cells)


def section_name(difference: Difference, part: str) -> str:
    """The title of a section, or what stands before section 一."""
    if part == "preamble":
        return preamble_name()
    forms = (difference.new.definition, difference.old.definition)
    return next(section_title(section) for form in forms for section in form.sections if section.id == part)


def line(cell: CellDifference) -> Line:
    """One cell's difference in words."""
    row, column = labels(cell)
    percent = cell.percent
    return Line(
        row, column, number(cell.old), number(cell.new), signed(cell.delta), "" if percent is None else f"{percent:+}%"
    )


def labels(cell: CellDifference) -> tuple[str, str]:
    """The row, with the group it stands under, and the column that name the cell."""
    table, _row, column = cell.cell.split(".")
    return row_name(cell.form, cell.cell), column_label(load_form(cell.form).table(table).column(column))


def row_name(form: str, cell: str) -> str:
    """The row of a cell of the form, with the group it stands under."""
    table_id, row_id, _column = cell.split(".")
    table = load_form(form).table(table_id)
    row = table.row(row_id)
    groups = (row.english_under if language() == "en" else row.under) if table.layout == "line" else ()
    return "·".join([*groups, row_label(row)])


def number(value: Number | None) -> str:
    """A number as text; a blank is called blank, since it is not zero."""
    return _("空白") if value is None else number_text(value)


def signed(value: Number | None) -> str:
    """A difference with its sign; empty if there is none."""
    if value is None:
        return ""
    return f"{value:+d}" if isinstance(value, int) else f"{value:+f}"


def likeness(text: TextDifference) -> str:
    """How much alike a section's texts are."""
    if text.likeness is None:
        return ""
    return _("除数字外相似 {percent}%").format(percent=int(text.likeness * 100))


def incomparable(rest: Incomparable) -> str:
    """The rows that cannot be compared, and why."""
    form = load_form(rest.form)
    rows = dict.fromkeys(id.rsplit(".", 1)[0] for id in rest.cells)
    names = (row_label(form.table(table).row(row)) for table, row in (id.split(".") for id in rows))
    return _("{form} 版的 {rows} 有 {n} 个数无法与另一版比较：{because}").format(
        form=rest.form, rows=_("、").join(names), n=len(rest.cells), because=rest.reason
    )


def summary(difference: Difference) -> str:
    """One sentence: how many numbers and texts have changed, of those shown."""
    cells = sum(cell.changed for cell in difference.cells)
    texts = sum(text.changed for text in difference.texts)
    if not cells and not texts:
        return _("没有差异。")
    return _("{cells} 个数不同，{texts} 处文字不同。").format(cells=cells, texts=texts)


def lines(cells: Iterable[CellDifference]) -> list[Line]:
    """The cells' differences in words."""
    return [line(cell) for cell in cells]
