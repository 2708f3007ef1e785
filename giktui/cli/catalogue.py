"""The commands: in which module each stands and what it is for. `giktui --help` needs nothing but this."""

from collections.abc import Mapping
from dataclasses import dataclass

from giktui.i18n import _


@dataclass(frozen=True, slots=True)
class Entry:
    """A command's module in this package and its line in the list of commands."""

    module: str
    summary: str


def commands() -> Mapping[str, Entry]:
    """Every command by its name, in the order of `giktui --help`."""
    return {
        "demo": Entry("demo", _("导入自带示例，检查、比较并打开")),
        "open": Entry("open", _("打开全屏界面中的一份报告")),
    }
