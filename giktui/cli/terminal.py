"""What the terminal and the locale can do, for `giktui doctor`."""

import os
import sys
from collections.abc import Iterator

from giktui.i18n import _, language
from giktui.store import Check


def terminal_checks() -> Iterator[Check]:
    """Locale, encoding, kind and size of the terminal; the last two only where there is one."""
    named = os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE") or os.environ.get("LANG") or ""
    utf8 = "UTF-8" in named.upper().replace("UTF8", "UTF-8")
    yield Check(
        _("语言环境"),
        utf8,
        named or _("没有设置"),
        _("全屏界面需要 UTF-8：export LANG=C.UTF-8，或 zh_CN.UTF-8"),
    )
    yield Check(_("界面语言"), True, {"zh": "中文", "en": "English"}[language()])
    if not sys.stdout.isatty():
        return
    kind = os.environ.get("TERM", "")
    yield Check(_("终端"), kind not in ("", "dumb"), kind or _("没有设置 TERM"), _("export TERM=xterm-256color"))
    size = os.get_terminal_size()
    yield Check(
        _("终端大小"),
        size.columns >= 80 and size.lines >= 24,
        f"{size.columns}×{size.lines}",
        _("全屏界面至少要 80×24；请放大窗口或缩小字号"),
    )
