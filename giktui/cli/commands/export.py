"""`giktui export YEAR`: the report as a file."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from giktui.cli.app import completion, output
from giktui.cli.app.help import command_app, described
from giktui.cli.app.options import Agency, Database, Year
from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.writers import FORMATS, write_bytes
from giktui.writers.files import file_name, write_file

if TYPE_CHECKING:
    from giktui.store import Connection, Entry

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
            ("giktui export 2024 --findings -o 2024.xlsx", _("Excel，问题写成批注")),
            ("giktui export 2024 --format tsv | clip", _("供粘贴的表格")),
            ("giktui export --all 2024 -o 年报 --format xlsx", _("所有机关，每个一个文件")),
        ],
    )
)
def export(
    year: Year,
    *,
    format: Annotated[
        str | None,
        typer.Option(
            "--format", "-f", metavar=_("格式"), autocompletion=completion.formats, help=_("、").join(FORMATS)
        ),
    ] = None,
    to: Annotated[
        Path | None, typer.Option("--output", "-o", metavar=_("文件"), help=_("写入的文件；不写时打印到标准输出"))
    ] = None,
    with_findings: Annotated[bool, typer.Option("--findings", help=_("把问题写成批注和颜色（xlsx、html）"))] = False,
    every: Annotated[bool, typer.Option("--all", help=_("该年所有机关的报告，写入 -o 指定的文件夹"))] = False,
    db: Database = None,
    agency: Agency = None,
) -> int:
    """Write the report of `year`, or those of all agencies, in a format."""
    from giktui.cli.app.reports import database, stored

    chosen = format or _format_of(to, every=every)
    if chosen not in FORMATS:
        raise GiktuiError(_("没有格式 {format}；可用的是：{names}").format(format=chosen, names=_("、").join(FORMATS)))
    if every:
        return _export_all(db, year, chosen, to, with_findings=with_findings)
    if to is None and FORMATS[chosen].binary and sys.stdout.isatty():
        raise GiktuiError(_("{format} 不是文本，不能打印到终端；请用 -o 指定文件").format(format=chosen))
    with database(db) as connection:
        entry = stored(connection, agency, year)
        content = _content(connection, entry, chosen, with_findings=with_findings)
    if to is not None:
        write_file(to, content)
    elif FORMATS[chosen].binary:
        sys.stdout.buffer.write(content)
    else:
        output.data(content.decode(FORMATS[chosen].encoding))
    return 0


def _format_of(to: Path | None, *, every: bool) -> str:
    """The format whose suffix the file name has."""
    if to is None or every or to.is_dir():
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


def _content(connection: "Connection", entry: "Entry", format: str, *, with_findings: bool) -> bytes:
    """The report as a file of the format, with its findings if they are wanted."""
    from giktui.store import load

    report = load(connection, entry.id)
    if not with_findings:
        return write_bytes(report, format)
    from giktui.cli.findings.notes import notes_of
    from giktui.writers.annotated import write_annotated

    return write_annotated(report, format, notes_of(connection, entry))


def _export_all(db: Path | None, year: int, format: str, folder: Path | None, *, with_findings: bool) -> int:
    """Write one file an agency into the folder, which is made if it is not there."""
    from giktui.cli.app.reports import database
    from giktui.store import each_entry

    if folder is None:
        raise GiktuiError(_("--all 要用 -o 指定文件夹"))
    if folder.exists() and not folder.is_dir():
        raise GiktuiError(_("{path} 是文件，不是文件夹。请换一个名称。").format(path=folder))
    suffix = FORMATS[format].suffix
    taken: set[str] = set()
    failed = 0
    with database(db) as connection:
        for entry in each_entry(connection, year=year):
            folder.mkdir(parents=True, exist_ok=True)
            try:
                content = _content(connection, entry, format, with_findings=with_findings)
            except (GiktuiError, ValueError) as error:
                failed += 1
                output.message(_("{agency} 没有写出：{why}").format(agency=entry.agency, why=error))
                continue
            write_file(folder / f"{_free_name(f'{entry.agency}-{year}', taken)}{suffix}", content)
    if not taken and not failed:
        raise GiktuiError(_("数据库中没有 {year} 年的报告").format(year=year))
    output.message(_("已将 {count} 份报告写入 {folder}").format(count=len(taken), folder=folder))
    return 2 if failed else 0


def _free_name(text: str, taken: set[str]) -> str:
    """The text as a file name that is none of those `taken`, upper and lower case being the same; it is one then."""
    bare = name = file_name(text)
    number = 1
    while name.casefold() in taken:
        number += 1
        name = f"{bare}-{number}"
    taken.add(name.casefold())
    return name
