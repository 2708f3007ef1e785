"""A finding in full."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from giktui.i18n import _

if TYPE_CHECKING:
    from giktui.checks import Finding
    from giktui.store import Waiver


def in_full(finding: "Finding", same_cause: "Iterable[Finding]", waivers: "Iterable[Waiver]") -> list[str]:
    """What it says, what it rests on, what is advised, the others of its cause, and why it was waived, a line each."""
    from giktui.store import local_time

    said = [f"{finding.rule}  {finding.message}"]
    said += [_("原文：{text}").format(text=finding.evidence)] if finding.evidence else []
    said += [_("建议：{text}").format(text=finding.suggestion)] if finding.suggestion else []
    said += [_("同因：{rule}  {message}").format(rule=one.rule, message=one.message) for one in same_cause]
    said += [
        _("已豁免：{reason}（{who}，{when}）").format(reason=w.reason, who=w.actor, when=local_time(w.time))
        for w in waivers
        if finding.status == "waived" and w.fingerprint == finding.fingerprint
    ]
    return said
