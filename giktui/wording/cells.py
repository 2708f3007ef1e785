"""What rows, columns, cells and sections are called in the language of the interface."""

from giktui.form.model import Column, Form, Row, Section
from giktui.i18n import language

_SHORT = 4
"""A column's label of so many characters is short enough."""


def section_title(section: Section) -> str:
    """The section's official title, or its English one."""
    return section.english if language() == "en" else section.title


def section_number(section: Section) -> str:
    """The number in front of the section's title: `三`, or `III`."""
    return section_title(section).partition("." if language() == "en" else "、")[0]


def section_short_title(section: Section) -> str:
    """The section in two words behind its number, `三 依申请公开`; its title where the form has no short one."""
    short = section.english_short if language() == "en" else section.short
    return f"{section_number(section)} {short}" if short else section_title(section)


def row_label(row: Row, *, groups: bool = True) -> str:
    """The row's label, behind the innermost group it stands under (`（三）不予公开 1.属于国家秘密`) if `groups`."""
    english = language() == "en"
    under = row.english_under if english else row.under
    label = row.english if english else row.label
    return f"{under[-1]} {label}" if groups and len(under) > 1 else label


def row_counts(row: Row) -> str:
    """What is counted in the row, and where that is laid down: a sentence."""
    return row.english_counts if language() == "en" else row.counts


def column_label(column: Column) -> str:
    """The column's label without the heads above it."""
    return column.english if language() == "en" else column.label


def row_item(row: Row) -> str:
    """The item of the Regulations the row stands under: `第二十条第（一）项`, or `Article 20 (1)`."""
    return row.english_item if language() == "en" else row.item


def row_wordings(row: Row) -> tuple[str, ...]:
    """What else the row's label may be, where that is too long for the screen."""
    return tuple(filter(None, (row.english_short,) if language() == "en" else (*row.also, row.short)))


def row_short_label(row: Row) -> str:
    """The row in a word or two, where a line is short and another row may stand beside it: `本年新收`."""
    return (row.english_short or row_label(row)) if language() == "en" else (row.short or row_label(row))


def column_short_label(column: Column) -> str:
    """The column without what is put in brackets behind it, in other words where those are shorter."""
    label = column_label(column)
    if language() == "en":
        return label
    return min((label, *column.also), key=len) if len(label) > _SHORT else label


def column_wordings(column: Column) -> tuple[str, ...]:
    """What else the column's label may be, where that is too long for the screen."""
    return column.english_also if language() == "en" else column.also


def cell_path(form: Form, cell: str) -> tuple[str, ...]:
    """Everything that stands over a cell and beside it, outermost first: item, groups, row, heads, column."""
    place = form.cells[cell]
    table = form.table(place.table)
    row, column = table.row(place.row), table.column(place.column)
    groups, heads = (row.english_under, column.english_under) if language() == "en" else (row.under, column.under)
    names = [row_item(row), *groups, row_label(row, groups=False), *heads, column_label(column)]
    return tuple(filter(None, names))


def cell_short_label(form: Form, cell: str) -> str:
    """A cell in as few words as tell it from the others: `本年新收·自然人`. KeyError for an id that is none."""
    place = form.cells[cell]
    table = form.table(place.table)
    return f"{row_short_label(table.row(place.row))}·{column_short_label(table.column(place.column))}"


def cell_label(form: Form, cell: str, *, section: bool = False) -> str:
    """A cell as a person names it: `（七）总计·自然人`, with the title of its section in front if `section`.

    Raises KeyError for an id that is no cell of the form.
    """
    place = form.cells[cell]
    table = form.table(place.table)
    row, column = table.row(place.row), table.column(place.column)
    if table.layout == "line":
        groups = row.english_under if language() == "en" else row.under
        name = "·".join([*groups, row_label(row), column_label(column)])
    else:
        name = f"{row_label(row)}·{column_label(column)}"
    return f"{section_title(form.section(place.table))} {name}" if section else name
