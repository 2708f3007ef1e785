"""Draws the pictures of the README with the app itself, on the shipped examples.

python docs/screenshot.py
"""

import asyncio
import html
import os
import re
import tempfile
from itertools import groupby
from pathlib import Path

from rich.cells import cell_len

from giktui.resources import folder
from giktui.store import connect, import_files
from giktui.tui import prepare_environment

HERE = Path(__file__).parent
SIZE = (110, 32)
CELL = 12.2
"""How wide Rich draws a cell."""

AGENCY = "澄湖县人民政府"
FONTS = "Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', monospace"


async def picture(database: Path, keys: list[str]) -> str:
    """The app on the report of 2025 after these keys, as SVG."""
    from giktui.tui.app import GiktuiApp

    app = GiktuiApp(database, AGENCY, 2025)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(0.5)
        await pilot.press(*keys)
        await pilot.pause(0.5)
        return readable(app.export_screenshot(title="giktui"))


def readable(svg: str) -> str:
    """The picture with Chinese at its full width, in fonts of the reader's own machine.

    Rich gives a text the length of its characters, which squeezes Chinese into half of its room. Wide and narrow
    characters get elements of their own, so that columns stand under each other whatever the font.
    """
    svg = re.sub(r"@font-face\s*{[^}]*}", "", svg)
    svg = re.sub(r"font-family: Fira Code, monospace", f"font-family: {FONTS}", svg)
    return re.sub(r'(?P<tag><text [^>]*?)x="(?P<x>[^"]*)"(?P<rest>[^>]*)>(?P<text>[^<]*)</text>', _runs, svg)


def _runs(match: re.Match[str]) -> str:
    x = float(match["x"])
    if "clip-path" not in match["rest"]:
        return match[0]
    runs = []
    for _wide, characters in groupby(html.unescape(match["text"]), key=lambda char: (char == "\xa0", cell_len(char))):
        run = "".join(characters)
        length = cell_len(run) * CELL
        if not run.isspace():
            rest = re.sub(
                r'textLength="[^"]*"', f'textLength="{length:.1f}" lengthAdjust="spacingAndGlyphs"', match["rest"]
            )
            runs.append(f'{match["tag"]}x="{x:.1f}"{rest}>{html.escape(run)}</text>')
        x += length
    return "".join(runs)


def main() -> None:
    """Write the pictures beside this file."""
    os.environ |= {"GIKTUI_LANG": "zh", "GIKTUI_ACTOR": "陈科员"}
    prepare_environment()
    with tempfile.TemporaryDirectory() as temporary:
        os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_STATE_HOME"] = temporary
        database = Path(temporary) / "giktui.db"
        db = connect(database)
        for _one in import_files(db, [folder("examples")]):
            pass
        db.close()
        for name, keys in {"report": ["alt+3", "f4"]}.items():
            (HERE / f"{name}.svg").write_text(asyncio.run(picture(database, keys)), encoding="utf-8")


if __name__ == "__main__":
    main()
