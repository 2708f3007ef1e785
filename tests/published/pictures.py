"""Reports as pictures: their pages drawn with a Chinese font, scanned askew, blurred, stamped, squeezed."""

import io
import subprocess
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from published.drawing import HEIGHT, WIDTH, Sheet


@dataclass(frozen=True)
class Noise:
    """What happens to a page: degrees it is turned, radius of blur in pixels, quality of JPEG (0: none), a stamp."""

    name: str
    dpi: int
    turned: float = 0.0
    blurred: float = 0.0
    jpeg: int = 0
    stamped: bool = False


@cache
def fonts() -> tuple[str, ...]:
    """The Chinese fonts that are installed, found by fontconfig; none where there is neither."""
    try:
        listed = subprocess.run(["fc-list", ":lang=zh-cn", "file"], capture_output=True, text=True, check=False).stdout
    except OSError:
        return ()
    files = sorted({line.split(":")[0].strip() for line in listed.splitlines()})
    return tuple(file for file in files if file and "Bold" not in file and "Mono" not in file)


def pictured(sheet: Sheet, font: str, noise: Noise, random: Random) -> Any:
    """A page as a picture (PIL), with the noise on it; how far it is turned and where it is stamped is by chance."""
    from PIL import Image, ImageDraw, ImageFilter, ImageFont

    scale = noise.dpi / 72
    picture = Image.new("RGB", (round(WIDTH * scale), round(HEIGHT * scale)), "white")
    draw = ImageDraw.Draw(picture)
    for rule in sheet.rules:
        draw.line([place * scale for place in rule], fill="black", width=max(1, round(scale * 0.6)))
    for words in sheet.words:
        face = ImageFont.truetype(font, words.size * scale)
        at = words.x * scale, words.y * scale
        draw.text(at, words.text, fill="black", font=face, anchor="mm" if words.centred else "lm")
    if noise.stamped:
        _stamp(picture, scale, random)
    if noise.turned:
        by = random.uniform(0.2, noise.turned) * random.choice((1, -1))
        picture = picture.rotate(by, resample=Image.Resampling.BICUBIC, fillcolor="white")
    if noise.blurred:
        picture = picture.filter(ImageFilter.GaussianBlur(noise.blurred))
    if noise.jpeg:
        held = io.BytesIO()
        picture.save(held, "JPEG", quality=noise.jpeg)
        picture = Image.open(held)
    return picture.convert("RGB")


def _stamp(picture: Any, scale: float, random: Random) -> None:
    """A round red seal over a part of the page, its ink letting through what is black."""
    from PIL import Image, ImageChops, ImageDraw

    seal = Image.new("RGB", picture.size, "white")
    draw = ImageDraw.Draw(seal)
    x, y, radius = (round(scale * random.uniform(*span)) for span in ((150, 450), (150, 700), (50, 65)))
    red = (random.randint(200, 240), random.randint(20, 60), random.randint(20, 60))
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=red, width=round(3 * scale))
    star = radius // 3
    draw.polygon([(x, y - star), (x + star, y + star), (x - star, y), (x + star, y), (x - star, y + star)], fill=red)
    for step in range(-2, 3):
        left = x + step * radius // 3
        draw.line(
            (left, y + radius // 2, left + radius // 5, y + radius // 2 + 6 * scale), fill=red, width=round(scale)
        )
    picture.paste(ImageChops.multiply(picture, seal))


def saved(pages: list[Any], format: str) -> bytes:
    """The pages as one file: TIFF, PDF; or the first as PNG, JPEG, WEBP."""
    held = io.BytesIO()
    more = {"save_all": True, "append_images": pages[1:]} if format in ("TIFF", "PDF") else {}
    pages[0].save(held, format, **more)
    return held.getvalue()
