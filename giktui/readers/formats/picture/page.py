"""A picture made ready: upright, large enough, without the colour of stamps."""

import math
from dataclasses import dataclass
from typing import Any

from giktui.readers.formats.picture.perspective import squared

WIDTH = 1654
"""Pixels of an A4 page at 200 dpi: a smaller picture is enlarged to it, a much larger one made smaller."""
_LARGEST = 100_000_000
"""Pixels of the largest picture that is unfolded; a page at 600 dpi has 35 million."""
_LONGEST = 5_000
"""Pixels of the longer side of a page, at most, that are looked at: A4 at 400 dpi has fewer."""
_STEEPEST = 3.0
"""Degrees by which a page may be tilted."""
_STROKE = 25
"""Pixels for which a line runs level at least, though it is tilted by as much, if one up or down is no matter."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as grey levels (0 black): `plain` without red ink, `full` with it, `source` without it as the picture
    came, and the matrix that takes a place on the source to one on the page."""

    plain: Any
    full: Any
    source: Any
    matrix: Any


def scale_of(page: Page) -> float:
    """How many times as large as its picture a page is, in its middle."""
    import numpy as np

    height, width = page.source.shape
    places = np.array([[width / 2, height / 2, 1], [width / 2 + 1, height / 2, 1]]) @ page.matrix.T
    (x, y), (to_x, to_y) = places[:, :2] / places[:, 2:]
    return math.hypot(to_x - x, to_y - y)


def decoded(data: bytes, most: int) -> tuple[list[Any], str]:
    """The pictures in a file (a .tif may have several), as arrays of height × width × 3, blue first; or why there are
    none: `damaged`, `large`, or more `pages` than there may be."""
    import io

    import numpy as np
    from PIL import Image, ImageSequence

    pages = []
    try:
        with Image.open(io.BytesIO(data)) as picture:
            for number, frame in enumerate(ImageSequence.Iterator(picture)):
                if number >= most:
                    return [], "pages"
                if frame.width * frame.height > _LARGEST:
                    return [], "large"
                pages.append(np.asarray(_on_white(frame))[:, :, ::-1].copy())
                if picture.format != "TIFF":  # what moves is no page, nor is the small copy in a photograph
                    break
    except MemoryError:
        raise
    except Image.DecompressionBombError:
        return [], "large"
    except Exception:  # a damaged picture makes the decoder raise anything
        return [], "damaged"
    return pages, ""


def _on_white(frame: Any) -> Any:
    """The picture upright, in colours of 8 bits, on white, and no larger than a page needs to be."""
    from PIL import Image, ImageOps

    upright = _of_8_bits(ImageOps.exif_transpose(frame))
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        shown = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", shown.size, "white"), shown)
    plain = upright.convert("RGB")
    plain.thumbnail((_LONGEST, _LONGEST), reducing_gap=2.0)
    return plain


def _of_8_bits(picture: Any) -> Any:
    """A picture whose grey levels have 16 or 32 bits with those of 8, its brightest as white; others as they are."""
    import numpy as np
    from PIL import Image

    if not picture.mode.startswith(("I", "F")):
        return picture
    levels = np.nan_to_num(np.asarray(picture).astype(np.float32), nan=0.0, posinf=0.0, neginf=0.0)
    most = max(float(levels.max()), 1e-6)
    return Image.fromarray((levels.clip(0) * (255 / most)).astype(np.uint8))


def prepared(picture: Any) -> Page:
    """The page of a picture, turned upright and enlarged or made smaller in one step."""
    import cv2
    import numpy as np

    height, width = picture.shape[:2]
    red = picture[:, :, 2]
    full = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    scale = min(3.0, WIDTH / width) if width < WIDTH else max(WIDTH / width, 0.5)
    size = round(width * scale), round(height * scale)
    square = squared(full)
    if square is None:
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), tilt(full), scale)
        turn[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
        matrix = np.vstack([turn, [0, 0, 1]])
    else:
        matrix = np.diag([scale, scale, 1.0]) @ square
    how = cv2.INTER_CUBIC if scale >= 1 else cv2.INTER_AREA
    plain, stamped = (warped(grey, matrix, size, how) for grey in (red, full))
    return Page(plain, stamped, red, matrix)


def warped(grey: Any, matrix: Any, size: tuple[int, int], how: int) -> Any:
    """A picture of that size (width, height) in which each place is where the matrix (3 × 3) takes it; `how` are the
    flags of OpenCV. What was not on the picture is white."""
    import cv2

    if matrix[2, 0] == matrix[2, 1] == 0:
        return cv2.warpAffine(grey, matrix[:2] / matrix[2, 2], size, flags=how, borderValue=255)
    return cv2.warpPerspective(grey, matrix, size, flags=how, borderValue=255)


def tilt(grey: Any) -> float:
    """By how many degrees the long lines of a picture rise to the right; 0.0 where it has none."""
    import cv2
    import numpy as np

    width = grey.shape[1]
    small = min(1.0, 1400 / width)
    sized = cv2.resize(grey, None, fx=small, fy=small, interpolation=cv2.INTER_AREA) if small < 1 else grey
    ink = cv2.adaptiveThreshold(sized, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12)
    # Where nothing runs level for a while there is no line: without the text it takes a third of the time.
    steps = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    ink &= cv2.morphologyEx(steps, cv2.MORPH_OPEN, np.ones((1, _STROKE), np.uint8))
    long = int(sized.shape[1] * 0.25)
    found = cv2.HoughLinesP(ink, 1, np.pi / 1800, threshold=long // 2, minLineLength=long, maxLineGap=8)
    if found is None:
        return 0.0
    ends = found.reshape(-1, 4).astype(float)
    angles = np.degrees(np.arctan2(ends[:, 3] - ends[:, 1], ends[:, 2] - ends[:, 0]))
    level = angles[np.abs(angles) <= _STEEPEST]
    return float(np.median(level)) if len(level) else 0.0
