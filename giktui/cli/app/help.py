"""Help pages that measure Chinese in terminal columns; typer's own count characters."""

import shutil
from collections.abc import Iterator, Sequence
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from giktui.cli.app import catalogue
from giktui.i18n import _
from giktui.text.width import padded, width_of
from giktui.text.wrapping import wrapped

_WIDEST = 100
_FIRST_COLUMN = 30


class Helped:
    """Mixin for typer's commands and groups: usage and help page by `help_page`."""

    def get_help(self: Any, ctx: Any) -> str:
        """The help page of the command."""
        return help_page(self, ctx, self.command_rows(ctx))

    def get_usage(self: Any, ctx: Any) -> str:
        """The line that shows how the command is called."""
        arguments = [_usage_of(param) for param in self.get_params(ctx) if param.param_type_name == "argument"]
        commands = [_("命令 …")] if isinstance(self, TyperGroup) else []
        return f"{_('用法')}: {' '.join([ctx.command_path, _('[选项]'), *arguments, *commands])}"

    def command_rows(self: Any, ctx: Any) -> list[tuple[str, str]]:
        """Names and summaries of the commands below this one."""
        if not isinstance(self, TyperGroup):
            return []
        return [(name, (self.commands[name].help or "").partition("\n")[0]) for name in self.list_commands(ctx)]


class Command(Helped, TyperCommand):
    """A command whose help page measures Chinese rightly."""


class Group(Helped, TyperGroup):
    """A command with commands below it."""


def command_app(name: str, cls: type[TyperGroup] | None = None) -> typer.Typer:
    """An app for the command of that name: `@app.command(**described(...))` makes the function its command.

    With `cls` it is a group, and its commands are `explained`.
    """
    entry = catalogue.commands()[name]
    return typer.Typer(name=name, cls=cls, help=entry.summary, **_PLAIN)


_PLAIN: dict[str, Any] = {
    "add_completion": False,
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}


def described(name: str, more: str = "", *, examples: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """What `@app.command` takes: the help of the command `name`, with `examples` of (command line, what it does)."""
    summary = catalogue.commands()[name].summary
    return explained(name, f"{_('{summary}。').format(summary=summary)}\n\n{more}".rstrip(), examples=examples)


def explained(name: str, help: str, *, examples: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """As `described`, with the whole help given: for the commands of a group."""
    return {
        "name": name,
        "cls": Command,
        "help": help,
        "epilog": example_lines(examples),
        "context_settings": {"help_option_names": ["-h", "--help"]},
    }


def example_lines(examples: Sequence[tuple[str, str]]) -> str:
    """The examples as the end of a help page shows them: the command, then behind it what it does."""
    widest = max(width_of(line) for line, _meaning in examples)
    return "\n".join(f"{padded(line, widest)}  {meaning}".rstrip() for line, meaning in examples)


def help_page(command: Any, ctx: Any, commands: Sequence[tuple[str, str]]) -> str:
    """Usage, description, arguments, options, commands and examples, wrapped to the terminal."""
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    parts = [command.get_usage(ctx)]
    parts.extend("\n".join(wrapped(text, width)) for text in (command.help or "").split("\n\n") if text)
    typers_own = {
        "help": _("显示本帮助"),
        "install_completion": _("为当前的 shell 安装命令补全"),
        "show_completion": _("显示命令补全的脚本"),
    }
    records: dict[str, list[tuple[str, str]]] = {"argument": [], "option": []}
    for param in command.get_params(ctx):
        record = param.get_help_record(ctx)
        if record is not None:
            records[param.param_type_name].append((record[0], typers_own.get(param.name) or param.help or ""))
    for title, rows in (
        (_("参数"), records["argument"]),
        (_("选项"), records["option"]),
        (_("命令"), list(commands)),
    ):
        if rows:
            parts.append("\n".join([f"{title}:", *_two_columns(rows, width)]))
    if command.epilog:
        parts.append("\n".join([f"{_('示例')}:", *(f"  {line}" for line in command.epilog.splitlines())]))
    return "\n\n".join(parts)


def _usage_of(argument: Any) -> str:
    name = argument.human_readable_name + ("…" if argument.nargs == -1 else "")
    return name if argument.required else f"[{name}]"


def _two_columns(rows: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    first = min(max(width_of(name) for name, _text in rows), _FIRST_COLUMN)
    indent = " " * (first + 4)
    for name, text in rows:
        lines = list(wrapped(text, width - first - 4)) or [""]
        if width_of(name) > first:
            yield f"  {name}"
        else:
            yield f"  {padded(name, first)}  {lines.pop(0)}".rstrip()
        yield from (indent + line for line in lines)
