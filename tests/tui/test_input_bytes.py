"""Whatever bytes come, the app goes on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual._xterm_parser import XTermParser

from giktui.tui.terminal.input_bytes import InputBytes


@given(st.lists(st.binary(max_size=20), max_size=5))
def test_any_bytes_are_text_for_the_parser(pieces: list[bytes]) -> None:
    decoder, parser = InputBytes(), XTermParser()
    for piece in pieces:
        if text := decoder.decode(piece):  # without any, a parser of textual's takes it for the end
            list(parser.feed(text))


@given(st.text(st.characters(exclude_characters="\x1b\ufffd", exclude_categories=["Cs"])), st.integers(1, 4))
def test_utf8_is_itself_however_it_is_cut(text: str, size: int) -> None:
    decoder, data = InputBytes(), text.encode()
    assert "".join(decoder.decode(data[n : n + size]) for n in range(0, len(data), size)) == text
    assert not decoder.strange


@pytest.mark.parametrize("data", ["水务局".encode("gb18030"), b"\xb3", b"a\xff", "“".encode("gbk")])
def test_what_is_not_utf8_is_noticed(data: bytes) -> None:
    decoder = InputBytes()
    assert "\ufffd" in decoder.decode(data + b"12")
    assert decoder.strange


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\x1b[M !!", "\x1b[<0;1;1M"), (b"\x1b[M#\xff\x80", "\x1b[<0;223;96m"),
        (b"\x1b[M`\xc3\xa0", "\x1b[<64;163;128M"),
        (b"\x1b[MC!!", "\x1b[<35;1;1M"), (b"\x1b[M\"!!7", "\x1b[<2;1;1M7"),
    ],
)  # fmt: skip
def test_mouse_reports_in_the_old_coding(data: bytes, text: str) -> None:
    assert InputBytes().decode(data) == text
    decoder = InputBytes()
    assert "".join(decoder.decode(data[n : n + 1]) for n in range(len(data))) == text


def test_an_escape_alone_does_not_wait_and_alt_bracket_comes_with_the_next_pause() -> None:
    decoder = InputBytes()
    assert decoder.decode(b"\x1b") == "\x1b"
    assert decoder.decode(b"\x1b[") == ""
    assert decoder.pause() == "\x1b["
