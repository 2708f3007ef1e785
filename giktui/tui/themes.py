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
    primary="#6cb6ff",
    secondary="#949dab",
    accent="#ffd866",
    warning="#ffb454",
    error="#ff8585",
    success="#8bd49c",
    foreground="#d7dae0",
    background="#14161b",
    surface="#1c1f26",
    panel="#292e38",
    dark=True,
    variables={"text-muted": "#949dab", "block-cursor-foreground": "#14161b", "block-cursor-background": "#6cb6ff"},
)
LIGHT = Theme(
    name="giktui-light",
    primary="#0a58a6",
    secondary="#5a6270",
    accent="#7a5200",
    warning="#8a4b00",
    error="#b00020",
    success="#1a652a",
    foreground="#1c1f24",
    background="#ffffff",
    surface="#f1f3f7",
    panel="#e1e5ec",
    dark=False,
    variables={"text-muted": "#5a6270", "block-cursor-foreground": "#ffffff", "block-cursor-background": "#0a58a6"},
)
SIXTEEN = Theme(
    name="giktui-16",
    primary="ansi_bright_cyan",
    secondary="ansi_bright_black",
    accent="ansi_bright_yellow",
    warning="ansi_bright_yellow",
    error="ansi_bright_red",
    success="ansi_bright_green",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    dark=True,
    ansi=True,
    variables={
        "text-muted": "ansi_bright_black",
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "border-blurred": "ansi_default",
        "block-cursor-foreground": "ansi_black",
        "block-cursor-background": "ansi_bright_cyan",
        "input-cursor-foreground": "ansi_black",
        "input-cursor-background": "ansi_bright_cyan",
        "input-cursor-text-style": "none",
        "input-selection-foreground": "ansi_black",
        "input-selection-background": "ansi_bright_cyan",
        "screen-selection-foreground": "ansi_black",
        "screen-selection-background": "ansi_bright_cyan",
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
    """How texts look that a widget paints itself, on the "background", "surface" or "panel" of the theme of that name.

    They are made here and not by a stylesheet: component classes would cost a tenth of the time to the first frame.
    """
    theme = next((theme for theme in THEMES if theme.name == name), DARK)
    on = _color(theme, ground)

    def ink(name: str) -> Style:
        return Style(color=_color(theme, name), bgcolor=on)

    bold, underline = Style(bold=True), Style(underline=True)
    focus = (
        Style(reverse=True) if theme.ansi else Style(color=_color(theme, "background"), bgcolor=ink("primary").color)
    )
    chosen = Style(bold=True, bgcolor=_color(theme, "panel"), reverse=theme.ansi)
    return {
        "plain": ink("foreground"),
        "strong": ink("foreground") + bold,
        "head": ink("primary"),
        "group": ink("primary") + Style(bgcolor=_color(theme, "panel"), underline=theme.ansi),
        "dim": ink("secondary"),
        "good": ink("success"),
        "warning": ink("warning"),
        "alert": ink("warning") + bold,
        "error": ink("error") + bold,
        "here": ink("foreground") + focus + bold,
        "chosen": ink("foreground") + chosen,
        "chosen-alert": ink("warning") + chosen,
        "resting": ink("foreground") + underline,
        "typing": ink("foreground") + bold + underline,
    }


def _color(theme: Theme, name: str) -> RichColor:
    return Color.parse(getattr(theme, name)).rich_color
