"""What is done with the chosen problems: explained, commented on, returned, noticed, written to a file."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from giktui.errors import GiktuiError
from giktui.i18n import _

if TYPE_CHECKING:
    from giktui.store import Connection, Entry
    from giktui.store.analysis.problems import Problem

DAYS = 15
"""Until a notice is to be answered."""


def reports_of(problems: "Sequence[Problem]") -> "list[Entry]":
    """The reports the problems are in, each once."""
    return list({problem.entry.id: problem.entry for problem in problems}.values())


def waive_all(db: "Connection", problems: "Sequence[Problem]", reason: str) -> tuple[int, list[str]]:
    """Accept them with one reason; how many were, and why the others were not."""
    from giktui.store import actor, waive

    done, refused = 0, []
    for problem in problems:
        try:
            waive(db, problem.entry.id, problem.finding, reason, actor())
            done += 1
        except GiktuiError as error:
            refused.append(f"{problem.entry.agency} {problem.entry.year} {problem.finding.rule}: {error}")
    return done, refused


def comment_on_all(db: "Connection", problems: "Sequence[Problem]", text: str) -> tuple[int, list[str]]:
    """Comment on the cell or section of each; how many, and why not the others."""
    from giktui.store import actor
    from giktui.store.review.comments import add_comment

    done, refused = 0, []
    for problem in problems:
        part = problem.cell or (problem.finding.span[0] if problem.finding.span else "")
        try:
            add_comment(db, problem.entry.id, text, actor=actor(), part=part)
            done += 1
        except GiktuiError as error:
            refused.append(f"{problem.entry.agency} {problem.entry.year}: {error}")
    return done, refused


def return_all(db: "Connection", problems: "Sequence[Problem]", reason: str) -> tuple[int, list[str]]:
    """Return their reports with one reason; how many, and why not the others."""
    from giktui.store import actor
    from giktui.store.review.returning import return_report

    done, refused = 0, []
    for entry in reports_of(problems):
        try:
            return_report(db, entry.id, reason, actor=actor())
            done += 1
        except GiktuiError as error:
            refused.append(f"{entry.agency} {entry.year}: {error}")
    return done, refused


def notice_all(
    db: "Connection", problems: "Sequence[Problem]", folder: Path, tell: Callable[[int], object]
) -> tuple[int, list[str]]:
    """Write a notice for each of their reports into the folder; how many, and why not the others.

    `tell` is told how many reports are done, after each.
    """
    from giktui.review import write_notice_files
    from giktui.store import actor
    from giktui.store.review.notices import write_notice

    done, refused = 0, []
    deadline = date.today() + timedelta(days=DAYS)
    for number, entry in enumerate(reports_of(problems), 1):
        tell(number)
        try:
            stored = write_notice(db, entry, deadline=deadline, actor=actor())
            if stored is not None:
                list(write_notice_files(folder, stored.notice))
                done += 1
        except (GiktuiError, OSError) as error:
            refused.append(f"{entry.agency} {entry.year}: {error}")
    return done, refused


def as_lines(problems: "Sequence[Problem]") -> str:
    """The problems as lines with tabs between the fields, the heads first; no field holds a tab or a line end."""
    from giktui.store.analysis.problem_table import heads, worded
    from giktui.text.cleaning import guarded

    rows = [heads(), *(map(str, worded(problem)) for problem in problems)]
    return "\n".join("\t".join(guarded(" ".join(field.split())) for field in row) for row in rows)


def export_all(problems: "Sequence[Problem]", path: Path) -> None:
    """Write them as a table, CSV or Excel by the file's name. Raises GiktuiError where it cannot be written."""
    from giktui.store.analysis.problem_table import as_table
    from giktui.writers.files import write_file

    try:
        write_file(path, as_table(problems, "xlsx" if path.suffix.lower() == ".xlsx" else "csv"))
    except OSError as error:
        raise GiktuiError(_("写不了 {path}：{why}").format(path=path, why=error.strerror or error)) from error


def checked_again(db: "Connection", problems: "Sequence[Problem]") -> "dict[int, list[Problem]]":
    """The open and waived problems of their reports as they are now, by report."""
    from giktui.store import checked, entry_of
    from giktui.store.analysis.problems import of_report

    found: dict[int, list[Problem]] = {}
    for id, before in {problem.entry.id: problem for problem in problems}.items():
        entry = entry_of(db, id)
        again = of_report(db, entry, checked(db, entry), before.level, before.parent)
        found[id] = [problem for problem in again if problem.finding.status in ("open", "waived")]
    return found


def told(done: int, refused: Sequence[str], what: str) -> str:
    """What came of it, in words: how many, and the first that were not."""
    said = what.format(n=done)
    if refused:
        said += "\n" + _("没有办成 {n} 个：").format(n=len(refused)) + "\n" + "\n".join(refused[:8])
    return said
