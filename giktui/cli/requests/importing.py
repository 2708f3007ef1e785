"""`giktui requests import`: the lists read, shown with what their columns were taken for, asked about and written."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import typer

from giktui.cli.app import output
from giktui.cli.app.asking import agreed
from giktui.cli.requests.printing import import_json
from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.incoming import sound_name
from giktui.ingest.one_file import within_limits
from giktui.readers import bytes_of, read_rows
from giktui.readers.encoding import plain_name
from giktui.readers.limits import Limits
from giktui.register.heads import KEPT, field_named, field_names, head_key
from giktui.register.import_wording import found_lines, problems
from giktui.register.sheets import Found, Sheet, sheets_of
from giktui.store import Connection, connect, default_path, ensure_agency, find_agency, in_memory, the_agency
from giktui.store.register.importing import carry_out, plan, remember_heads, remembered_heads
from giktui.store.register.wording import doubtful_of, plan_lines

LIMITS = Limits(fields=4_000_000, reading=120)
"""A register is longer than any report."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks for."""

    year: int | None
    told: Mapping[str, str]
    only: Sequence[str]
    anonymous: bool
    dry_run: bool
    yes: bool
    json: bool = False


def told_heads(entries: Sequence[str]) -> dict[str, str]:
    """`--map '收件日=received'` as heads and fields; nothing behind the = says that the column is none that counts."""
    told: dict[str, str] = {}
    for entry in entries:
        head, sign, field = entry.rpartition("=")
        known = field_named(field) if field.strip() else ""
        if not sign or not head.strip() or known is None:
            names = _("、").join(f"{name}={id}" for id, name in field_names().items() if id not in (KEPT, "place"))
            text = _("“{entry}”不是“表头=含义”；含义可以是：{names}")
            raise GiktuiError(text.format(entry=entry, names=names))
        told[head_key(head)] = known
    return told


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose register it is: an agency's name (None: the only one there is), in the database at a path. Neither need be
    there before something is to be stored."""

    name: str | None
    path: Path | None = None

    def id(self, db: Connection) -> int | None:
        """The agency's id; None where it is not there yet. Raises GiktuiError for what is no name."""
        if self.name is None:
            return the_agency(db, None).id
        found = find_agency(db, sound_name(self.name))
        return found.id if found else None

    @contextmanager
    def made(self, db: Connection) -> Iterator[tuple[Connection, int]]:
        """The database to store in, and the agency's id in it."""
        with ExitStack() as closed:
            if in_memory(db):
                db = closed.enter_context(closing(connect(self.path or default_path())))
            yield db, ensure_agency(db, self.name).id if self.name else the_agency(db, None).id


def take_in(db: Connection, owner: Owner, paths: Sequence[Path], wanted: Wanted, *, actor: str) -> int:
    """Read, show, ask, write. 0: written; 1: something is in doubt, or nothing was written.

    `db` may be a scratch database: the owner's is made when there is something to store, and so is its agency.
    """
    agency = owner.id(db)
    remembered = {} if agency is None else remembered_heads(db, agency)
    told = {**remembered, **wanted.told}
    files = _read(paths, told, wanted)
    if not wanted.json:
        _show(found_lines(files))
    sheets = tuple(sheet for found in files for sheet in found.sheets)
    unclear = list(problems(sheets))
    if unclear and _can_ask(wanted) and (more := _ask_columns(sheets)):
        told = {**told, **more}
        files = _read(paths, told, wanted)
        sheets = tuple(sheet for found in files for sheet in found.sheets)
        unclear = list(problems(sheets))
    planned = plan(db, agency, sheets, anonymous=wanted.anonymous)
    doubtful = len(doubtful_of(planned))
    if not wanted.json:
        _show(plan_lines(planned))
    if doubtful:
        text = _("{n} 件存疑，弄清之前不计入报告：改台账后再导入，或用 giktui requests settle。")
        output.message(text.format(n=doubtful))
    for problem in unclear:
        output.message(_("存疑：{problem}").format(problem=problem))
    saved = not unclear and not wanted.dry_run and agreed(_("存入台账？"), yes=wanted.yes)
    if saved:
        new = {head: field for head, field in told.items() if remembered.get(head) != field}
        with owner.made(db) as (there, id):
            carry_out(there, id, planned, actor=actor)
            remember_heads(there, id, new)
    if wanted.json:
        output.as_json(import_json(sheets, planned, unclear, saved=saved))
    elif unclear and not wanted.dry_run:
        output.message(_("没有保存。请用 --map '表头=含义' 或 --sheet 指明后再导入。"))
    else:
        said = _("已存入台账。") if saved else _("没有保存（--dry-run）") if wanted.dry_run else _("没有保存。")
        output.line(said)
    return int(bool(unclear or doubtful) or not (saved or wanted.dry_run))


def _show(lines: Iterable[str]) -> None:
    for line in lines:
        output.line(line)


def _read(paths: Sequence[Path], told: Mapping[str, str], wanted: Wanted) -> list[Found]:
    found = []
    for path in paths:
        name = plain_name(path.name)
        documents = within_limits(read_rows, bytes_of(path, LIMITS), name, LIMITS)
        for document in documents:
            for trouble in document.troubles:
                output.message(f"{trouble.place}: {trouble.message}")
        found.append(sheets_of(documents, told=told, year=wanted.year, only=wanted.only))
    return found


def _can_ask(wanted: Wanted) -> bool:
    return not wanted.yes and not wanted.dry_run and sys.stdin.isatty() and sys.stderr.isatty()


def _ask_columns(sheets: Sequence[Sheet]) -> dict[str, str]:
    """Ask on the terminal for what is lacking and what several columns may be."""
    names = field_names()
    told: dict[str, str] = {}
    for sheet in sheets:
        heads = {head_key(head): head for head in sheet.heads if head}
        for field in (*sheet.mapped.lacking, *sheet.mapped.unsure):
            if field in told.values():
                continue
            question = _("{sheet} 哪一栏是“{field}”？写表头，没有就按 Enter")
            question = question.format(sheet=sheet.shown, field=names[field])
            answer: str = typer.prompt(question, default="", show_default=False, err=True)
            if (key := head_key(answer)) and key in heads:
                for column in sheet.mapped.unsure.get(field, ()):
                    told[head_key(sheet.heads[column])] = ""
                told[key] = field
    return told
