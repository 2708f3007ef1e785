"""Draws the pictures of the README with the app itself, on the shipped examples: a still one, and a recording.

python tests/pictures/draw.py
"""

import asyncio
import html
import os
import re
import tempfile
from contextlib import closing
from itertools import groupby
from pathlib import Path

from rich.cells import cell_len

from giktui.resources import folder
from giktui.store import begin, connect, import_files
from giktui.tui import prepare_environment

HERE = Path(__file__).parent
SIZE = (120, 36)
CELL = 12.2
"""How wide Rich draws a cell."""

AGENCY = "澄湖县人民政府"
FONTS = "Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', monospace"


SCENES: tuple[tuple[str, tuple[str, ...], float], ...] = (
    ("新的一年：上年结转、有效件数已带入", ("alt+3",), 2.5),
    ("数字小键盘一列到底：12 Enter", ("home", "ctrl+home", "1", "2"), 1.5),
    ("Enter 向下", ("enter",), 1.2),
    ("一格一格录入，总计跟着变", ("down", "1", "1", "enter", "3", "enter"), 2.0),
    ("边上随时显示还差多少", ("1", "enter"), 2.0),
    ("F4 对照上年", ("f4",), 2.5),
    ("F3 到下一个问题：在哪里，差多少", ("f4", "f3", "f3"), 2.5),
    ("Alt+1 文字部分", ("alt+1",), 1.2),
    ("文字一秒之内存好", tuple("本年新收政府信息公开申请12件"), 2.5),
    ("F 全部问题：改正，或说明理由", ("alt+l",), 3.0),
)
"""What the recording shows: what is being done (in the window's title), the keys, the seconds it stands."""


async def picture(database: Path, keys: list[str]) -> str:
    """The app on the report of 2025 after these keys, as SVG."""
    from giktui.tui.app import GiktuiApp

    app = GiktuiApp(database, AGENCY, 2025)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(0.5)
        await pilot.press(*keys)
        await pilot.pause(0.5)
        return readable(app.export_screenshot(title="giktui"))


async def recording(database: Path) -> str:
    """The scenes one after the other, again and again: an SVG that browsers play."""
    from giktui.tui.app import GiktuiApp

    frames: list[str] = []
    app = GiktuiApp(database, AGENCY, 2026)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.5)
        for title, keys, _seconds in SCENES:
            await pilot.press(*keys)
            await pilot.pause(1.2)  # texts are saved within a second
            frames.append(readable(app.export_screenshot(title=title)))
    return played(frames, [seconds for _title, _keys, seconds in SCENES])


def played(frames: list[str], seconds: list[float]) -> str:
    """Pictures of one size as one that shows each for its seconds."""
    whole, start, styles, shown = sum(seconds), 0.0, [], []
    for number, (frame, length) in enumerate(zip(frames, seconds, strict=True)):
        begin, end = start / whole * 100, (start + length) / whole * 100
        start += length
        hidden = (
            f"0% {{visibility: hidden}} {begin:.2f}% {{visibility: visible}}" if number else "0% {visibility: visible}"
        )
        styles.append(f"@keyframes f{number} {{{hidden} {end:.2f}%, 100% {{visibility: hidden}}}}")
        first = "visible" if number == 0 else "hidden"
        styles.append(f".f{number} {{visibility: {first}; animation: f{number} {whole:.1f}s step-end infinite}}")
        shown.append(f'<g class="f{number}">{frame}</g>')
    box = re.search(r'viewBox="([^"]*)"', frames[0])
    assert box is not None
    style = f"<style>{''.join(styles)}</style>"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box[1]}">{style}{"".join(shown)}</svg>\n'


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
    os.environ |= {"GIKTUI_LANG": "zh", "GIKTUI_ACTOR": "陈科员", "COLORTERM": "truecolor", "TERM": "xterm-256color"}
    prepare_environment()
    with tempfile.TemporaryDirectory() as temporary:
        os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_STATE_HOME"] = temporary
        database = Path(temporary) / "giktui.db"
        db = connect(database)
        for _one in import_files(db, [folder("examples")]):
            pass
        db.close()
        (HERE / "report.svg").write_text(asyncio.run(picture(database, ["alt+3"])), encoding="utf-8")
        with closing(connect(database)) as db:
            begin(db, AGENCY, 2026, actor="陈科员")
        (HERE / "entering.svg").write_text(asyncio.run(recording(database)), encoding="utf-8")


if __name__ == "__main__":
    main()
