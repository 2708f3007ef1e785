"""A text in the user's own editor: the app steps aside until it is closed."""

import shlex
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.tui.kept_words import keep
from giktui.tui.safe_text import plain


def edited_outside(app: App[Any], text: str, command: str, name: str) -> str:
    """The text as the editor `command` leaves it, in a file called by `name`.

    Raises GiktuiError where the editor was not found, failed, or left what is no text.
    """
    with tempfile.TemporaryDirectory(prefix="giktui-") as folder:
        file = Path(folder) / f"{name}.txt"
        file.write_text(text, "utf-8")
        try:
            _suspended(app, lambda: subprocess.run([*shlex.split(command), str(file)], check=True))
            edited = file.read_text("utf-8")
        except (OSError, subprocess.CalledProcessError, UnicodeDecodeError, ValueError) as error:
            said = _("请检查 VISUAL 或 EDITOR：编辑器 {command} 没有成功（{error}）").format(
                command=command, error=error
            )
            raise GiktuiError(said + _kept(file, text)) from error
    return plain(edited).rstrip("\n")


def _kept(file: Path, before: str) -> str:
    """Where what was written is kept, though the editor failed (or was cut off with the line); empty if nothing was."""
    with suppress(OSError):
        written = file.read_bytes()
        if written != before.encode() and (path := keep([written.decode("utf-8", "backslashreplace")])):
            return _("。写下的文字在 {path}").format(path=path)
    return ""


def _suspended(app: App[Any], run: Callable[[], object]) -> None:
    try:
        with app.suspend():
            run()
    except SuspendNotSupported:  # a terminal that cannot be handed over, as in tests
        run()
