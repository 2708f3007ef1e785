"""Contrast of every text on every ground in every theme, as WCAG 2 computes it."""

import re

import pytest
from rich.color_triplet import ColorTriplet
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from textual.color import Color

from giktui.tui.themes import THEMES, looks

XTERM = TerminalTheme(
    (0, 0, 0),
    (229, 229, 229),
    [(0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229)],
    [(127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255),
     (255, 255, 255)],
)  # fmt: skip
"""What the sixteen colours are where nobody has chosen others, on a dark terminal."""


def luminance(color: ColorTriplet) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [part / 255 for part in color]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: ColorTriplet, other: ColorTriplet) -> float:
    """From 1 (the same) to 21 (black on white)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def colours(style: Style) -> tuple[ColorTriplet, ColorTriplet]:
    """The colours of text and ground, as they are seen."""
    assert style.color is not None
    assert style.bgcolor is not None
    text = style.color.get_truecolor(XTERM, foreground=True)
    ground = style.bgcolor.get_truecolor(XTERM, foreground=False)
    return (ground, text) if style.reverse else (text, ground)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("ground", ["background", "surface", "panel"])
def test_texts_that_widgets_paint_can_be_read(theme, ground: str) -> None:  # type: ignore[no-untyped-def]
    for name, style in looks(theme.name, ground).items():
        least = 3.0 if name == "dim" else 4.5
        assert contrast(*colours(style)) >= least, (name, contrast(*colours(style)))


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_texts_that_stylesheets_paint_can_be_read(theme) -> None:  # type: ignore[no-untyped-def]
    """The colours that style sheets name: foreground, the accents, and text-muted."""
    for ground in ("background", "surface", "panel"):
        on = Color.parse(getattr(theme, ground)).rich_color.get_truecolor(XTERM, foreground=False)
        for name in ("foreground", "primary", "secondary", "accent", "warning", "error", "success"):
            text = Color.parse(getattr(theme, name)).rich_color.get_truecolor(XTERM, foreground=True)
            least = 3.0 if name == "secondary" else 4.5
            assert contrast(text, on) >= least, (name, ground, contrast(text, on))


def test_grounds_are_told_apart_without_lines() -> None:
    """Three shades; where a terminal has sixteen colours, blank columns and bold heads have to do."""
    for theme in THEMES:
        grounds = {theme.background, theme.surface, theme.panel}
        assert len(grounds) == (1 if theme.ansi else 3)


def test_no_style_sheet_draws_a_frame() -> None:
    from pathlib import Path

    import giktui.tui

    for path in Path(giktui.tui.__file__).parent.rglob("*"):
        if path.suffix in (".py", ".tcss"):
            assert not re.search(r"border[a-z-]*:\s*(?!none)\w", path.read_text("utf-8")), path
