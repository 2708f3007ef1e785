"""What the shell offers behind Tab: agencies and years of the database, cells, rules, measures, formats.

Each function takes what has been typed of a word and gives the words it can become. Nothing here may fail or be slow:
a shell waits for it. Imports stand inside, since every command imports this module.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from giktui.store import Connection

_MOST = 200
"""So many words at most: more than that nobody reads."""


def agencies(ctx: typer.Context, incomplete: str) -> list[str]:
    """The names of the agencies, in the order of the tree."""
    from giktui.store import all_agencies

    with _database(ctx) as db:
        names = [agency.name for agency in all_agencies(db)] if db is not None else []
    return _beginning(names, incomplete)


def years(ctx: typer.Context, incomplete: str) -> list[str]:
    """The years that there are reports on, of the agency that is named, the latest first."""
    from giktui.store import entries, find_agency
    from giktui.store.analysis.overview import report_years

    with _database(ctx) as db:
        if db is None:
            return []
        name = _given(ctx, "agency") or os.environ.get("GIKTUI_AGENCY")
        agency = find_agency(db, name) if name else None
        found = [entry.year for entry in entries(db, agency.id)] if agency else report_years(db)
    return _beginning((str(year) for year in sorted(set(found), reverse=True)), incomplete)


def cells(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The cells of the form of the year that is named (else the newest), and its texts, each with its label."""
    from giktui.form import form_for_year, newest_form
    from giktui.wording.cells import cell_label, section_title

    year = _given(ctx, "year")
    form = form_for_year(int(year)) if year and str(year).isdecimal() else newest_form()
    found = [(id, cell_label(form, id)) for id in form.cells if id.startswith(incomplete)]
    found += [(one.id, section_title(one)) for one in form.narratives if one.id.startswith(incomplete)]
    return found[:_MOST]


def rules(ctx: typer.Context, incomplete: str) -> list[str]:  # noqa: ARG001 - all of these are called alike
    """The rules, by the ids that their explanations stand under: the rules themselves load three times as long."""
    from importlib.resources import files

    import tomli

    texts = files("giktui").joinpath("checks", "explanations.toml").read_text("utf-8")
    return _beginning(tomli.loads(texts)["rules"], incomplete)


def measures(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The measures, each with its name; once it looks like one, cells."""
    from giktui.measures import common_measures

    found = [(one.id, one.name) for one in common_measures() if one.id.startswith(incomplete)]
    return found or cells(ctx, incomplete)


def formats(ctx: typer.Context, incomplete: str) -> list[str]:  # noqa: ARG001
    """What a report is written as."""
    from giktui.writers import FORMATS

    return _beginning(FORMATS, incomplete)


def _beginning(words: Iterable[str], incomplete: str) -> list[str]:
    return [word for word in words if word.startswith(incomplete)][:_MOST]


def _given(ctx: typer.Context, name: str) -> str | None:
    """What was given for an option or argument, of the command or of giktui itself."""
    while ctx is not None:
        if ctx.params.get(name):
            return str(ctx.params[name])
        ctx = ctx.parent  # type: ignore[assignment]  # None above giktui itself
    return None


@contextmanager
def _database(ctx: typer.Context) -> "Iterator[Connection | None]":
    """The database that the command would take, to read; None where there is none, or something is wrong with it."""
    from giktui.errors import GiktuiError
    from giktui.store import DatabaseError, connect, default_path

    path = Path(given).expanduser() if (given := _given(ctx, "db")) else default_path()
    db = None
    with suppress(GiktuiError, DatabaseError, OSError):
        db = connect(path, write=False)
    if db is None:
        yield None
        return
    with closing(db):
        yield db
