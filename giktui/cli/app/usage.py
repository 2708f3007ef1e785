"""What is wrong with a command line, in the user's language; typer words it in English only."""

import re
from typing import Any

import typer

from giktui.i18n import _


def explain(error: typer.TyperException) -> list[str]:
    """The lines of the message for a command line that typer did not accept, with where to read on.

    typer tells its errors apart by classes it does not export; their names and fields are what this goes by.
    """
    ctx: Any = getattr(error, "ctx", None)
    message = _message(error)
    if ctx is None:
        return [message]
    return [message, ctx.get_usage(), _("详见 {command} --help").format(command=ctx.command_path)]


def _message(error: Any) -> str:
    param = getattr(error, "param", None)
    name = "" if param is None else _name(param)
    match type(error).__name__:
        case "NoSuchOption":
            near = error.possibilities or []
            hint = _("，是否指 {names}").format(names=_("、").join(sorted(near))) if near else ""
            return _("没有选项 {name}{hint}").format(name=error.option_name, hint=hint)
        case "BadOptionUsage":
            return _("选项 {name} 的用法不对：缺少值，或不应有值").format(name=error.option_name)
        case "MissingParameter":
            return (_("缺少 {name}") if name.startswith("-") else _("缺少“{name}”")).format(name=name)
        case "BadParameter" if param is not None:
            return _("{name} 的值不对：{reason}").format(name=name, reason=_reason(error, param))
    if error.message == "Missing command.":
        return _("缺少命令")
    extra = re.fullmatch(r"Got unexpected extra argument\S* \((.*)\)", error.message)
    return _("多余的参数：{arguments}").format(arguments=extra[1]) if extra else str(error.message)


def _name(param: Any) -> str:
    return str(max(param.opts, key=len) if param.param_type_name == "option" else param.human_readable_name)


def _reason(error: Any, param: Any) -> str:
    kind: Any = getattr(param, "type", None)
    if "not in the range" in str(error.message):
        return _("至少是 {least}").format(least=kind.min)
    choices = getattr(kind, "choices", None)
    if choices:
        return _("可用的值是 {values}").format(values=_("、").join(getattr(c, "value", str(c)) for c in choices))
    if str(getattr(kind, "name", "")).startswith(("int", "float")):
        return _("不是数字")
    return str(error.message)
