"""`giktui search WORD`: where a word stands in the texts of all reports."""

from typing import Annotated

import typer

from giktui.cli.app import output
from giktui.cli.app.help import command_app, described
from giktui.cli.app.options import AsJson, Database
from giktui.i18n import _
from giktui.wording.parts import part_name

app = command_app("search")


@app.command(
    **described(
        "search",
        _("在所有报告的标题、引言和各部分文字中查找。退出码：0 找到，1 没有找到。"),
        examples=[("giktui search 政务新媒体", _("哪些报告提到它")), ("giktui search 图解 --json", _("供脚本使用"))],
    )
)
def search(
    word: Annotated[str, typer.Argument(metavar=_("词语"), help=_("要找的词语"))],
    *,
    json: AsJson = False,
    db: Database = None,
) -> int:
    """Print every place the word stands at."""
    from giktui.cli.app.reports import database
    from giktui.form import load_form
    from giktui.store import search as hits_of

    with database(db) as connection:
        hits = list(hits_of(connection, word))
    if json:
        found = [
            {
                "agency": hit.entry.agency,
                "year": hit.entry.year,
                "part": hit.part,
                "start": hit.start,
                "excerpt": hit.excerpt,
            }
            for hit in hits
        ]
        output.as_json({"word": word, "hits": found})
    else:
        for hit in hits:
            place = part_name(load_form(hit.entry.form), hit.part)
            output.line(f"{hit.entry.agency} {hit.entry.year} {place}: {' '.join(hit.excerpt.split())}")
    return 0 if hits else 1
