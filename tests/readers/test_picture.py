"""Pictures and scans of reports, read with the extra `ocr`."""

import base64
import io
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

import pytest
from published.drawing import Sheet, drawn
from published.figures import Figure, balanced
from tiny_pdf import Page, pdf

from giktui.errors import GiktuiError
from giktui.readers import Recognition, read_bytes, reports_in
from giktui.readers.formats.picture import engine
from giktui.readers.registry import kind_of

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01"


def test_without_the_extra_the_message_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "is_here", lambda: False)
    for opening in (PNG, b"\xff\xd8\xff\xe0\0\x10JFIF", b"II*\0abc", b"RIFF\0\0\0\0WEBPVP8 "):
        assert kind_of(opening, "a").name == "picture"
        with pytest.raises(GiktuiError, match=r"a\.jpg 是图片.*pip install 'giktui\[ocr\]'"):
            read_bytes(opening, "a.jpg")


def test_text_is_read_without_loading_a_model() -> None:
    code = (
        "import sys\nfrom giktui.readers import read_bytes\n"
        f"read_bytes({pdf(Page().text(70, 100, '正文'))!r}, 'a.pdf')\n"
        "from giktui.readers.isolated import process\n"
        "maps = open(f'/proc/{process._running.pid}/maps').read()\n"
        "assert 'onnxruntime' not in maps and 'cv2' not in maps"
    )
    pytest.importorskip("pdfplumber")
    if sys.platform == "linux":
        subprocess.run([sys.executable, "-c", code], check=True)


pictures = pytest.importorskip("published.pictures")


@pytest.fixture(scope="module")
def drawn_pages() -> tuple[dict[str, object], list[object]]:
    pytest.importorskip("rapidocr")
    if not pictures.fonts():
        pytest.skip("no Chinese font is installed (fonts-wqy-microhei)")
    random = Random(7)
    report = balanced(random)
    noise = pictures.Noise("", 130, turned=0.8, blurred=0.4, jpeg=60)
    pages = [pictures.pictured(sheet, pictures.fonts()[-1], noise, random) for sheet in drawn(report)]
    return {id: figure.value for id, figure in report.figures.items()}, pages


def whole(found: Recognition, wanted: dict[str, object], table: str) -> None:
    """Nothing is wrong, and of this table all or nearly all is there."""
    assert {id: wanted[id] for id in found.report.cells} == dict(found.report.cells)
    cells = [id for id in wanted if id.startswith(table)]
    assert sum(id in found.report.cells for id in cells) >= 0.95 * len(cells)


def test_a_scan_of_three_pages(drawn_pages: tuple[dict[str, object], list[object]]) -> None:
    wanted, pages = drawn_pages
    (found,) = reports_in(pictures.saved(pages, "TIFF"), "a.tif")
    whole(found, wanted, "")
    reading = found.readings["applications.received.total"]
    assert (reading.place.page, reading.place.cell) == (2, "A4")
    assert found.report.narratives["other"].startswith("本年度")


def test_a_page_of_a_pdf_that_is_a_picture(drawn_pages: tuple[dict[str, object], list[object]]) -> None:
    pytest.importorskip("pdfplumber")
    wanted, pages = drawn_pages
    (found,) = reports_in(pictures.saved(pages[:1], "PDF"), "a.pdf")
    whole(found, wanted, "disclosure")
    assert found.kind == "pdf"
    assert found.readings["disclosure.rules.issued"].how.startswith("ocr")


def test_a_page_of_a_pdf_that_was_scanned_lying(drawn_pages: tuple[dict[str, object], list[object]]) -> None:
    pytest.importorskip("pdfplumber")
    from PIL import Image

    wanted, pages = drawn_pages
    lying = [
        pages[0].transpose(Image.Transpose.ROTATE_180),  # type: ignore[attr-defined]
        pages[1],
        pages[2].transpose(Image.Transpose.ROTATE_270),  # type: ignore[attr-defined]
    ]
    (found,) = reports_in(pictures.saved(lying, "PDF"), "a.pdf")
    for table in ("disclosure", "applications", "proceedings"):
        whole(found, wanted, table)
    assert found.report.narratives["problems"].startswith("本年度")


def jpeg_of(page: object) -> tuple[bytes, int, int]:
    held = pictures.saved([page], "JPEG")
    return held, *page.size  # type: ignore[attr-defined]


def test_what_a_scanner_has_laid_unseen_under_its_picture_is_not_believed(
    drawn_pages: tuple[dict[str, object], list[object]],
) -> None:
    pytest.importorskip("pdfplumber")
    wanted, pages = drawn_pages
    page = Page().picture((0, 0, 595, 842), *jpeg_of(pages[0]))
    page.text(50, 100, "行政许可 本年处理决定数量 99", 9, unseen=True)
    (found,) = reports_in(pdf(page), "a.pdf")
    whole(found, wanted, "disclosure")


def test_a_table_that_is_a_picture_on_a_page_with_text(drawn_pages: tuple[dict[str, object], list[object]]) -> None:
    pytest.importorskip("pdfplumber")
    wanted, pages = drawn_pages
    table = pages[0].crop((80, 330, 1000, 775))  # type: ignore[attr-defined]
    page = Page().text(60, 60, "青禾县人民政府2023年政府信息公开工作年度报告", 14).text(60, 90, "一、总体情况")
    page.text(60, 110, "无。").text(60, 130, "二、主动公开政府信息情况").picture((50, 160, 545, 400), *jpeg_of(table))
    page.text(60, 600, "五、存在的主要问题及改进情况").text(60, 620, "问题是人手不足。")
    (found,) = reports_in(pdf(page), "a.pdf")
    whole(found, wanted, "disclosure")
    assert found.report.narratives["problems"] == "问题是人手不足。"
    assert found.readings["disclosure.rules.issued"].how.startswith("ocr")


@pytest.mark.parametrize("size", [(1, 1), (20_000, 1), (1, 20_000), (20_000, 40)])
def test_a_rule_or_a_dot_is_no_report(drawn_pages: object, size: tuple[int, int]) -> None:
    from PIL import Image

    with pytest.raises(GiktuiError, match="没有找到年报"):
        reports_in(pictures.saved([Image.effect_noise(size, 90)], "PNG"), "a.png")


@pytest.mark.parametrize("mode", ["16", "CMYK", "F"])
def test_grey_levels_of_16_bits_and_the_colours_of_print(
    drawn_pages: tuple[dict[str, object], list[object]], mode: str
) -> None:
    import numpy as np
    from PIL import Image

    wanted, pages = drawn_pages
    grey = np.asarray(pages[0].convert("L"))  # type: ignore[attr-defined]
    if mode == "CMYK":
        data = pictures.saved([pages[0].convert("CMYK")], "JPEG")  # type: ignore[attr-defined]
    else:
        levels = grey.astype(np.uint16) * 257 if mode == "16" else grey.astype(np.float32) / 255
        data = pictures.saved([Image.fromarray(levels)], "TIFF")
    (found,) = reports_in(data, "a.tif")
    whole(found, wanted, "disclosure")


def test_a_picture_of_a_thousand_pages_is_refused(drawn_pages: object) -> None:
    from PIL import Image

    with pytest.raises(GiktuiError, match="像素或页数太多"):
        read_bytes(pictures.saved([Image.new("1", (60, 60), 1)] * 1000, "TIFF"), "a.tif")


def test_a_page_photographed_at_an_angle(drawn_pages: tuple[dict[str, object], list[object]]) -> None:
    from PIL import Image

    wanted, _pages = drawn_pages
    random = Random(7)
    page = pictures.pictured(drawn(balanced(random))[1], pictures.fonts()[-1], pictures.Noise("", 150), random)
    wide, high = page.size
    corners = (
        -0.04 * wide,
        -0.01 * high,
        -0.01 * wide,
        1.02 * high,
        1.01 * wide,
        1.05 * high,
        1.03 * wide,
        0.01 * high,
    )
    photograph = page.transform(
        (wide, high), Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor="white"
    )
    (found,) = reports_in(pictures.saved([photograph], "JPEG"), "a.jpg", agency="青禾县人民政府", year=2023)
    whole(found, wanted, "applications")


@pytest.mark.parametrize("cut", [40, 400, 20_000])
def test_a_damaged_picture_is_refused(drawn_pages: tuple[dict[str, object], list[object]], cut: int) -> None:
    data = pictures.saved(drawn_pages[1][:1], "PNG")
    with pytest.raises(GiktuiError, match="不是完好的图片"):
        read_bytes(data[:cut], "a.png")


def test_a_picture_of_too_many_pixels_is_refused(drawn_pages: tuple[dict[str, object], list[object]]) -> None:
    from PIL import Image

    with pytest.raises(GiktuiError, match="像素或页数太多"):
        read_bytes(pictures.saved([Image.new("1", (40_000, 40_000))], "PNG"), "a.png")


def test_a_picture_of_something_else_is_no_report(drawn_pages: tuple[dict[str, object], list[object]]) -> None:
    from PIL import Image

    with pytest.raises(GiktuiError, match="没有找到年报"):
        reports_in(pictures.saved([Image.effect_noise((600, 400), 90).convert("RGB")], "JPEG"), "a.jpg")


def inside(kind: str, picture: bytes) -> bytes:
    """A page, a saved page or a Word file whose table two is a picture."""
    if kind == "docx":
        import docx
        from docx.shared import Cm

        document = docx.Document()
        document.add_picture(io.BytesIO(picture), width=Cm(15))
        held = io.BytesIO()
        document.save(held)
        return held.getvalue()
    written = base64.b64encode(picture).decode()
    source = f"data:image/png;base64,{written}" if kind == "html" else "https://a.example/t/1.png"
    page = f"<html><body><p>首页</p><div><img src='{source}' width='900'></div></body></html>"
    if kind == "html":
        return page.encode()
    parts = [("text/html", "https://a.example/t/", "8bit", page), ("image/png", source, "base64", written)]
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    body = "".join(
        f"--b\r\nContent-Type: {type}\r\nContent-Location: {at}\r\nContent-Transfer-Encoding: {how}\r\n\r\n{held}\r\n"
        for type, at, how, held in parts
    )
    return f"{head}{body}--b--\r\n".encode()


@pytest.mark.parametrize("kind", ["html", "mht", "docx"])
def test_a_table_that_is_a_picture_in_a_page(drawn_pages: tuple[dict[str, object], list[object]], kind: str) -> None:
    wanted, pages = drawn_pages
    data = inside(kind, pictures.saved(pages[:1], "PNG"))
    (found,) = reports_in(data, f"a.{kind}")
    whole(found, wanted, "disclosure")
    assert found.readings["disclosure.rules.issued"].how.startswith("ocr")


def test_pictures_beside_tables_that_are_text_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    def slip(*_arguments: object) -> None:
        raise AssertionError("looked at")

    monkeypatch.setattr("giktui.readers.formats.picture.reader.blocks_in", slip)
    rows = "".join(f"<tr><td>第{n}行</td>{'<td>1</td>' * 8}</tr>" for n in range(9))
    written = base64.b64encode(bytes(9000)).decode()
    page = f"<html><body><img src='data:image/png;base64,{written}'><table>{rows}</table></body></html>"
    (document,) = read_bytes(page.encode(), "a.html")
    assert not document.guessed
    assert not document.troubles


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_that_lies_on_its_side_or_stands_on_its_head(
    drawn_pages: tuple[dict[str, object], list[object]], turns: int
) -> None:
    from PIL import Image

    wanted, pages = drawn_pages
    turned = pages[0].transpose(  # type: ignore[attr-defined]
        (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)[turns - 1]
    )
    (found,) = reports_in(pictures.saved([turned], "PNG"), "a.png")
    whole(found, wanted, "disclosure")


def test_figures_of_a_table_without_lines_are_not_taken_at_their_word(
    drawn_pages: tuple[dict[str, object], list[object]],
) -> None:
    random = Random(7)
    sheet = drawn(balanced(random))[0]
    sheet.rules.clear()
    page = pictures.pictured(sheet, pictures.fonts()[-1], pictures.Noise("", 150), random)
    (found,) = reports_in(pictures.saved([page], "PNG"), "a.png")
    assert found.report.cells == {}
    assert "[?" not in "".join([found.report.preamble, *found.report.narratives.values()])


def seen(
    change: Callable[[Sheet], None], printed: Mapping[str, str], dpi: int = 150, blurred: float = 0.0
) -> Recognition:
    """What is read of a clean picture of table two in which some cells are printed otherwise, and its page changed."""
    pytest.importorskip("rapidocr")
    report = balanced(Random(7))
    report = replace(report, figures=report.figures | {id: Figure(None, text) for id, text in printed.items()})
    sheet = drawn(report)[0]
    change(sheet)
    picture = pictures.pictured(sheet, pictures.fonts()[0], pictures.Noise("", dpi, blurred=blurred), Random(1))
    (found,) = reports_in(pictures.saved([picture], "PNG"), "a.png")
    return found


DISCLOSED = [f"disclosure.{row}.{column}" for row in ("rules", "normative_documents") for column in
             ("issued", "repealed", "in_force")]  # fmt: skip


@pytest.mark.parametrize("dpi", [100, 150])
def test_slashes_stand_for_blanks_and_are_no_ones(drawn_pages: object, dpi: int) -> None:
    marks = dict.fromkeys(DISCLOSED[:4], "/") | {DISCLOSED[4]: "1", DISCLOSED[5]: "71"}
    found = seen(lambda sheet: None, marks, dpi)
    assert [found.report.cells.get(cell) for cell in DISCLOSED] == [None, None, None, None, 1, 71]
    assert not {cell for doubt in found.doubts for cell in doubt.cells} & set(DISCLOSED)


def test_one_slash_may_be_a_written_one(drawn_pages: object) -> None:
    found = seen(lambda sheet: None, {DISCLOSED[0]: "/"})
    assert DISCLOSED[0] not in found.report.cells
    assert DISCLOSED[0] in {cell for doubt in found.doubts for cell in doubt.cells}


def test_a_figure_that_a_stroke_comes_near_is_left_blank(drawn_pages: object) -> None:
    def crossed(sheet: Sheet) -> None:
        at = next(words for words in sheet.words if words.text == "3")
        sheet.rules.append((at.x - 30, at.y + 20, at.x + 8, at.y - 18))

    found = seen(crossed, {DISCLOSED[4]: "3", DISCLOSED[5]: "7"}, 200)
    assert DISCLOSED[4] not in found.report.cells
    assert found.report.cells[DISCLOSED[5]] == 7


def test_figures_with_what_they_count_are_read_twice_as_well(drawn_pages: object) -> None:
    marks = {DISCLOSED[0]: "482件", DISCLOSED[1]: "约20件", DISCLOSED[2]: "7（其中修订5件）", DISCLOSED[3]: "12/3"}
    found = seen(lambda sheet: None, marks, 200)
    assert [found.report.cells.get(cell) for cell in DISCLOSED[:4]] == [482, 20, None, None]
    assert {doubt.cells: doubt.suggested for doubt in found.doubts}[DISCLOSED[2],] == ("7",)


def test_two_figures_one_above_the_other_are_no_figure(drawn_pages: object) -> None:
    def above(sheet: Sheet) -> None:
        at = next(number for number, words in enumerate(sheet.words) if words.text == "48")
        words = sheet.words.pop(at)
        sheet.words += [replace(words, y=words.y - 3.2, size=6.0), replace(words, y=words.y + 3.2, size=6.0, text="2")]

    found = seen(above, {DISCLOSED[0]: "48"}, 300)
    assert DISCLOSED[0] not in found.report.cells
    assert DISCLOSED[0] in {cell for doubt in found.doubts for cell in doubt.cells}


@pytest.mark.parametrize(("dpi", "blurred"), [(100, 0.8), (150, 0.0)])
def test_a_figure_with_a_blank_a_slash_or_points_in_it_is_left_blank(
    drawn_pages: object, dpi: int, blurred: float
) -> None:
    odd = dict(zip(DISCLOSED, ("2 73", "7/8", "1.2.3", "38 4", "59·5", "3'3"), strict=True))
    plain = {"disclosure.licences.decisions": "273", "disclosure.penalties.decisions": "1181"}
    found = seen(lambda sheet: None, odd | plain, dpi, blurred)
    assert not found.report.cells.keys() & odd.keys()
    assert {cell: str(found.report.cells.get(cell)) for cell in plain} == plain


def test_a_table_whose_lines_are_dotted(drawn_pages: object) -> None:
    def dotted(sheet: Sheet) -> None:
        rules, sheet.rules = sheet.rules, []
        for x0, y0, x1, y1 in rules:
            count = int(max(abs(x1 - x0), abs(y1 - y0)) / 2)
            for n in range(count):
                begin, end = n / count, (n + 0.5) / count
                sheet.rules.append(
                    (x0 + (x1 - x0) * begin, y0 + (y1 - y0) * begin, x0 + (x1 - x0) * end, y0 + (y1 - y0) * end)
                )

    wanted = dict(zip(DISCLOSED, (4, 0, 17, 3, 2, 26), strict=True))
    found = seen(dotted, {cell: str(number) for cell, number in wanted.items()}, 200)
    assert {cell: found.report.cells.get(cell) for cell in wanted} == wanted
