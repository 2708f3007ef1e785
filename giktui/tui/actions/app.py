"""What can be done everywhere."""

from giktui.i18n import _
from giktui.tui.actions.action import Action


def actions() -> tuple[Action, ...]:
    """The actions of the app itself."""
    return (
        Action("app.command_palette", ("ctrl+p",), _("命令面板"), "Command palette", palette=False),
        Action("app.next_theme", ("alt+t",), _("换配色：深色、浅色、16 色"), "Change theme: dark, light, 16 colours"),
        Action("app.redraw", ("ctrl+l",), _("重画屏幕"), "Redraw the screen"),
        Action("app.quit", ("ctrl+q",), _("退出（已全部保存）"), "Quit (everything is saved)"),
    )
