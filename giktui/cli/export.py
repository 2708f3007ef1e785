"""`giktui export YEAR`: the report as a file."""

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from giktui.cli import output
from giktui.cli.help import command_app, described
from giktui.cli.options import Agency, Database, Year
from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.writers import FORMATS, write_bytes

app = command_app("export")


@app.command(
    **described(
        "export",
        _(
            "格式：text 供阅读，tsv 可粘贴到表格或网页编辑器，csv 一格一行，csv-wide 一份一行，json 用于交换。"
            "不写 --format 时按 -o 的后缀判断，再不然为 text。每种格式都能再导入为同一份报告。"
        ),
        examples=[
            ("giktui export 2024", _("文本，打印到终端")),
            ("giktui export 2024 -o 2024.docx", _("Word，按后缀判断格式")),
            ("giktui export 2024 --format tsv | clip", _("供粘贴的表格")),
            ("giktui export --all 2024 -o 年报 --format xlsx", _("所有机关，每个一个文件")),
        ],
    )
)
def export(
    year: Year,
    *,
    format: Annotated[str | None, typer.Option("--format", "-f", metavar=_("格式"), help=_("、").join(FORMATS))] = None,
    to: Annotated[
        Path | None, typer.Option("--output", "-o", metavar=_("文件"), help=_("写入的文件；不写时打印到标准输出"))
    ] = None,
    every: Annotated[bool, typer.Option("--all", help=_("该年所有机关的报告，写入 -o 指定的文件夹"))] = False,
    db: Database = None,
    agency: Agency = None,
) -> int:
    """Write the report of `year`, or those of all agencies, in a format."""
    from giktui.cli.reports import database, stored
    from giktui.store import load

    chosen = format or _format_of(to, every=every)
    if chosen not in FORMATS:
        raise GiktuiError(_("没有格式 {format}；可用的是：{names}").format(format=chosen, names=_("、").join(FORMATS)))
    if every:
        return _export_all(db, year, chosen, to)
    if to is None and FORMATS[chosen].binary and sys.stdout.isatty():
        raise GiktuiError(_("{format} 不是文本，不能打印到终端；请用 -o 指定文件").format(format=chosen))
    with database(db) as connection:
        report = load(connection, stored(connection, agency, year).id)
    content = write_bytes(report, chosen)
    if to is not None:
        write_file(to, content)
    elif FORMATS[chosen].binary:
        sys.stdout.buffer.write(content)
    else:
        output.data(content.decode(FORMATS[chosen].encoding))
    return 0


def write_file(path: Path, content: bytes) -> None:
    """Write the file whole or not at all: what stood there stays until the new content is on the disk.

    Only a file is replaced; a device or a pipe (/dev/stdout) is written to.
    """
    with whole_file(path) as file:
        file.write(content)


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """As `write_file`, for what is written bit by bit."""
    if path.exists() and not path.is_file():
        with path.open("wb") as file:
            yield file
        return
    target = path.resolve()  # a link stays a link
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with fresh.open("wb") as file:
            yield file
        if target.exists():
            shutil.copymode(target, fresh)
        fresh.replace(target)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        error.filename = str(path)
        raise
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def _format_of(to: Path | None, *, every: bool) -> str:
    """The format whose suffix the file name has."""
    if to is None or every:
        return "text"
    for name, format in FORMATS.items():
        if format.suffix == to.suffix.lower():
            return name
    suffixes: Sequence[str] = sorted({format.suffix for format in FORMATS.values()})
    raise GiktuiError(
        _("从文件名 {name} 看不出格式；请用 --format，或用这些后缀之一：{suffixes}").format(
            name=to.name, suffixes=" ".join(suffixes)
        )
    )


def _export_all(db: Path | None, year: int, format: str, folder: Path | None) -> int:
    """Write one file an agency into the folder, which is made if it is not there."""
    from giktui.cli.reports import database
    from giktui.store import each_entry, load

    if folder is None:
        raise GiktuiError(_("--all 要用 -o 指定文件夹"))
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    with database(db) as connection:
        for entry in each_entry(connection, year=year):
            name = entry.agency.translate(_NOT_IN_FILE_NAMES)
            write_file(
                folder / f"{name}-{year}{FORMATS[format].suffix}", write_bytes(load(connection, entry.id), format)
            )
            count += 1
    if not count:
        raise GiktuiError(_("数据库中没有 {year} 年的报告").format(year=year))
    output.message(_("已将 {count} 份报告写入 {folder}").format(count=count, folder=folder))
    return 0


_NOT_IN_FILE_NAMES = {ord(char): "_" for char in '/\\:*?"<>|\0'}
