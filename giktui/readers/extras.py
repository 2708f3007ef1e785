"""What is said where a file needs something that is installed by itself."""

from giktui.errors import GiktuiError
from giktui.i18n import _


def missing_extra(extra: str) -> GiktuiError:
    """The error for a file whose reader needs an extra that is not installed, with the command that installs it."""
    return GiktuiError(
        _("读取这种文件需要另装组件，请运行：pip install 'giktui[{extra}]'").format(extra=extra),
    )
