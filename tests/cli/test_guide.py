"""What README and the Chinese guide tell users to type can be typed; their pictures are there."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer
from readme import README
from typer.core import TyperGroup

from giktui.cli.app.application import application
from giktui.tui.keymap import actions, key_name

GUIDE = README.with_name("README.zh-CN.md")
GROUP = typer.main.get_command(application(lambda *_: None))


def calls(path: Path) -> list[list[str]]:
    """Every call of giktui in a file: the lines of its code blocks, and what stands in backquotes."""
    text = path.read_text("utf-8")
    blocks = [line for block in re.findall(r"```\w*\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
    quoted = re.findall(r"`(giktui [^`\n]+)`", text)
    lines = [line.removeprefix("$ ").split("   ")[0].split(" # ")[0] for line in blocks]
    found = [words for line in (*lines, *quoted) if (words := shlex.split(line, comments=True))]
    return [words for words in found if words[0] == "giktui" and not any(word.isupper() for word in words[1:])]


@pytest.mark.parametrize("path", [README, GUIDE], ids=lambda path: path.name)
def test_every_call_is_one_of_a_command_with_its_options(path: Path) -> None:
    assert isinstance(GROUP, TyperGroup)
    context = GROUP.make_context("giktui", ["list"])
    assert calls(path)
    for words in calls(path):
        command: Any = GROUP
        rest = words[1:]
        while isinstance(command, TyperGroup) and rest and not rest[0].startswith("-"):
            found = command.get_command(context, rest[0])
            assert found is not None, words
            command, rest = found, rest[1:]
        known = {option for param in command.get_params(context) for option in (*param.opts, *param.secondary_opts)}
        assert {word for word in rest if word.startswith("-")} <= known, words


@pytest.mark.parametrize("path", [README, GUIDE], ids=lambda path: path.name)
def test_its_pictures_and_links_are_there(path: Path) -> None:
    targets = re.findall(r"\]\(([^)#:]+)\)", path.read_text("utf-8"))
    assert targets
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_the_guides_keys_are_keys() -> None:
    known = {key_name(key) for action in actions() for key in action.keys} | {"*", "giktui", "R"}
    table = GUIDE.read_text("utf-8").split("| 按键 | 作用 |")[1]
    for cell in re.findall(r"^\| ([^|]+) \|", table, re.MULTILINE):
        for key in re.findall(r"`([^`]+)`", cell):
            assert key in known, key


def test_both_install_with_the_same_command() -> None:
    line = "python3 -m venv .venv && .venv/bin/pip install '.[all]' && .venv/bin/giktui demo"
    assert all(line in path.read_text("utf-8") for path in (README, GUIDE))
