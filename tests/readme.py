"""Writes README's table of commands from the commands themselves: `python tests/readme.py`."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

README = Path(__file__).parents[1] / "README.md"
BEGIN, END = "<!-- commands: python tests/readme.py -->\n", "<!-- /commands -->\n"
EVERYWHERE = {"--db", "--agency", "--help"}
"""Options that the text above the table speaks of once."""


class Row(NamedTuple):
    """A command in one language: its call, its options, what it does."""

    call: str
    options: str
    does: str


def rows() -> Iterator[Row]:
    """Every command in the language of this process, in the order of `giktui --help`."""
    import typer
    from typer.core import TyperGroup

    from giktui.cli.app.application import application
    from giktui.cli.app.catalogue import commands

    group = typer.main.get_command(application(lambda *_: None))
    assert isinstance(group, TyperGroup)
    context = group.make_context("giktui", ["list"])
    waiting: list[tuple[str, Any]] = [(name, group.get_command(context, name)) for name in commands()]
    while waiting:
        name, command = waiting.pop(0)
        if isinstance(command, TyperGroup):
            waiting[:0] = [(f"{name} {below}", command.commands[below]) for below in command.commands]
            continue
        arguments = [_argument(param) for param in command.params if param.param_type_name == "argument"]
        options = [_option(param) for param in command.params if param.param_type_name == "option"]
        top_level = commands().get(name)
        does = (
            top_level.summary
            if top_level
            else re.split(r"。|\.(?: |\n|$)|(?:；|; )(?![^(（]*[)）])", command.help)[0].strip()
        )
        yield Row(" ".join([name, *arguments]), " ".join(f"`{option}`" for option in options if option), does)


def table() -> str:
    """The table in English and Chinese: each row made by a process of its language."""
    english, chinese = in_language("en"), in_language("zh")
    lines = ["| command | options | does |", "|---|---|---|"]
    for mine, theirs in zip(english, chinese, strict=True):
        cells = (f"`{mine.call}`", mine.options, f"{mine.does} · {theirs.does}")
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def written(text: str) -> str:
    """The README with its table made anew."""
    before, rest = text.split(BEGIN)
    return f"{before}{BEGIN}{table()}{END}{rest.split(END)[1]}"


def _argument(param: Any) -> str:
    name = param.human_readable_name + ("…" if param.nargs == -1 else "")
    return name if param.required else f"[{name}]"


def _option(param: Any) -> str:
    names = [name for name in (*param.opts, *param.secondary_opts) if name.startswith("--")]
    return "" if EVERYWHERE.intersection(names) else "/".join(names)


def in_language(language: str) -> list[Row]:
    """The rows as a process of this language makes them."""
    environment = {**os.environ, "GIKTUI_LANG": language, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, __file__, "--rows"]
    printed = subprocess.run(command, env=environment, capture_output=True, check=True).stdout
    return [Row(*row) for row in json.loads(printed)]


if __name__ == "__main__":
    if "--rows" in sys.argv:
        print(json.dumps(list(rows())))
    else:
        README.write_text(written(README.read_text("utf-8")), "utf-8")
