"""Three themes: dark, light, and one that keeps to the terminal's own 16 colours.

Colour never says anything alone: each state also has a character (see `giktui.tui.widgets.entry_grid.marks`).
"""

import os
from collections.abc import Mapping
from functools import cache

from rich.color import Color as RichColor
from rich.style import Style
from textual.color import Color
from textual.theme import Theme

from giktui.i18n import _
from giktui.tui.ui_state import recall_theme

DARK = Theme(
    name="giktui-dark",
    primary="#5fafff",
    secondary="#87afd7",
    accent="#ffd75f",
    warning="#ffaf5f",
    error="#ff8787",
    success="#87d787",
    foreground="#dadada",
    background="#121212",
    surface="#1c1c1c",
    panel="#262626",
    dark=True,
)
LIGHT = Theme(
    name="giktui-light",
    primary="#005faf",
    secondary="#005f87",
    accent="#875f00",
    warning="#af5f00",
    error="#af0000",
    success="#005f00",
    foreground="#1c1c1c",
    background="#ffffff",
    surface="#f4f4f4",
    panel="#e4e4e4",
    dark=False,
)
SIXTEEN = Theme(
    name="giktui-16",
    primary="ansi_cyan",
    secondary="ansi_cyan",
    accent="ansi_yellow",
    warning="ansi_yellow",
    error="ansi_red",
    success="ansi_green",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    dark=True,
    ansi=True,
    variables={
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "border-blurred": "ansi_default",
        "block-cursor-foreground": "ansi_black",
        "block-cursor-background": "ansi_cyan",
        "input-cursor-foreground": "ansi_black",
        "input-cursor-background": "ansi_cyan",
        "input-cursor-text-style": "none",
        "input-selection-foreground": "ansi_black",
        "input-selection-background": "ansi_cyan",
        "screen-selection-foreground": "ansi_black",
        "screen-selection-background": "ansi_cyan",
    },
)
THEMES = (DARK, LIGHT, SIXTEEN)


def default_theme() -> str:
    """The theme to start with: 16 colours where the terminal announces no more, else the one last chosen, else dark."""
    many = "256color" in os.environ.get("TERM", "") or os.environ.get("COLORTERM", "") in ("truecolor", "24bit")
    chosen = recall_theme()
    return SIXTEEN.name if not many else chosen if chosen in [theme.name for theme in THEMES] else DARK.name


def theme_name(name: str) -> str:
    """What a theme is called."""
    return {DARK.name: _("深色"), LIGHT.name: _("浅色"), SIXTEEN.name: _("16 色")}[name]


@cache
def looks(name: str, ground: str) -> Mapping[str, Style]:
    """How texts look that a widget paints itself, on the "background" or "panel" of the theme of that name.

    They are made here and not by a stylesheet: component classes would cost a tenth of the time to the first frame.
    """
    theme = next((theme for theme in THEMES if theme.name == name), DARK)
    on = _color(theme, ground)

    def ink(name: str) -> Style:
        return Style(color=_color(theme, name), bgcolor=on)

    bold, underline, reverse = Style(bold=True), Style(underline=True), Style(reverse=True)
    return {
        "plain": ink("foreground"),
        "strong": ink("foreground") + bold,
        "frame": ink("primary"),
        "dim": ink("secondary"),
        "good": ink("success"),
        "warning": ink("warning"),
        "alert": ink("warning") + bold,
        "error": ink("error") + bold,
        "here": ink("foreground") + reverse,
        "resting": ink("foreground") + underline,
        "typing": ink("foreground") + bold + underline,
    }


def _color(theme: Theme, name: str) -> RichColor:
    return Color.parse(getattr(theme, name)).rich_color
