"""The way from the command line into the full-screen app."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from giktui.errors import GiktuiError
from giktui.i18n import _

OpenApp = Callable[[Path, str | None, int | None], None]
"""Opens the full-screen app on a database, at an agency and a year if they are given."""


ListKeys = Callable[[], tuple[list[tuple[str, str, str]], list[str]]]
"""Lists the app's actions (id, keys, name), and what is wrong in the user's keymap file."""

LIST_KEYS = "giktui.list_keys"
"""Where a command finds that in its context's `meta`."""


def open_full_screen(open_app: OpenApp, db: Path | None, agency: str | None, year: int | None) -> None:
    """Open the app on the database. GiktuiError if there is no terminal to open it on."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise GiktuiError(_("全屏界面需要终端；脚本中请用命令，见 giktui --help"))
    from giktui.cli.app.terminal import ask_whether_chinese_is_read
    from giktui.store import default_path

    ask_whether_chinese_is_read()
    open_app(db or default_path(), agency or os.environ.get("GIKTUI_AGENCY"), year)
