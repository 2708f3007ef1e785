"""What is sent comes to the same picture in a terminal as what Textual wanted to show, with fewer bytes."""

import inspect

import pyte
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.geometry import Region
from textual.screen import Screen as TextualScreen
from textual.strip import Strip

from giktui.tui.terminal.output_diff import Piece, TerminalPicture, pieces_of

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


def sent(picture: TerminalPicture, pieces: list[Piece], room: int = 1 << 30, width: int = WIDTH) -> str:
    picture.draw(pieces, (width, HEIGHT), ColorSystem.STANDARD)
    return picture.send(room)


@settings(max_examples=60, deadline=None)
@given(frames)
def test_the_terminal_shows_the_last_frame_whatever_went_before(drawn: list[list[Strip]]) -> None:
    picture, thin, whole = TerminalPicture(), pyte.Screen(WIDTH, HEIGHT), pyte.Screen(WIDTH, HEIGHT)
    thin_stream, whole_stream = pyte.Stream(thin), pyte.Stream(whole)
    for frame in drawn:
        pieces = [(y, 0, strip) for y, strip in enumerate(frame)]
        thin_stream.feed(sent(picture, pieces))
        whole.reset()
        whole_stream.feed(sent(TerminalPicture(), pieces))
        assert look(thin) == look(whole)
        assert [row.rstrip() for row in thin.display] == [strip.text.rstrip() for strip in frame]


@settings(max_examples=60, deadline=None)
@given(frames, st.integers(1, 60))
def test_frames_the_line_has_not_taken_are_replaced_by_the_newest(drawn: list[list[Strip]], room: int) -> None:
    picture, screen = TerminalPicture(), pyte.Screen(WIDTH, HEIGHT)
    stream = pyte.Stream(screen)
    for frame in drawn:
        stream.feed(sent(picture, [(y, 0, strip) for y, strip in enumerate(frame)], room))
    for _row in range(HEIGHT):
        stream.feed(picture.send(room))
    assert picture.complete
    assert picture.send() == ""
    assert [row.rstrip() for row in screen.display] == [strip.text.rstrip() for strip in drawn[-1]]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(-3, 30), st.integers(-5, 40), strips, st.integers(1, 30)), max_size=8))
def test_a_piece_for_another_width_is_cut_off_and_halves_no_character(
    pieces: list[tuple[int, int, Strip, int]],
) -> None:
    """Resizing: an update made for the old width meets the new one."""
    picture, screen = TerminalPicture(), pyte.Screen(WIDTH, HEIGHT)
    stream = pyte.Stream(screen)
    for y, x, strip, width in pieces:
        sent(picture, [(y, x, strip)], width=width)
    blank = Strip([Segment(" " * WIDTH, STYLES[0])])
    stream.feed(sent(picture, [(y, 0, blank) for y in range(HEIGHT)]))
    for y, x, strip, _width in pieces:
        stream.feed(sent(picture, [(y, x, strip)]))
    assert all(len(row) == WIDTH for row in picture.shown)
    for row, shown in zip(picture.wanted, screen.display, strict=True):
        assert "".join(cell[0] for cell in row if cell is not None) == shown


def test_the_row_the_user_looks_at_goes_first() -> None:
    picture = TerminalPicture()
    rows = [(y, 0, Strip([Segment(f"{y}", STYLES[0])])) for y in range(HEIGHT)]
    picture.draw(rows, (WIDTH, HEIGHT), ColorSystem.STANDARD)
    assert picture.send(1, first=2) == "\x1b[3;1H\x1b[0;37;40m2\x1b[0m"


def test_nothing_changed_nothing_sent_until_it_forgets() -> None:
    picture, strip = TerminalPicture(), Strip([Segment("水务局 12", STYLES[0])])
    first = sent(picture, [(0, 0, strip)])
    assert "水务局" in first
    assert sent(picture, [(0, 0, strip)]) == ""
    picture.forget()
    assert sent(picture, [(0, 0, strip)]) == first


def test_only_the_difference_is_sent() -> None:
    picture = TerminalPicture()
    sent(picture, [(0, 0, Strip([Segment("水务局 12", STYLES[0])]))])
    assert sent(picture, [(0, 0, Strip([Segment("水务局 13", STYLES[0])]))]) == "\x1b[1;9H\x1b[0;37;40m3\x1b[0m"


def test_joined_signs_stay_together() -> None:
    picture, screen = TerminalPicture(), pyte.Screen(WIDTH, HEIGHT)
    strip = Strip([Segment("é👍🏽e", STYLES[0])])
    text = sent(picture, [(0, 0, strip)])
    pyte.Stream(screen).feed(text)
    assert "👍🏽" in text
    assert "é" in text


def test_textual_draws_as_it_is_known_here() -> None:
    """If this fails after an upgrade of Textual: the app draws all the same, but sends many more bytes."""
    assert list(inspect.signature(App._display).parameters) == ["self", "screen", "renderable"]
    assert "app._display(" in inspect.getsource(TextualScreen)
    strip = Strip([Segment("水务局 12", STYLES[0])])
    picture = TerminalPicture()
    assert "水务局" in sent(picture, list(pieces_of(LayoutUpdate([[strip]], Region(0, 0, 9, 1)))))
    assert sent(picture, list(pieces_of(ChopsUpdate([{0: strip}], [(0, 0, 9)], [[9]])))) == ""
