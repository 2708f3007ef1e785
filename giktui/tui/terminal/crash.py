"""What is left of an app that ends before its user wanted it to: every word typed, and why it ended.

Textual 8.2.8 prints a traceback of a hundred lines with local variables, in English, and `App.run` returns as if
nothing had happened. Here what was being typed is saved, or else written to a file that is named; the traceback goes to
that file, too, and the user reads in their own language what has happened and what to do.
"""

import traceback
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from rich.text import Text
from textual.app import App
from textual.command import CommandPalette
from textual.screen import Screen
from textual.widgets import Input
from textual.worker import WorkerFailed

from giktui.i18n import _
from giktui.tui.kept_words import keep
from giktui.tui.safe_text import plain

_LEADING = ("filter", "path")
"""Lines that lead to something and say nothing: a filter, a folder to go to."""


@runtime_checkable
class InHand(Protocol):
    """A screen with something on it that is being typed."""

    def save_in_hand(self) -> list[str]:
        """Save it now, without drawing anything; what cannot be saved, in words and with its wording."""


@runtime_checkable
class Proposes(Protocol):
    """A screen with lines to type into that it fills in itself."""

    def proposed(self) -> Collection[str]:
        """What it puts there: nobody's words."""


@runtime_checkable
class TypedAhead(Protocol):
    """An app that keys wait for."""

    def typed_ahead(self) -> str:
        """The characters that nothing has taken yet."""


def save_in_hand(app: App[Any]) -> list[str]:
    """Save what is being typed on every screen; what could not be saved, in words and with its wording."""
    left: list[str] = []
    for screen in _screens(app):
        try:
            if isinstance(screen, InHand):
                left += screen.save_in_hand()
            left += [_("输入框里的字：{text}").format(text=text) for text in _typed(screen)]
        except Exception as error:  # the app is ending already; the other screens are to be saved
            left.append(_("没有存下：{error}").format(error=error))
    if isinstance(app, TypedAhead) and (text := app.typed_ahead()):
        left.append(_("按了键、还没有轮到的字：{text}").format(text=text))
    return left


def kept_in_hand(app: App[Any], *, told: bool = False) -> Path | None:
    """Save what is being typed; the file that has what could not be saved, None where all was (or nothing could be).

    `told` says that the user reads of it at once; else the next start tells.
    """
    left = save_in_hand(app)
    return keep(left, told=told) if left else None


def _typed(screen: Screen[Any]) -> Iterator[str]:
    """What stands in the lines of a screen: not what it put there itself, nor what something is looked for by."""
    proposed = screen.proposed() if isinstance(screen, Proposes) else ()
    for field in () if isinstance(screen, CommandPalette) else screen.query(Input):
        if field.id not in _LEADING and field.value and field.value not in proposed:
            yield field.value


def _screens(app: App[Any]) -> Iterator[Screen[Any]]:
    for stack in app._screen_stacks.values():
        yield from stack


def farewell(app: App[Any], error: BaseException | None) -> Text:
    """Save what is being typed, and say what has happened, what of it was not saved, and where to read more."""
    if isinstance(error, WorkerFailed):
        error = error.error  # what it failed of
    left = save_in_hand(app)
    path = keep(left, "".join(traceback.format_exception(error)) if error is not None else "")
    lines = [_("giktui 出错退出了：{error}").format(error=plain(_short(error)))]
    lines += [_("正在录入的内容已经保存。")] if not left else [_("没有存下的内容："), *(plain(words) for words in left)]
    if path is not None:
        lines.append(_("详情在 {path}；请把它报告给维护者。再次运行 giktui 可以继续。").format(path=path))
    return Text("\n".join(lines))


def _short(error: BaseException | None) -> str:
    return "".join(traceback.format_exception_only(error)).strip() if error is not None else _("读键盘的部分停了")
