"""What comes from the terminal, made fit for Textual's parser, which ends the app at any byte that is not UTF-8.

Textual 8.2.8 decodes strictly (`LinuxDriver.run_input_thread`): a client set to GBK, Meta sent as the eighth bit, or a
mouse report in the old coding (X10: three bytes, which past column 95 are no ASCII) raised UnicodeDecodeError there.
"""

import codecs
import re

from giktui.text.patterns import compiled_late

_X10 = compiled_late(rb"\x1b\[M(...)", re.DOTALL)
_BEGUN = compiled_late(rb"\x1b(\[(M.{0,2})?)?\Z", re.DOTALL)
_ESC = b"\x1b"
_RELEASED = 3


class InputBytes:
    """An incremental decoder. `strange` says whether something has come that is not UTF-8."""

    def __init__(self) -> None:
        self.strange = False
        self._begun = b""
        self._escaped = self._handed_on = False
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def decode(self, data: bytes) -> str:
        """The text of some more bytes: U+FFFD for each that is not UTF-8, mouse reports in the newer coding (SGR)."""
        if not self._begun and self._escaped and not data.startswith(_ESC):
            self._begun, self._handed_on = _ESC, True
        data, self._begun = self._begun + data, b""
        if (rest := _BEGUN.search(data)) and len(rest[0]) > 1:
            data, self._begun = data[: rest.start()], rest[0]
        text = self._decoder.decode(_X10.sub(_newer, data))
        if "\ufffd" in text and text.count("\ufffd") > data.count("\ufffd".encode()):
            self.strange = True
        return self._given(text, data)

    def pause(self) -> str:
        """What was held back, as nothing more comes of it."""
        data, self._begun = self._begun, b""
        return self._given(data.decode("ascii", "replace"), data)

    def _given(self, text: str, data: bytes) -> str:
        """The text, without an Esc that was handed on before: alone it is a key, and does not wait."""
        if data:
            text, self._handed_on = text[1:] if self._handed_on else text, False
            self._escaped = data.endswith(_ESC)
        return text


def _newer(report: re.Match[bytes]) -> bytes:
    button, x, y = (max(0, byte - 32) for byte in report[1])
    released = button & 3 == _RELEASED and not button & 0b1110_0000
    return b"\x1b[<%d;%d;%d%s" % (button - _RELEASED if released else button, x, y, b"m" if released else b"M")
