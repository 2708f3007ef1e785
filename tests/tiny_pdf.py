"""Writes small PDF files: lines of text and ruled tables at given places, by hand, for tests of the reader."""

from dataclasses import dataclass, field

HEIGHT = 842
WIDTH = 595


@dataclass
class Page:
    """One page's drawing orders. y counts down from the top of the page, in points."""

    orders: list[str] = field(default_factory=list)
    written: set[str] = field(default_factory=set)

    def text(self, x: float, y: float, text: str, size: float = 12, *, unseen: bool = False) -> "Page":
        """A line of text whose top is at y; every character is as wide as it is high. `unseen`: in no colour."""
        self.written.update(text)
        codes = "".join(f"{ord(character):04X}" for character in text)
        self.orders.append(f"BT /F1 {size} Tf {3 if unseen else 0} Tr {x} {HEIGHT - y - size} Td <{codes}> Tj ET")
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float) -> "Page":
        """A ruled line."""
        self.orders.append(f"{x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S")
        return self

    def picture(self, box: tuple[float, float, float, float], jpeg: bytes, width: int, height: int) -> "Page":
        """A picture of so many pixels in a box: left, top, right, bottom."""
        x0, y0, x1, y1 = box
        head = f"/W {width} /H {height} /CS /RGB /BPC 8 /F [/AHx /DCT]"
        self.orders.append(f"q {x1 - x0} 0 0 {y1 - y0} {x0} {HEIGHT - y1} cm BI {head} ID {jpeg.hex()}> EI Q")
        return self

    def table(self, xs: list[float], ys: list[float], rows: list[list[str]], size: float = 9) -> "Page":
        """A table ruled at every x and y; a field's lines are parted by newlines. Covered fields are not drawn apart:
        pass "<" for a field covered by the one left of it and "^" for one covered by the one above."""
        for column, x in enumerate(xs):
            for row in range(len(ys) - 1):
                inside = 0 < column < len(xs) - 1 and rows[row][column] == "<"
                if not inside:
                    self.line(x, ys[row], x, ys[row + 1])
        for row, y in enumerate(ys):
            for column in range(len(xs) - 1):
                inside = 0 < row < len(ys) - 1 and rows[row][column] == "^"
                if not inside:
                    self.line(xs[column], y, xs[column + 1], y)
        for row, fields in enumerate(rows):
            for column, text in enumerate(fields):
                for number, part in enumerate(text.split("\n") if text not in ("<", "^", "") else []):
                    self.text(xs[column] + 2, ys[row] + 2 + number * size * 1.2, part, size)
        return self


def pdf(*pages: Page) -> bytes:
    """The file. Its font maps each code to the same character, as a font with a ToUnicode table does."""
    used = sorted(set().union(*(page.written for page in pages)))
    codes = [f"<{ord(character):04X}> <{ord(character):04X}>\n" for character in used]
    parts = [codes[start : start + 100] for start in range(0, len(codes), 100)]
    cmap = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    cmap += "".join(f"{len(part)} beginbfchar\n{''.join(part)}endbfchar\n" for part in parts) + "endcmap end"
    first = 7
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        "<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 6 0 R>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/Song/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        "/Supplement 0>>/FontDescriptor 5 0 R/DW 1000>>",
        "<</Type/FontDescriptor/FontName/Song/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880"
        "/Descent -120/CapHeight 700/StemV 80>>",
        f"<</Length {len(cmap)}>>\nstream\n{cmap}\nendstream",
    ]
    for number, page in enumerate(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {first + 2 * number + 1} 0 R>>"
        )
        content = "\n".join(page.orders)
        objects.append(f"<</Length {len(content)}>>\nstream\n{content}\nendstream")
    return _file(objects)


def _file(objects: list[str]) -> bytes:
    written = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    start = len(written)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF"
    return written + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{end}".encode("latin-1")
