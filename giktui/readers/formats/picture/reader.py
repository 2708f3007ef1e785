"""Pictures of reports (.png, .jpg, .tif, .webp): read in a process of their own, as far as they can be made out."""

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.readers.document import Document, Grid, Paragraph
from giktui.readers.formats.pdf import blocks_of
from giktui.readers.formats.picture import engine
from giktui.readers.isolated.process import TooSlow, ask
from giktui.readers.limits import Limits


def read(data: bytes, name: str, limits: Limits) -> list[Document]:
    """The picture as one document. Raises GiktuiError: rapidocr missing, damaged, beyond limits."""
    if not engine.is_here():
        message = _("{name} 是图片，要识别里面的文字才能读。").format(name=name)
        raise GiktuiError(message + engine.how_to_install())
    return [Document(blocks_in(data, name, limits), name, "picture", guessed=True)]


def blocks_in(data: bytes, name: str, limits: Limits) -> tuple[Paragraph | Grid, ...]:
    """What a picture shows. Raises GiktuiError as `read` does."""
    try:
        answer = ask("picture", data, limits)
    except TooSlow as error:
        message = _("{name} 读了 {n:.0f} 秒还没有读完，已放弃。请换用 Word 版或网页版。")
        raise GiktuiError(message.format(name=name, n=limits.seconds)) from error
    except ValueError as error:
        raise _refused("damaged", name) from error
    if "error" in answer:
        raise _refused(answer["error"], name)
    return blocks_of(answer["blocks"], name, range(limits.pages + 1))


def _refused(why: str, name: str) -> GiktuiError:
    if why in ("memory", "large", "pages"):
        return GiktuiError(_("{name} 的像素或页数太多，不像一份年报，没有读取。").format(name=name))
    return GiktuiError(_("{name} 不是完好的图片，读不了。请重新下载后再导入。").format(name=name))
