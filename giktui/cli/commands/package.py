"""`giktui package YEAR`: the reports of a year in one file, for the superior's giktui."""

from pathlib import Path
from typing import Annotated

import typer

from giktui.cli.app import output
from giktui.cli.app.help import command_app, described
from giktui.cli.app.options import Agency, AsJson, Database, Year
from giktui.i18n import _

app = command_app("package")


@app.command(
    **described(
        "package",
        _(
            "每份报告连同导入时的原文件、发现的问题和说明的理由，都在一个文件里，附校验和。对方用 giktui import 收下；"
            "有损坏时拒收。写明机关时，只打包它和它的下级。"
        ),
        examples=[
            ("giktui package 2025", _("全部机关，写入 年报-2025.giktui.zip")),
            ("giktui package 2025 -a 澄湖县人民政府 -o 澄湖县.zip", _("一个政府和它的下级")),
        ],
    )
)
def package(
    year: Year,
    *,
    to: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar=_("文件"), help=_("写入的文件；不写时按机关和年份取名")),
    ] = None,
    json: AsJson = False,
    db: Database = None,
    agency: Agency = None,
) -> int:
    """Write the package; say what is in it and what of it is not submitted."""
    from giktui.cli.app.reports import database, wanted_agency
    from giktui.store.exchange.package_export import pack
    from giktui.writers.files import file_name, whole_file

    path = to or Path(f"{file_name(wanted_agency(agency) or _('年报'))}-{year}.giktui.zip")
    with database(db) as connection, whole_file(path, private=True) as file:
        packed = pack(connection, year, wanted_agency(agency), file)
    if json:
        reports = [
            {"agency": entry.agency, "year": entry.year, "status": entry.status, "revision": entry.revision}
            for entry in packed.entries
        ]
        output.as_json({"file": str(path), "reports": reports, "documents": packed.documents})
        return 0
    text = _("已将 {n} 份报告、{files} 个原文件写入 {path}")
    output.message(text.format(n=len(packed.entries), files=packed.documents, path=path))
    if packed.drafts:
        names = _("、").join(entry.agency for entry in packed.drafts[:3])
        output.message(_("其中 {n} 份没有提交：{names}").format(n=len(packed.drafts), names=names))
    return 0
