"""`giktui` itself: finds the command, and turns what goes wrong in it into a message and an exit code."""

import errno
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from importlib import import_module
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from giktui.cli.app import catalogue, output, usage
from giktui.cli.app.full_screen import LIST_KEYS, ListKeys, OpenApp
from giktui.cli.app.help import Helped, example_lines
from giktui.cli.app.options import Agency, Database
from giktui.errors import GiktuiError
from giktui.i18n import _

TROUBLE = 2
INTERRUPTED = 130
PIPE_CLOSED = 141


class Giktui(Helped, TyperGroup):
    """The group of all commands. A command's module is imported when the command is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - typer's signature
        """The names of the commands, in the catalogue's order."""
        return list(catalogue.commands())

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """The command of that name, or None."""
        entry = catalogue.commands().get(cmd_name)
        if entry is None:
            return None
        command = typer.main.get_command(import_module(f"giktui.cli.commands.{entry.module}").app)
        command.name = cmd_name
        return command

    def command_rows(self, ctx: Any) -> list[tuple[str, str]]:  # noqa: ARG002
        """Names and summaries for the help, without importing a command."""
        return [(name, entry.summary) for name, entry in catalogue.commands().items()]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is asked for; the nearest names in the message if there is none."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            near = get_close_matches(args[0], self.list_commands(ctx))
            hint = _("，是否指 {names}").format(names=_("、").join(near)) if near else ""
            raise GiktuiError(_("没有命令 {name}{hint}；giktui --help 列出全部命令").format(name=args[0], hint=hint))
        return super().resolve_command(ctx, args)

    def make_context(self, *args: Any, **extra: Any) -> Any:
        """As typer's; `--help` and `--version` print and end in here."""
        with _quiet_without_a_reader():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        with _quiet_without_a_reader():
            code = super().invoke(ctx)
            sys.stdout.flush()
            return code

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Run, and leave with the exit code; every expected trouble ends here, in one message on stderr."""
        try:
            code = super().main(*args, **{**extra, "prog_name": "giktui", "standalone_mode": False})
        except typer.Abort:
            code = INTERRUPTED
        except UnicodeEncodeError as error:
            output.message(f"giktui: {_not_utf_8(error)}")
            code = TROUBLE
        except (GiktuiError, typer.TyperException, OSError) as error:
            first, *more = _what(error)
            output.message(f"giktui: {first}", *more)
            code = TROUBLE
        except Exception as error:
            if os.environ.get("GIKTUI_TRACEBACK"):
                raise
            output.message(f"giktui: {_of_the_database(error) or _unforeseen(error)}")
            code = TROUBLE
        sys.exit(code if isinstance(code, int) else 0)


@contextmanager
def _quiet_without_a_reader() -> Iterator[None]:
    """A reader that went away (`| head`) ends the command quietly."""
    try:
        yield
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(PIPE_CLOSED)


def _of_the_database(error: Exception) -> str | None:
    """What to say of a database that is not as giktui leaves it, met while it is read; None for any other slip."""
    explained = sys.modules.get("giktui.store.connection.explained")
    return None if explained is None else explained.trouble(error)


def _unforeseen(error: Exception) -> str:
    """A slip of the program, or a database with what no giktui wrote: where it happened, and what to do."""
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    where = f"{os.path.basename(last.tb_frame.f_code.co_filename)}:{last.tb_lineno}" if last is not None else ""  # noqa: PTH119
    said = _(
        "程序出错（{error}，{where}）。请运行 giktui doctor 看数据库是否完好；设 GIKTUI_TRACEBACK=1 可看到全部过程。"
    )
    return said.format(error=type(error).__name__, where=where)


def _not_utf_8(error: UnicodeEncodeError) -> str:
    """What to do about an argument whose bytes are not UTF-8. Raises `error` again where it was no argument's."""
    if not any(error.object in given for given in (*sys.argv, os.environ.get("GIKTUI_AGENCY", ""))):
        raise error
    text = _("“{argument}”不是 UTF-8 编码；请把终端和语言环境设为 UTF-8，如 export LANG=C.UTF-8")
    return text.format(argument=error.object.encode("utf-8", "backslashreplace").decode("utf-8"))


def _what(error: GiktuiError | typer.TyperException | OSError) -> Sequence[str]:
    if isinstance(error, typer.TyperException):
        return usage.explain(error)
    if isinstance(error, OSError):
        return [system_error(error)]
    return [str(said) for said in error.args]


def system_error(error: OSError) -> str:
    """What the system refused, in words of the user, with the file it was about."""
    words = {
        errno.EACCES: _("没有权限；请检查权限，或换一个位置"),
        errno.EPERM: _("没有权限；请检查权限，或换一个位置"),
        errno.ENOENT: _("没有这个文件或文件夹；请检查路径"),
        errno.EEXIST: _("已经存在；请换一个名称"),
        errno.EISDIR: _("是文件夹，不是文件；请写明文件名"),
        errno.ENOTDIR: _("路径中有一部分不是文件夹；请检查路径"),
        errno.ENAMETOOLONG: _("名称太长；请换一个短些的"),
        errno.ELOOP: _("链接绕成了一圈；请检查路径"),
        errno.ENOSPC: _("磁盘已满；腾出空间后再试"),
        errno.EDQUOT: _("超出了磁盘配额；腾出空间后再试"),
        errno.EIO: _("读写磁盘出错；请检查磁盘"),
        errno.EROFS: _("只读的文件系统；请换一个位置"),
    }
    reason = words.get(error.errno or 0, error.strerror or str(error))
    return f"{error.filename}: {reason}" if error.filename else reason


def application(open_app: OpenApp, list_keys: ListKeys | None = None) -> typer.Typer:
    """The command line, with what it needs of the full-screen app handed in."""
    app = typer.Typer(
        cls=Giktui,
        add_completion=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback(
        help=_("填报、检查、比较、汇总政府信息公开工作年度报告。不带命令时打开全屏界面。"),
        epilog=example_lines(_examples()),
    )
    def giktui(
        ctx: typer.Context,
        db: Database = None,
        agency: Agency = None,
        version: Annotated[bool, typer.Option("--version", help=_("显示版本"), is_eager=True)] = False,
    ) -> None:
        ctx.obj = open_app
        ctx.meta[LIST_KEYS] = list_keys or (lambda: ([], []))
        if version:
            import giktui as package

            typer.echo(f"giktui {package.__version__}")
            raise typer.Exit
        if ctx.invoked_subcommand is None:
            from giktui.cli.app.full_screen import open_full_screen

            open_full_screen(open_app, db, agency, None)
        else:
            ctx.default_map = {ctx.invoked_subcommand: {"db": db, "agency": agency}}

    return app


def _examples() -> list[tuple[str, str]]:
    return [
        ("giktui demo", _("看一个例子")),
        ("giktui", _("打开全屏界面")),
        ("giktui import 2024.docx", _("导入一份已公布的报告")),
        ("giktui check 2024", _("检查")),
    ]
