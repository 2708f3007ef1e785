"""The command line: one module a command, each parsing options, calling the libraries and printing."""

import sys
import traceback

from giktui.cli.app.application import TROUBLE, application
from giktui.cli.app.full_screen import ListKeys, OpenApp
from giktui.cli.app.output import message, prepare_streams
from giktui.i18n import _


def run(open_app: OpenApp, list_keys: ListKeys) -> None:
    """Run the command of `sys.argv` and leave the process with its exit code; `open_app` opens the full-screen app."""
    prepare_streams()
    try:
        application(open_app, list_keys)()
    except Exception:
        traceback.print_exc()
        message(_("giktui: 以上是程序自身的错误；请把这些文字报告给维护者"))
        sys.exit(TROUBLE)
