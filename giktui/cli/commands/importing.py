"""`giktui import PATH…`: what agencies have published, into the database."""

import os
import sys
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from giktui.cli.app import output
from giktui.cli.app.help import command_app, described
from giktui.cli.app.options import AsJson, Database, parse_year
from giktui.cli.app.reports import database_or_scratch
from giktui.cli.app.web import from_web, is_address
from giktui.errors import GiktuiError
from giktui.form import FORM_IDS
from giktui.i18n import _
from giktui.ingest.discover import files_of
from giktui.ingest.pool import processors
from giktui.readers.isolated.process import PROGRESS
from giktui.store import connect, default_path, in_memory
from giktui.store.reports.import_result import Imported
from giktui.store.reports.importing import import_files
from giktui.wording.statuses import import_status_name

app = command_app("import")

_BAR_FROM = 20
"""From so many files on, a terminal shows a bar instead of a line for each."""

_NAMED = 5
"""So many reports of one file are named."""


@app.command(
    **described(
        "import",
        _(
            "文件、文件夹、通配符、压缩包、giktui package 打的包、另一个 giktui 数据库都可以。"
            "一个文件有问题不影响其他文件；读过的文件再次导入时跳过。"
            "看不准的数字不猜：留空，并列为存疑。"
            "\n\n退出码：0 全部读入，1 有存疑或拒绝的，2 一份也没有读入。"
        ),
        examples=[
            ("giktui import 2024.docx", _("一个文件")),
            ("giktui import 各单位年报 --jobs 4", _("整个文件夹，四个进程")),
            ("giktui import 旧网页.html --agency 澄湖县人民政府 --year 2019", _("网页里没有写明时")),
            ("giktui import 澄湖县.giktui.zip", _("下级打的包，连同原文件和说明")),
            ("giktui import 各单位年报 --dry-run --json", _("只看会读出什么")),
            ("giktui import https://www.example.gov.cn/xxgk/nb/", _("网页、它的附件、它列出的年报")),
            ("giktui import --from 网址.csv", _("名单里的网址；再次运行时跳过读过的")),
        ],
    )
)
def import_reports(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar=_("路径"), help=_("文件、文件夹、通配符或 https:// 网址"))
    ] = None,
    *,
    listed: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar=_("名单"),
            help=_("网址名单（CSV、Excel）：机关、年份、网址（agency、year、url）"),
        ),
    ] = None,
    year: Annotated[
        int | None, typer.Option("--year", metavar=_("年份"), parser=parse_year, help=_("以此为准，不看文件里写的"))
    ] = None,
    agency: Annotated[
        str | None, typer.Option("--agency", "-a", metavar=_("机关"), help=_("以此为准，不看文件里写的"))
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--form", metavar=_("格式"), help=_("{forms}，以此为准，不看表格").format(forms=_(" 或 ").join(FORM_IDS))
        ),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help=_("已有同一年的报告时替换它；原来的内容留在历史里"))
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help=_("有存疑就不收"))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("只读不存"))] = False,
    trust: Annotated[
        bool, typer.Option("--trust", help=_("包或库里所说的别名、上级、说明一并采用；不写时待 giktui proposals 采用"))
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", "-j", min=1, max=256, metavar=_("数目"), help=_("同时用几个进程读；默认与处理器核数相同")
        ),
    ] = None,
    json: AsJson = False,
    db: Database = None,
) -> int:
    """Import, telling of each file; the exit code is 1 where something is in doubt or refused, 2 if all was refused."""
    counts = dict.fromkeys(("read", "doubts", "refused", "present"), 0)
    files = [Path(path) for path in paths or () if not is_address(path)]
    pages = [path for path in paths or () if is_address(path)]
    untold: list[Imported] = []
    if not (files or pages or listed):
        raise GiktuiError(_("没有写明要导入什么：请给出文件、文件夹或网址，或用 --from 给出网址名单。"))
    with database_or_scratch(db, write=not dry_run) as connection, ExitStack() as closed:
        fetched = from_web(connection, pages, listed, closed, again=replace) if pages or listed else ()
        imported = import_files(
            connection,
            chain(files, fetched),
            make=partial(connect, db or default_path()) if in_memory(connection) else None,
            agency=agency,
            year=year,
            form=form,
            replace=replace,
            strict=strict,
            dry_run=dry_run,
            trust=trust,
            jobs=jobs or processors(),
            untold=untold.append,
        )
        try:
            with (
                closing(imported),
                closing(_reported(imported, files, json=json)) as reported,
            ):
                for one in reported:
                    counts[one.status] += 1
        except KeyboardInterrupt:
            for one in untold:
                counts[one.status] += 1
                _tell(_told(one) if not json and one.status in ("doubts", "refused") else ())
            output.message(_("中断：{said}。再次运行同一命令会跳过已读入的文件。").format(said=summary(counts)))
            return 130
    return _summed_up(counts, json=json, dry_run=dry_run)


def _summed_up(counts: dict[str, int], *, json: bool, dry_run: bool) -> int:
    """Say what became of all files; the exit code."""
    if not json:
        output.line(summary(counts))
    if counts["doubts"] and not json and not dry_run:
        output.message(_("看不准的数字没有存，留了空。请对照原件，用 giktui open 年份 补上。"))
    if not any(counts.values()):
        output.message(_("所给的文件夹里没有文件。请检查路径。"))
    if counts["refused"] == sum(counts.values()):
        return 2
    return int(counts["doubts"] + counts["refused"] > 0)


def _reported(imported: Iterator[Imported], paths: Sequence[Path], *, json: bool) -> Generator[Imported]:
    """Passes on what became of each file, telling of it on the way: as JSON, line by line, or with a bar."""
    if json:
        from giktui.cli.commands.import_json import written

        yield from written(imported)
        return
    total = sum(1 for _path in files_of(paths))
    if not sys.stderr.isatty() or total < _BAR_FROM:
        if sys.stderr.isatty():
            os.environ[PROGRESS] = "1"  # pictures take seconds a page
        for one in imported:
            yield one  # counted first: writing takes time, in which Ctrl+C may come
            _tell(_told(one))
        return
    troubled: list[str] = []
    try:
        with typer.progressbar(imported, length=total, label=_("导入"), file=sys.stderr) as bar:
            for one in bar:
                if one.status in ("doubts", "refused"):
                    troubled += _told(one)
                yield one
    finally:  # also where it is interrupted: those files are not read again
        _tell(troubled)


def _tell(lines: Iterable[str]) -> None:
    for line in lines:
        output.line(line)


def _told(one: Imported) -> list[str]:
    """What became of a file in a line, and below it every doubt with its place."""
    names = [f"{report.agency} {report.year}" for report in one.entries]
    names = names or [f"{found.report.agency} {found.report.year}" for found in one.recognitions]
    from giktui.readers.encoding import plain_name

    reports = _("、").join(names[:_NAMED]) + ("……" if len(names) > _NAMED else "")
    lines = [
        "  ".join(
            part for part in (import_status_name(one.status), plain_name(str(one.path)), reports, one.message) if part
        )
    ]
    lines += [f"        {doubt.rule}  {doubt.message}" for doubt in one.doubts]
    single = len(one.refused) == 1 and not (one.entries and not one.recognitions)  # it is in the message
    return lines + [f"        {name}  {why}" for name, why in (() if single else one.refused)]


def summary(counts: dict[str, int]) -> str:
    """`共 3 个文件：读入 2，存疑 1，拒绝 0，已有 0`."""
    return _("共 {total} 个文件：读入 {read}，存疑 {doubts}，拒绝 {refused}，已有 {present}").format(
        total=sum(counts.values()), **counts
    )
