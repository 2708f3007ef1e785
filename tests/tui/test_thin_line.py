"""What is sent comes to the same picture in a terminal as what Textual wanted to show, with fewer bytes."""

import inspect

import pyte
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.geometry import Region
from textual.screen import Screen as TextualScreen
from textual.strip import Strip

from giktui.tui.terminal.output_diff import OutputDiff

WIDTH, HEIGHT = 24, 4
STYLES = [
    Style.parse(words)
    for words in ("white on black", "red on black", "reverse", "underline red on black", "white on blue", "bold")
]
texts = st.text(st.sampled_from("ab 12 水务局（） ."), min_size=0, max_size=10)
strips = st.lists(st.tuples(texts, st.sampled_from(STYLES)), max_size=5).map(
    lambda pieces: Strip([Segment(text, style) for text, style in pieces]).adjust_cell_length(WIDTH, STYLES[0])
)
frames = st.lists(st.lists(strips, min_size=HEIGHT, max_size=HEIGHT), min_size=1, max_size=4)


def look(screen: pyte.Screen) -> list[list[tuple[object, ...]]]:
    """What a person sees: of a blank, its ground only."""

    def cell(char: pyte.screens.Char) -> tuple[object, ...]:
        if char.data == " " and not char.reverse and not char.underscore:
            return (" ", char.bg)
        return (char.data, char.fg, char.bg, char.bold, char.underscore, char.reverse)

    return [[cell(screen.buffer[y][x]) for x in range(WIDTH)] for y in range(HEIGHT)]


@settings(max_examples=60, deadline=None)
@given(frames)
def test_the_terminal_shows_the_last_frame_whatever_went_before(drawn: list[list[Strip]]) -> None:
    line, thin, whole = OutputDiff(), pyte.Screen(WIDTH, HEIGHT), pyte.Screen(WIDTH, HEIGHT)
    thin_stream, whole_stream = pyte.Stream(thin), pyte.Stream(whole)
    for frame in drawn:
        pieces = [(y, 0, strip) for y, strip in enumerate(frame)]
        thin_stream.feed(line.sent(pieces, (WIDTH, HEIGHT), ColorSystem.STANDARD))
        whole.reset()
        fresh = OutputDiff()
        whole_stream.feed(fresh.sent(pieces, (WIDTH, HEIGHT), ColorSystem.STANDARD))
        assert look(thin) == look(whole)
        assert [row.rstrip() for row in thin.display] == [strip.text.rstrip() for strip in frame]


def test_nothing_changed_nothing_sent_until_it_forgets() -> None:
    line, strip = OutputDiff(), Strip([Segment("水务局 12", STYLES[0])])
    first = line.sent([(0, 0, strip)], (WIDTH, HEIGHT), ColorSystem.STANDARD)
    assert "水务局" in first
    assert line.sent([(0, 0, strip)], (WIDTH, HEIGHT), ColorSystem.STANDARD) == ""
    line.forget()
    assert line.sent([(0, 0, strip)], (WIDTH, HEIGHT), ColorSystem.STANDARD) == first


def test_only_the_difference_is_sent() -> None:
    line = OutputDiff()
    line.sent([(0, 0, Strip([Segment("水务局 12", STYLES[0])]))], (WIDTH, HEIGHT), ColorSystem.STANDARD)
    sent = line.sent([(0, 0, Strip([Segment("水务局 13", STYLES[0])]))], (WIDTH, HEIGHT), ColorSystem.STANDARD)
    assert sent == "\x1b[1;9H\x1b[0;37;40m3\x1b[0m"


def test_joined_signs_stay_together() -> None:
    line, screen = OutputDiff(), pyte.Screen(WIDTH, HEIGHT)
    strip = Strip([Segment("é👍🏽e", STYLES[0])])
    sent = line.sent([(0, 0, strip)], (WIDTH, HEIGHT), ColorSystem.STANDARD)
    pyte.Stream(screen).feed(sent)
    assert "👍🏽" in sent
    assert "é" in sent


def test_textual_draws_as_it_is_known_here() -> None:
    """If this fails after an upgrade of Textual: the app draws all the same, but sends many more bytes."""
    assert list(inspect.signature(App._display).parameters) == ["self", "screen", "renderable"]
    assert "app._display(" in inspect.getsource(TextualScreen)
    strip = Strip([Segment("水务局 12", STYLES[0])])
    line, console = OutputDiff(), Console(color_system="standard")
    whole = line.thin(LayoutUpdate([[strip]], Region(0, 0, 9, 1)), (WIDTH, HEIGHT))
    assert "水务局" in whole.render_segments(console)
    part = line.thin(ChopsUpdate([{0: strip}], [(0, 0, 9)], [[9]]), (WIDTH, HEIGHT))
    assert part.render_segments(console) == ""
