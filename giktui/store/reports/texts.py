"""The texts of a report: its narratives, title and preamble, and its form version, which is journaled like a text."""

import sqlite3

from giktui.report import Report
from giktui.store.reports.bound_figures import text_moved

_COLUMNS = ("title", "preamble", "form")


def texts_of(report: Report) -> dict[str, str]:
    """The texts that are not empty, by part."""
    texts = {"form": report.form, "title": report.title, "preamble": report.preamble, **report.narratives}
    return {part: text for part, text in texts.items() if text}


def read_texts(db: sqlite3.Connection, report_id: int) -> dict[str, str]:
    """The stored texts that are not empty, by part."""
    row = db.execute(f"SELECT {', '.join(_COLUMNS)} FROM report WHERE id = ?", (report_id,)).fetchone()
    texts = {part: text for part, text in zip(_COLUMNS, row, strict=True) if text}
    texts.update(db.execute("SELECT section, text FROM narrative WHERE report = ?", (report_id,)).fetchall())
    return texts


def write_text(db: sqlite3.Connection, report_id: int, part: str, text: str) -> None:
    """Set one text; an empty narrative is taken away. The numbers in it that follow cells stay with their words."""
    if db.execute("SELECT EXISTS (SELECT 1 FROM bound_figure WHERE report = ?)", (report_id,)).fetchone()[0]:
        text_moved(db, report_id, part, read_texts(db, report_id).get(part, ""), text)
    if part in _COLUMNS:
        db.execute(f"UPDATE report SET {part} = ? WHERE id = ?", (text, report_id))
    elif text:
        db.execute("INSERT OR REPLACE INTO narrative (report, section, text) VALUES (?, ?, ?)", (report_id, part, text))
    else:
        db.execute("DELETE FROM narrative WHERE report = ? AND section = ?", (report_id, part))
