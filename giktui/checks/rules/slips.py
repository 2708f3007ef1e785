"""PL-TRANSPOSED and PL-SHIFTED: broken sums that one slip of the hand explains."""

from collections.abc import Iterator

from giktui.checks.repair.hints import Reason, reason_text
from giktui.checks.rule_input import DraftFinding, Find, RuleInput
from giktui.i18n import _


def slips(reason: Reason) -> Find:
    """The rule that names the repairs whose changes all have this reason."""

    def find(given: RuleInput) -> Iterator[DraftFinding]:
        for hint in given.hints.answers:
            if all(change.reason == reason for change in hint.changes):
                first = hint.changes[0]
                yield DraftFinding(
                    _("{place}：{reason}，{old} 应为 {new}？").format(
                        place=given.label(first.cell), reason=reason_text(reason), old=first.old, new=first.new
                    ),
                    tuple(change.cell for change in hint.changes),
                    first.old,
                    first.new,
                    suggestion=hint.text,
                )

    return find
