"""The forms in the database: their words, the columns their tables need, and a view of each table in those words."""

import sqlite3
from collections.abc import Iterator, Sequence

from giktui.form import FORM_IDS, Form, Table, load_form

TEXT_PARTS = ("title", "preamble", "form")
"""The texts of a report that are no section: they stand in the table `report`."""


def enter_forms(db: sqlite3.Connection) -> None:
    """Write down the words of every form, name its parts, and give its tables the columns they lack."""
    for id in FORM_IDS:
        _enter_words(db, load_form(id))
        for table in load_form(id).tables:
            _grow(db, table)


def _enter_words(db: sqlite3.Connection, form: Form) -> None:
    db.execute("INSERT OR REPLACE INTO form VALUES (?, ?, ?)", (form.id, form.title, form.source))
    for words in ("form_section", "form_row", "form_column"):
        db.execute(f"DELETE FROM {words} WHERE form = ?", (form.id,))
    db.executemany(
        "INSERT INTO form_section VALUES (?, ?, ?, ?)",
        [(form.id, n, section.id, section.title) for n, section in enumerate(form.sections, 1)],
    )
    for table in form.tables:
        rows = enumerate(table.rows, 1)
        db.executemany(
            "INSERT INTO form_row VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(form.id, table.id, n, row.id, row.item, " ".join(row.under), row.label) for n, row in rows],
        )
        columns = enumerate(table.columns, 1)
        db.executemany(
            "INSERT INTO form_column VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(form.id, table.id, n, c.id, " ".join(c.under), c.label, c.kind) for n, c in columns],
        )
    names = (*TEXT_PARTS, *(section.id for section in form.sections), *form.cells)
    db.executemany("INSERT OR IGNORE INTO part (name) VALUES (?)", [(name,) for name in names])


def _grow(db: sqlite3.Connection, table: Table) -> None:
    """The table itself, if no form before had it, and its columns; never is one taken away: reports stand in them."""
    db.execute(
        f'CREATE TABLE IF NOT EXISTS "{table.id}" ('
        "report INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE, row TEXT NOT NULL, PRIMARY KEY (report, row)"
        ") WITHOUT ROWID"
    )
    there = {name for (name,) in db.execute("SELECT name FROM pragma_table_info(?)", (table.id,))}
    for column in table.columns:
        if column.id not in there:
            db.execute(f'ALTER TABLE "{table.id}" ADD COLUMN "{column.id}"')


def form_views() -> Iterator[str]:
    """The statements that put up a view of each table of the forms, with a line a row and a column a column."""
    for id in dict.fromkeys(table.id for form in reversed(FORM_IDS) for table in load_form(form).tables):
        for number, forms in enumerate(_alike(id)):
            table = load_form(forms[0]).table(id)
            yield _view(table, forms, table.name if not number else f"{table.name}（{forms[0]}版）")


def _alike(table_id: str) -> list[list[str]]:
    """The forms that have the table, newest first, those together that one view does for: where the columns of the
    older are among those of the newest, under the same labels."""
    groups: list[list[str]] = []
    for id in reversed(FORM_IDS):
        table = next((table for table in load_form(id).tables if table.id == table_id), None)
        if table is None:
            continue
        labels = {(column.id, column.label) for column in table.columns}
        newest = load_form(groups[-1][0]).table(table_id).columns if groups else ()
        if labels <= {(column.id, column.label) for column in newest}:
            groups[-1].append(id)
        else:
            groups.append([id])
    return groups


def _view(table: Table, forms: Sequence[str], name: str) -> str:
    place = 'form_row.item AS "条款", form_row.label AS "信息内容"'
    if table.layout != "blocks":
        place = 'form_row.groups AS "类别", form_row.label AS "事项"'
    columns = ", ".join(f'line."{column.id}" AS "{column.label}"' for column in table.columns)
    of_forms = ", ".join(f"'{form}'" for form in forms)
    return f"""CREATE VIEW "{name}" AS
SELECT agency.name AS "机关", report.year AS "年度", {place},
       {columns}
FROM report
JOIN agency ON agency.id = report.agency AND report.year > 0
JOIN form_row ON form_row.form = report.form AND form_row.section = '{table.id}'
LEFT JOIN "{table.id}" AS line ON line.report = report.id AND line.row = form_row.row
WHERE report.form IN ({of_forms})
ORDER BY agency.name, report.year, form_row.position"""
