"""What stands on one side of a comparison: a year of the database, or a file."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from giktui.cli.app.options import is_year, parse_year
from giktui.errors import GiktuiError
from giktui.form import Form
from giktui.i18n import _
from giktui.report import Report

if TYPE_CHECKING:
    from giktui.store import Connection


def both_sides(
    old: str, new: str, db: Path | None, agency: str | None, new_agency: str | None
) -> tuple[Report, Report]:
    """The two reports named by `old` and `new`; the database is opened only if one of them is a year."""
    with ExitStack() as stack:
        connection: Connection | None = None
        if is_year(old) or is_year(new):
            from giktui.cli.app.reports import database

            connection = stack.enter_context(database(db))
        return _side(old, connection, agency), _side(new, connection, new_agency or agency)


def _side(name: str, db: "Connection | None", agency: str | None) -> Report:
    if db is not None and is_year(name):
        return _stored(db, agency, parse_year(name))
    from giktui.ingest.one_file import reports_of_file

    found = reports_of_file(Path(name))
    if len(found) > 1:
        names = _("、").join(f"{one.report.agency}{one.report.year}" for one in found)
        raise GiktuiError(_("{file} 中不止一份报告（{names}）；请先导入，再按年份比较").format(file=name, names=names))
    return found[0].report


def _stored(db: "Connection", agency: str | None, year: int) -> Report:
    """The stored report; of an agency that had none yet, that of its predecessors. Raises GiktuiError without one."""
    from giktui.cli.app.reports import stored, wanted_agency
    from giktui.store import find_entry, last_report, load, the_agency

    owner = the_agency(db, wanted_agency(agency))
    if find_entry(db, owner.id, year) is None and (before := last_report(db, owner.id, year + 1)) is not None:
        return before
    return load(db, stored(db, agency, year).id)


def chosen_sections(words: Sequence[str], form: Form) -> tuple[str, ...]:
    """The ids of the sections named by id, by number (三) or by title. GiktuiError for a word that names none."""
    return tuple(_section(word, form) for word in words)


def _section(word: str, form: Form) -> str:
    for section in form.sections:
        number, _mark, title = section.title.partition("、")
        if word in (section.id, number, title, section.title, section.english):
            return section.id
    if word == "preamble":
        return word
    raise GiktuiError(
        _("没有“{word}”这一部分；可用的是：{names}").format(
            word=word, names=_("、").join(section.title for section in form.sections)
        )
    )
