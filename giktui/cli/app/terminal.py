"""What the terminal and the locale can do, for `giktui doctor`."""

import os
import sys
from collections.abc import Iterator

from giktui.i18n import _, language
from giktui.store import Check

_PROBE = "政府信息公开"  # not translated: it is looked at, not read


def locale_name() -> str:
    """The locale the user has set for characters; empty if none.

    Where that is C, Python takes UTF-8 in its place and sets LC_CTYPE itself: then LC_CTYPE says nothing of the user.
    """
    own = ("LC_ALL", "LANG") if sys.flags.utf8_mode else ("LC_ALL", "LC_CTYPE", "LANG")
    return next((value for name in own if (value := os.environ.get(name))), "")


def is_utf8(name: str) -> bool:
    """Whether a locale of that name has UTF-8."""
    return name.upper().replace("-", "").endswith(("UTF8", "UTF8@EURO"))


def ask_whether_chinese_is_read() -> None:
    """Without UTF-8 in the locale the screen may be garbage, or be fine: ask, in letters that every terminal has."""
    name = locale_name()
    if is_utf8(name):
        return
    import typer

    question = (
        f"giktui: the locale is not UTF-8 (LANG: {name or 'not set'}); the screen needs UTF-8.\n"
        "If this reads as Chinese:  " + _PROBE + "  press Enter to go on.\n"
        "If not, press Ctrl+C, set the terminal to UTF-8, and before the next start: export LANG=C.UTF-8\n"
    )
    sys.stderr.flush()  # in UTF-8, as the screen will be: in the locale's own encoding the words would read well
    sys.stderr.buffer.write(question.encode())
    sys.stderr.buffer.flush()
    typer.prompt("", default="", show_default=False, prompt_suffix="", err=True)


def terminal_checks() -> Iterator[Check]:
    """Locale, encoding, kind and size of the terminal; the last two only where there is one."""
    named = locale_name()
    yield Check(
        _("语言环境"),
        is_utf8(named),
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
