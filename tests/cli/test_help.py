"""Every command and option says what it does, shows an example, and stands in the README."""

import re
import shlex
from collections.abc import Iterator
from typing import Any
from unicodedata import east_asian_width

import pytest
import typer
from readme import README, in_language, written
from typer.core import TyperGroup
from typer.testing import Result

from giktui.cli.app.application import application
from giktui.cli.app.catalogue import commands


def every_command() -> Iterator[tuple[str, Any]]:
    """Each command by its full name (`agency add`)."""
    group = typer.main.get_command(application(lambda *_: None))
    assert isinstance(group, TyperGroup)
    context = typer.Context(group)
    waiting: list[tuple[str, Any]] = [(name, group.get_command(context, name)) for name in commands()]
    while waiting:
        name, command = waiting.pop(0)
        if isinstance(command, TyperGroup):
            waiting.extend((f"{name} {below}", command.commands[below]) for below in command.commands)
        else:
            yield name, command


EVERY = dict(every_command())


@pytest.mark.parametrize("name", EVERY)
def test_a_command_says_what_it_and_each_option_does(name: str, run: Any) -> None:
    command = EVERY[name]
    assert command.help
    for param in command.params:
        assert param.help, f"{name} {param.name} has no help"
    page: Result = run(*name.split(), "--help", COLUMNS="80")
    assert page.exit_code == 0
    assert "示例:" in page.stdout


def test_english_help_is_written_as_sentences() -> None:
    """Begins with a capital, and a command with what to do: not "Lists …" beside "Import …"."""
    for row in in_language("en"):
        assert row.does[0].isupper(), row
        assert not re.match(
            r"(List|Set|Take|Enter|Count|Settle|Accept|Remove|Delete|Put|Find|Write|Add|Show)s ", row.does
        ), row


@pytest.mark.parametrize("name", EVERY)
def test_the_examples_of_a_command_are_calls_of_it(name: str) -> None:
    lines = EVERY[name].epilog.splitlines()
    calls = [re.split(r" {2,}", line)[0] for line in lines]
    known = {option for param in EVERY[name].params for option in (*param.opts, *param.secondary_opts)}
    for call in calls:
        words = shlex.split(call.split("|")[0].split(">")[0])
        assert words[0] == "giktui"
        if "--db" not in words[:2]:
            assert words[1 : 1 + len(name.split())] == name.split()
        assert {word for word in words if re.fullmatch(r"--?[a-z-]+", word)} <= known | {"--db"}


def test_help_pages_fit_80_columns(run: Any) -> None:
    for name in ["", *EVERY]:
        page = run(*name.split(), "--help", COLUMNS="80").stdout
        body = page.split("示例:")[0]
        for line in body.splitlines():
            assert sum(2 if east_asian_width(char) in "WF" else 1 for char in line) <= 80, line


def test_the_list_of_commands_says_what_their_pages_say(run: Any) -> None:
    listed = run("--help", COLUMNS="200").stdout
    for name, entry in commands().items():
        assert re.search(rf"^  {name} +{re.escape(entry.summary)}$", listed, re.MULTILINE)
        assert entry.summary in run(name, "--help", COLUMNS="200").stdout


def test_the_readme_lists_the_commands_as_they_are() -> None:
    text = README.read_text("utf-8")
    assert text == written(text), "run python tests/readme.py"
