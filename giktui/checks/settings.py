"""What a database may set otherwise than the catalogue: thresholds, deadlines, severities, rules switched off.

A setting is a name and a text: a threshold's name and its number or day (`jump_floor 20`, `deadline 02-20`), or a
rule's id and a severity or `off` (`PL-JUMP info`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any, Literal, cast

from giktui.checks.catalogue import rule, rules
from giktui.checks.explanation import explanation
from giktui.checks.thresholds import Thresholds, threshold_name
from giktui.errors import GiktuiError
from giktui.form import Severity
from giktui.i18n import _
from giktui.wording.severities import severity_name

Level = Severity | Literal["off"]
LEVELS: tuple[Level, ...] = ("error", "soft", "warning", "info", "off")


@dataclass(frozen=True)
class Settings:
    """The settings of a database, as they are stored: name → text. Empty: everything as the catalogue has it."""

    texts: Mapping[str, str]

    @cached_property
    def thresholds(self) -> Thresholds:
        """The thresholds, those that are set taking the place of the usual ones."""
        if not self.texts:
            return Thresholds()
        known = Thresholds._fields
        values: dict[str, Any] = {name: _value(name, text) for name, text in self.texts.items() if name in known}
        return Thresholds(**values)

    @cached_property
    def levels(self) -> Mapping[str, Level]:
        """The severities that are set, by rule."""
        return {name: cast("Level", text) for name, text in self.texts.items() if name.isupper()}

    def line(self, *, theirs: bool = False) -> str:
        """What is set, in one line, to be shown with every list of findings it changes; empty if nothing is.

        `theirs`: what another database sets otherwise.
        """
        known = set(names())
        said = _("；").join(setting_words(name, text) for name, text in self.texts.items() if name in known)
        if not said:
            return ""
        words = _("对方的规则设置不同：{what}") if theirs else _("规则设置已改：{what}")
        return words.format(what=said)


def settled(name: str, text: str) -> tuple[str, str]:
    """Name and text of a setting as they are stored. Raises GiktuiError, saying what is possible, for any other."""
    named = name.strip()
    if named in _defaults():
        return named, _text(_value(named, text.strip()))
    try:
        id = rule(named).id
    except KeyError as error:
        raise GiktuiError(_("没有规则或界限 {name}；giktui rules list 列出全部").format(name=name)) from error
    if id != named.upper():
        raise GiktuiError(_("只能整组设置：{id}").format(id=id))
    level = text.strip().lower()
    if level not in LEVELS:
        raise GiktuiError(_("{name} 的级别只能是 {levels}").format(name=id, levels=_("、").join(LEVELS)))
    return id, level


def setting_words(name: str, text: str) -> str:
    """A setting in words: `PL-JUMP 不查`, `报送期限 02-20（原 01-31）`."""
    if name.isupper():
        return f"{name} {level_name(text)}"
    return _("{name} {text}（原 {usual}）").format(
        name=threshold_name(name), text=text, usual=_defaults().get(name, "")
    )


def level_name(level: str) -> str:
    """What a level is called."""
    return _("不查") if level == "off" else severity_name(cast("Severity", level))


def title_of(name: str) -> str:
    """What a rule checks, or what a threshold is called."""
    return explanation(name).title if name.isupper() else threshold_name(name)


def usual(name: str) -> str:
    """What the catalogue has for a threshold or a rule."""
    return _defaults().get(name) or rule(name).severity


def names() -> tuple[str, ...]:
    """Everything that can be set: rules in the order of the catalogue, then thresholds."""
    return (*(one.id for one in rules()), *_defaults())


def _defaults() -> Mapping[str, str]:
    return {name: _text(value) for name, value in Thresholds()._asdict().items()}


def _text(value: object) -> str:
    return f"{value[0]:02}-{value[1]:02}" if isinstance(value, tuple) else str(value)


def _value(name: str, text: str) -> object:
    """The threshold's value that a text says. Raises GiktuiError if it says none."""
    default = getattr(Thresholds(), name)
    try:
        if isinstance(default, tuple):
            found = re.fullmatch(r"(\d{1,2})[-/月.](\d{1,2})日?", text)
            if found is None:
                raise ValueError
            day = date(2001, int(found[1]), int(found[2]))  # of a year without a 29 February
            return (day.month, day.day)
        number = Decimal(text)
        if not number.is_finite() or number < 0 or number > 10**9:
            raise ValueError
        if isinstance(default, int):
            if number != int(number):
                raise ValueError
            return int(number)
        return number
    except (ValueError, InvalidOperation) as error:
        wanted = (
            _("月-日，如 02-20") if isinstance(default, tuple) else _("不小于 0 的数，如 {usual}").format(usual=default)
        )
        raise GiktuiError(
            _("{name}：“{text}”不行，应是{wanted}").format(name=name, text=text, wanted=wanted)
        ) from error
